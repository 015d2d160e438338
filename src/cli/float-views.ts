import { floatAdder } from '../circuits/float-adder/float-adder.ts';
import { ROUNDINGS } from '../circuits/float-adder/rounding.ts';
import { mustBe } from '../gates/must-be.ts';
import { formatDocument, stageDocument } from '../report/float-tables.ts';
import type { Document } from '../tables/document.ts';
import { oneCase } from './circuit-argument.ts';
import type { BaseContext } from './context.ts';

/** A table about a circuit that is not that of one claim, or of the circuit alone. */
export interface View {
  /** The circuit whose options it takes; absent where it takes none. */
  readonly circuit?: string;
  show(context: BaseContext): Document;
}

/** The tables about the floating-point adder, by name. */
export const FLOAT_VIEWS: Readonly<Record<string, View>> = {
  'float-stages': { circuit: floatAdder.name, show: stageView },
  'float-formats': { show: formatDocument },
};

/** The nine-stage table of the format and rounding that the options name. */
function stageView(context: BaseContext): Document {
  const values = oneCase(floatAdder, context);
  const rounding = ROUNDINGS.find((one) => one === values.rounding);
  if (rounding === undefined)
    throw mustBe('table', '--rounding', `one of ${ROUNDINGS.join(', ')}`, values.rounding);
  return stageDocument({ e: Number(values.e), f: Number(values.f) }, rounding);
}
