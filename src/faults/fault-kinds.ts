import { GATE_NAMES, GATES, type Gate } from '../gates/gate.ts';

/** What can be wrong with a gate, by where it is wrong. */
export type FaultFamily = 'output stuck' | 'fan-in stuck' | 'another gate';

/**
 * One way for one kind of gate to be wrong. However it is described, it is another truth table in the place of the
 * gate's own, so whoever simulates or proves needs to know nothing else of it.
 */
export interface FaultKind {
  readonly gate: Gate;
  readonly family: FaultFamily;
  /** In words: `fan-in 0 stuck at 1`, `or instead`. */
  readonly text: string;
  /** Bit (x + 2 y + 4 z) is the output for fan-ins x, y, z; one bit a row, as in `GATES`. */
  readonly truth: number;
}

/** What stands in for a gate of two fan-ins: every gate that reads both of them, also the complements. */
const TWO_FANINS: Readonly<Record<string, number>> = {
  and: GATES.and.truth,
  or: GATES.or.truth,
  xor: GATES.xor.truth,
  nand: GATES.and.truth ^ 0b1111,
  nor: GATES.or.truth ^ 0b1111,
  xnor: GATES.xor.truth ^ 0b1111,
};

/** What stands in for each gate. */
const SUBSTITUTES: Readonly<Record<Gate, Readonly<Record<string, number>>>> = {
  not: { 'a wire': 0b10 },
  and: TWO_FANINS,
  or: TWO_FANINS,
  xor: TWO_FANINS,
  mux: { 'a mux with its data exchanged': 0b11100100, 'a mux with an inverter': GATES.mux.truth ^ 0xff },
};

const FANIN_NAMES: Readonly<Record<Gate, readonly string[]>> = {
  not: ['fan-in'],
  and: ['fan-in 0', 'fan-in 1'],
  or: ['fan-in 0', 'fan-in 1'],
  xor: ['fan-in 0', 'fan-in 1'],
  mux: ['select', 'fan-in when one', 'fan-in when zero'],
};

/** The truth table of a gate of which fan-in k is stuck at a bit. */
function stuckFanin(gate: Gate, k: number, bit: 0 | 1): number {
  const { fanin, truth } = GATES[gate];
  let stuck = 0;
  for (let row = 0; row < 2 ** fanin; row++) {
    const read = bit === 1 ? row | (1 << k) : row & ~(1 << k);
    stuck |= ((truth >> read) & 1) << row;
  }
  return stuck;
}

function kindsOf(gate: Gate): FaultKind[] {
  const { fanin, truth } = GATES[gate];
  const all = 2 ** (2 ** fanin) - 1;
  return [
    { gate, family: 'output stuck', text: 'output stuck at 0', truth: 0 },
    { gate, family: 'output stuck', text: 'output stuck at 1', truth: all },
    ...FANIN_NAMES[gate].flatMap((name, k) =>
      ([0, 1] as const).map(
        (bit): FaultKind => ({
          gate,
          family: 'fan-in stuck',
          text: `${name} stuck at ${bit}`,
          truth: stuckFanin(gate, k, bit),
        }),
      ),
    ),
    ...Object.entries(SUBSTITUTES[gate])
      .filter(([, other]) => other !== truth)
      .map(
        ([name, other]): FaultKind => ({
          gate,
          family: 'another gate',
          text: `${name} instead`,
          truth: other,
        }),
      ),
  ];
}

/** Every single fault of every gate: outputs and fan-ins stuck at 0 and 1, and other gates in its place. */
export const FAULT_KINDS: readonly FaultKind[] = GATE_NAMES.flatMap(kindsOf);
