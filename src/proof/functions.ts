import { byteAt, wordAt } from '../gates/at.ts';
import type { Gate } from '../gates/gate.ts';
import { gateOf } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { type Bdd, FALSE, TRUE } from './bdd.ts';

/**
 * Gives a decision diagram to every net that stands for itself, whose place in `edges` is still `OPEN` and that
 * `wanted` marks, in the order of nets. Edges that are there already, of inputs or of nets at which the netlist was
 * cut, stay.
 */
export function computeFunctions(
  bdd: Bdd,
  netlist: Netlist,
  literals: Uint32Array,
  edges: Int32Array,
  wanted?: Uint8Array,
): void {
  const gates: Readonly<Record<Gate, (x: number, y: number, z: number) => number>> = {
    not: (x) => x ^ 1,
    and: (x, y) => bdd.and(x, y),
    or: (x, y) => bdd.or(x, y),
    xor: (x, y) => bdd.xor(x, y),
    mux: (select, one, zero) => bdd.mux(select, one, zero),
  };
  edges[0] = FALSE;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    if (wordAt(literals, net) !== 2 * net || edges[net] !== OPEN) continue;
    if (wanted !== undefined && wanted[net] !== 1) continue;
    const gate = gateOf(byteAt(netlist.gate, net));
    if (gate === undefined) throw mustBe('computeFunctions', `net ${net}`, 'driven by a gate', 'none');
    edges[net] = gates[gate](
      functionOf(literals, edges, wordAt(fanin0, net)),
      functionOf(literals, edges, wordAt(fanin1, net)),
      functionOf(literals, edges, wordAt(fanin2, net)),
    );
  }
}

/** The function of a net, read through inverters. */
export function functionOf(literals: Uint32Array, edges: Int32Array, net: number): number {
  const literal = wordAt(literals, net);
  const edge = edges[literal >>> 1] ?? OPEN;
  if (edge === OPEN) throw mustBe('functionOf', `net ${net}`, 'computed before it is read', 'open');
  return edge ^ (literal & 1);
}

/** Stands in `edges` for a net that has no function yet. */
export const OPEN = -1;

/** A function that counts `coefficient` when it is true. */
export interface Weighted {
  readonly edge: number;
  readonly coefficient: bigint;
}

/** The bits of a sum of weighted functions, modulo 2^modulus, the lowest first: column by column, as on paper. */
export function sumBits(bdd: Bdd, terms: readonly Weighted[], modulus: number): number[] {
  const columns: number[][] = Array.from({ length: modulus }, () => []);
  let constant = 0n;
  const put = (edge: number, size: bigint) => {
    for (let k = 0; k < modulus; k++) if ((size >> BigInt(k)) & 1n) columns[k]?.push(edge);
  };
  for (const { edge, coefficient } of terms) {
    // -c x = c (1 - x) - c.
    if (coefficient >= 0n) put(edge, coefficient);
    else {
      put(edge ^ 1, -coefficient);
      constant += coefficient;
    }
  }
  put(TRUE, BigInt.asUintN(modulus, constant));
  return columns.map((column, k) => {
    const bits = [...column];
    while (bits.length > 1) {
      const [x = FALSE, y = FALSE, z = FALSE] = bits.splice(0, 3);
      const { sum, carry } = bdd.add(x, y, z);
      bits.push(sum);
      if (carry !== FALSE) columns[k + 1]?.push(carry);
    }
    return bits[0] ?? FALSE;
  });
}
