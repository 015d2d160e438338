import { byteAt, wordAt } from '../gates/at.ts';
import { CELL_CODE, CELLS } from '../gates/cell.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

export interface DotColumns {
  /** For each net the column it is worth: 2^column. */
  readonly column: Uint32Array;
  /** Where the netlist is no sum of dots; one sentence each. */
  readonly breaches: readonly string[];
}

/**
 * Reads a multiplier as a dot diagram: a_i b_j is worth 2^(i + j), a sum as much as what it adds, a carry twice that.
 * An XOR outside the adders is the sum of a column whose carry cannot be.
 * Nets from `end` on are not read.
 */
export function dotColumns(netlist: Netlist, end = netlist.netCount): DotColumns {
  const column = new Uint32Array(netlist.netCount);
  const breaches: string[] = [];
  for (const bus of Object.values(netlist.inputs)) for (const [i, net] of bus.entries()) column[net] = i;
  const [fanin0, fanin1] = netlist.fanin;
  const { kind, start } = netlist.cells;
  let cell = 0;
  let net = firstGate(netlist);
  while (net < end) {
    const k = wordAt(column, wordAt(fanin0, net));
    const other = wordAt(column, wordAt(fanin1, net));
    if (cell < start.length && wordAt(start, cell) === net) {
      const isHalf = byteAt(kind, cell++) === CELL_CODE.ha;
      const spec = isHalf ? CELLS.ha : CELLS.fa;
      const third = isHalf ? k : wordAt(column, wordAt(fanin1, net + spec.sum.at));
      if (other !== k || third !== k)
        breaches.push(`the adder at net ${net} must add dots of one column, got ${k}, ${other}, ${third}`);
      column[net + spec.sum.at] = k;
      column[net + spec.carry.at] = k + 1;
      net += spec.gates;
      continue;
    }
    const code = byteAt(netlist.gate, net);
    if (code === GATE_CODE.and) column[net] = k + other;
    else if (code === GATE_CODE.xor && k === other) column[net] = k;
    else breaches.push(`net ${net} must be a partial product or the sum of a column`);
    net++;
  }
  return { column, breaches };
}
