import type { AnyCircuit } from '../circuits/circuit.ts';
import type { Meaning, PlainForm, ShiftDirection } from '../circuits/meaning.ts';
import type { AnyValues } from '../circuits/params.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Equation, EquationSplit } from '../gates/equation.ts';

/**
 * A circuit as modules were written for version 0.1.0: what it computes stands in six fields beside each other. It goes on
 * being read; nothing but this file and what checks it knows of it.
 */
export interface EarlierCircuit extends Omit<AnyCircuit, 'meaning'> {
  model(x: Record<string, bigint>, p: AnyValues): Record<string, bigint>;
  observe?(p: AnyValues): EarlierObserver | undefined;
  arithmetic?(p: AnyValues): EarlierArithmetic | undefined;
  equation?(p: AnyValues): Equation;
  split?(p: AnyValues): EquationSplit;
  readonly plain?: {
    build(g: Builder, x: Record<string, Bus>, p: AnyValues): Record<string, Bus>;
    readonly order?: readonly (readonly string[])[];
  };
}

type EarlierObserver = (g: Builder, y: Record<string, Bus>) => Partial<Record<string, Bus>>;

type EarlierArithmetic =
  | { readonly kind: 'product' | 'sum' }
  | { readonly kind: 'float sum'; readonly e: number; readonly f: number; readonly direction?: number }
  | { readonly kind: 'shift'; readonly direction: ShiftDirection };

/** The fields that say what such a circuit computes. */
export const EARLIER_FIELDS = ['model', 'observe', 'arithmetic', 'equation', 'split', 'plain'] as const;

/** Whether a record says what it computes in the earlier way. */
export function isEarlier(record: object): boolean {
  return !('meaning' in record) && EARLIER_FIELDS.some((field) => field in record);
}

/** What the six fields come to: in the order in which they were asked, a sum or product first. */
export function meaningOfEarlier(circuit: EarlierCircuit): AnyCircuit['meaning'] {
  return (p): Meaning => {
    const observe = circuit.observe?.(p);
    const stated = {
      model: (x: Record<string, bigint>) => circuit.model(x, p),
      ...(observe === undefined ? {} : { observe }),
    };
    const { plain: form } = circuit;
    const plain: PlainForm | undefined = form && {
      build: (g, x) => form.build(g, x, p),
      ...(form.order && { order: form.order }),
    };
    const arithmetic = circuit.arithmetic?.(p);
    if (arithmetic?.kind === 'product' || arithmetic?.kind === 'sum')
      return { kind: arithmetic.kind, ...stated };
    if (circuit.equation !== undefined) return { kind: 'equation', equation: circuit.equation(p), ...stated };
    if (circuit.split !== undefined) return { kind: 'split', split: circuit.split(p), ...stated };
    if (arithmetic?.kind === 'shift') return { ...arithmetic, ...(plain && { plain }), ...stated };
    if (plain !== undefined) return { kind: 'plain', plain, ...stated };
    return arithmetic === undefined ? { kind: 'model', ...stated } : { ...arithmetic, ...stated };
  };
}
