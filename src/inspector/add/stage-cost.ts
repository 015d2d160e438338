import type { FloatStage } from '../../circuits/float-adder/stages.ts';
import type { FloatFormat } from '../../circuits/float-formats.ts';
import { MEASURES } from '../../claims/claim.ts';
import { STAGE_TERMS } from '../../claims/float-claims.ts';
import { type Count, count } from '../../gates/count.ts';
import { type Netlist, scopeAt } from '../../gates/netlist.ts';

/** What a stage costs by its gates, and what the paper says of it. */
export interface StageCost {
  readonly counted: Count;
  /** Half and full adders 1, multiplexers 1/5, other gates 0: the paper's convention. */
  readonly weighted: number;
  /** Unit-gate area / 7, so that no gate is free. */
  readonly unitGates: number;
  /** The paper's term over e and m = f; absent for unpacking and packing, which it has not. */
  readonly term?: {
    readonly text: string;
    readonly value: number;
    readonly isCostModel: boolean;
    readonly note: string;
  };
}

/** Counts a stage of the adder in its netlist. */
export function stageCost(
  netlist: Netlist,
  { e, f }: Pick<FloatFormat, 'e' | 'f'>,
  stage: FloatStage,
): StageCost {
  const counted = count(netlist, scopeAt(netlist, stage));
  const term = STAGE_TERMS.find((one) => one.stage === stage);
  return {
    counted,
    weighted: MEASURES.weighted.of(counted),
    unitGates: MEASURES.unitGates.of(counted),
    ...(term === undefined
      ? {}
      : {
          term: {
            text: term.text,
            value: term.formula(e, f),
            isCostModel: term.isCostModel === true,
            note: term.note,
          },
        }),
  };
}
