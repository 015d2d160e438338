import { buildCircuit } from '../circuits/circuit.ts';
import { floatAdder } from '../circuits/float-adder/float-adder.ts';
import type { Rounding } from '../circuits/float-adder/rounding.ts';
import { type FloatFormat, formatWidth } from '../circuits/float-formats.ts';
import { ADDERS_A_FLOAT_BIT, floatSum } from '../cost/metrics/ace.ts';
import { type Count, count } from '../gates/count.ts';
import { type Netlist, scopeAt } from '../gates/netlist.ts';
import { MEASURES } from './claim.ts';
import { PAPER_SUM, paperSum, STAGE_TERMS } from './float-claims.ts';

/** A number of the paper beside what the structure holds: a stage, or a total. */
export interface StageRow {
  /** 1 to 9 for the stages; absent for totals. */
  readonly number?: number;
  readonly stage: string;
  /** The paper's term as text, and its value; absent where it has none. */
  readonly term?: string;
  readonly claimed?: number;
  /** Half and full adders 1, multiplexers 1/5, other gates 0. */
  readonly weighted: number;
  /** What the structure has beyond the term; negative where the term is the larger. */
  readonly weightedDifference?: number;
  /** Unit-gate area / 7. */
  readonly unitGates: number;
  readonly unitGatesDifference?: number;
  /** `cost model` where the term is a cost that the paper sets, not a number of adders. */
  readonly basis?: 'cost model';
  readonly note?: string;
}

/** One format: the paper's two numbers, and the whole adder in both measures. */
export interface FormatRow {
  readonly format: string;
  readonly width: number;
  readonly e: number;
  readonly m: number;
  /** The sum of the nine terms. */
  readonly sum: number;
  /** 6 max(i, j) for operands of this width. */
  readonly printed: number;
  readonly weighted: number;
  /** The factor that 6 stands for: adders of the whole / width. */
  readonly weightedFactor: number;
  readonly unitGates: number;
  readonly unitGatesFactor: number;
}

type Sides = Pick<StageRow, 'weighted' | 'unitGates'>;

const sidesOf = (counted: Count): Sides => ({
  weighted: MEASURES.weighted.of(counted),
  unitGates: MEASURES.unitGates.of(counted),
});

/**
 * The nine-stage table of the paper beside the adder of a format, a row for each stage, and then the totals: the nine
 * together, what lies outside them, the whole beside the paper's sum and beside what it prints, and the factor c_a.
 */
export function stageRows(format: Pick<FloatFormat, 'e' | 'f'>, rounding: Rounding): StageRow[] {
  const { e, f } = format;
  const netlist = buildCircuit(floatAdder, { e, f, rounding });
  const stages = STAGE_TERMS.map(({ stage, text, formula, isCostModel, note }, k) =>
    rowOf(
      {
        number: k + 1,
        stage,
        term: text,
        claimed: formula(e, f),
        ...(isCostModel ? { basis: 'cost model' } : {}),
        note,
      },
      ofStage(netlist, stage),
    ),
  );
  const whole = ofStage(netlist, '');
  const width = formatWidth(format);
  const sum = { term: PAPER_SUM, claimed: paperSum(e, f), basis: 'cost model' } as const;
  const printed = {
    term: floatSum.text,
    claimed: floatSum.value({ i: width, j: width }),
    basis: 'cost model',
  } as const;
  const factor = { term: `${ADDERS_A_FLOAT_BIT}`, claimed: ADDERS_A_FLOAT_BIT, basis: 'cost model' } as const;
  return [
    ...stages,
    rowOf({ stage: 'the nine stages', ...sum }, addSides(stages)),
    rowOf(
      { stage: 'unpacking and packing', note: 'outside the nine: subnormals, infinities, NaNs and flags' },
      addSides([ofStage(netlist, 'unpacking'), ofStage(netlist, 'packing')]),
    ),
    rowOf({ stage: 'the whole adder', ...sum }, whole),
    rowOf({ stage: 'the whole adder', ...printed, note: `i = j = ${width}` }, whole),
    rowOf(
      { stage: 'effective c_a', ...factor, note: `the whole adder / ${width}` },
      { weighted: whole.weighted / width, unitGates: whole.unitGates / width },
    ),
  ];
}

/** The whole adder of each format, ties to even, beside the paper's numbers. */
export function formatRows(formats: readonly FloatFormat[]): FormatRow[] {
  return formats.map((format) => {
    const { name, e, f } = format;
    const width = formatWidth(format);
    const { weighted, unitGates } = sidesOf(
      count(buildCircuit(floatAdder, { e, f, rounding: 'ties-to-even' })),
    );
    return {
      format: name,
      width,
      e,
      m: f,
      sum: paperSum(e, f),
      printed: floatSum.value({ i: width, j: width }),
      weighted,
      weightedFactor: weighted / width,
      unitGates,
      unitGatesFactor: unitGates / width,
    };
  });
}

function ofStage(netlist: Netlist, stage: string): Sides {
  return sidesOf(count(netlist, scopeAt(netlist, stage)));
}

function addSides(parts: readonly Sides[]): Sides {
  return {
    weighted: parts.reduce((sum, { weighted }) => sum + weighted, 0),
    unitGates: parts.reduce((sum, { unitGates }) => sum + unitGates, 0),
  };
}

function rowOf(
  said: Pick<StageRow, 'number' | 'stage' | 'term' | 'claimed' | 'basis' | 'note'>,
  { weighted, unitGates }: Sides,
): StageRow {
  const { claimed } = said;
  if (claimed === undefined) return { ...said, weighted, unitGates };
  return {
    ...said,
    weighted,
    weightedDifference: weighted - claimed,
    unitGates,
    unitGatesDifference: unitGates - claimed,
  };
}
