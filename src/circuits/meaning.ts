import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Equation, EquationSplit } from '../gates/equation.ts';

/**
 * What a circuit with given parameter values computes. The kind decides what its values are compared with and how it is
 * proved; whoever asks goes through all kinds, so that a new one cannot be forgotten. `I` and `O` are the names of its ports.
 */
export type Meaning<I extends string = string, O extends string = string> = Stated<I, O> &
  (
    | {
        /** The product of its two inputs, or the sum of all, unsigned: machine arithmetic, and an equation for a proof. */
        readonly kind: 'product' | 'sum';
      }
    | {
        /** a + b of floats with its flags, as in IEEE 754: compared by machine arithmetic, proved against SMT-LIB's. */
        readonly kind: 'float sum';
        /** Exponent bits and trailing significand bits. */
        readonly e: number;
        readonly f: number;
        /** Coded as on the port rm, which is read where it is left out. */
        readonly direction?: number;
      }
    | {
        /** The first input shifted by the second; proved where the same is there by the plainest gates. */
        readonly kind: 'shift';
        readonly direction: ShiftDirection;
        readonly plain?: PlainForm<I, O>;
      }
    | {
        /** An equation between its ports, for a proof; ports in two's complement are those of the record's `signed`. */
        readonly kind: 'equation';
        readonly equation: Equation;
      }
    | {
        /** An equation for each value of a few input bits. */
        readonly kind: 'split';
        readonly split: EquationSplit;
      }
    | {
        /** The same outputs by the plainest gates, for a proof by decision diagrams. */
        readonly kind: 'plain';
        readonly plain: PlainForm<I, O>;
      }
    | {
        /** Whatever the model says: there is nothing that a proof could go by. */
        readonly kind: 'model';
      }
  );

export type ShiftDirection = 'left' | 'right-logical' | 'right-arithmetic' | 'rotate-left';

/** What every meaning states. */
interface Stated<I extends string, O extends string> {
  /** The outputs by an independent computation, never by the circuit's own structure. Unsigned; a port left out is 0. */
  model(x: Record<I, bigint>): Record<O, bigint>;
  /**
   * The outputs that the model speaks of, by gates that only a check adds, where the circuit's own are not settled one
   * by one, such as two rows of which only the sum is.
   */
  observe?(g: Builder, y: Record<O, Bus>): Partial<Record<O, Bus>>;
}

/** A circuit once more, as simple as can be, whatever it costs. */
export interface PlainForm<I extends string = string, O extends string = string> {
  build(g: Builder, x: Record<I, Bus>): Record<O, Bus>;
  /** Input ports that decide first, before the others; those named together are interleaved. */
  readonly order?: readonly (readonly I[])[];
}
