/**
 * The gates a netlist is made of. The truth table is the definition: everything that evaluates, proves or
 * writes out a gate follows it.
 */
export const GATE_NAMES = ['not', 'and', 'or', 'xor', 'mux'] as const;

export type Gate = (typeof GATE_NAMES)[number];

export interface GateSpec {
  /** How many fan-ins the gate has. */
  readonly fanin: 1 | 2 | 3;
  /** Bit (x + 2 y + 4 z) is the output for fan-ins x, y, z. */
  readonly truth: number;
}

/** `mux` reads (select, when one, when zero): its output is `x ? y : z`. */
export const GATES: Readonly<Record<Gate, GateSpec>> = {
  not: { fanin: 1, truth: 0b01 },
  and: { fanin: 2, truth: 0b1000 },
  or: { fanin: 2, truth: 0b1110 },
  xor: { fanin: 2, truth: 0b0110 },
  mux: { fanin: 3, truth: 0b11011000 },
};

/** What `Netlist.gate` holds for a net that no gate drives: a constant or an input. */
export const NO_GATE = 0;

/** What `Netlist.gate` holds for each gate: 1 for `not`, then in the order of `GATE_NAMES`. */
export const GATE_CODE: Readonly<Record<Gate, number>> = { not: 1, and: 2, or: 3, xor: 4, mux: 5 };

/** The number of fan-ins of the gate with this code; hot loops read these instead of looking names up. */
export const FANIN_OF_CODE: Uint8Array = Uint8Array.of(0, ...GATE_NAMES.map((gate) => GATES[gate].fanin));

/** The truth table of the gate with this code. */
export const TRUTH_OF_CODE: Uint8Array = Uint8Array.of(0, ...GATE_NAMES.map((gate) => GATES[gate].truth));

/** The gate with this code, or undefined for `NO_GATE`. */
export function gateOf(code: number): Gate | undefined {
  return GATE_NAMES[code - 1];
}
