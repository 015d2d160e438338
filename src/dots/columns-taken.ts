import { at, byteAt, wordAt } from '../gates/at.ts';
import { CELL_CODE, CELLS } from '../gates/cell.ts';
import { faninCount } from '../gates/depth.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/** No column is known. */
export const NOWHERE = 0xffffffff;

/**
 * The column of each net, read from the outputs back: an adder takes dots of the column that its sum goes to, its carry goes
 * one higher, and other gates work on bits of one weight. A net that is read in several columns belongs to the lowest: a bit
 * that steers a row begins it, a 1 that was added makes a dot its own carry. All nets of an adder have the column of its sum.
 */
export function columnsTaken(netlist: Netlist): Uint32Array {
  const column = new Uint32Array(netlist.netCount).fill(NOWHERE);
  const put = (net: number, k: number) => {
    column[net] = Math.min(wordAt(column, net), k);
  };
  for (const bus of Object.values(netlist.outputs)) for (const [k, net] of bus.entries()) put(net, k);
  const { kind, start } = netlist.cells;
  let cell = start.length - 1;
  for (let net = netlist.netCount - 1; net >= firstGate(netlist); net--) {
    const spec = cell < 0 ? undefined : byteAt(kind, cell) === CELL_CODE.ha ? CELLS.ha : CELLS.fa;
    const first = spec === undefined ? 0 : wordAt(start, cell);
    if (spec === undefined || net >= first + spec.gates) {
      const k = wordAt(column, net);
      const isMux = byteAt(netlist.gate, net) === GATE_CODE.mux;
      if (k !== NOWHERE)
        for (let pin = isMux ? 1 : 0; pin < faninCount(netlist, net); pin++) put(read(pin, net), k);
      continue;
    }
    const [sum, carry] = [wordAt(column, first + spec.sum.at), wordAt(column, first + spec.carry.at)];
    const k = sum !== NOWHERE ? sum : carry !== NOWHERE && carry > 0 ? carry - 1 : NOWHERE;
    if (k !== NOWHERE) {
      for (const dot of [read(0, first), read(1, first)]) put(dot, k);
      if (spec === CELLS.fa) put(read(1, first + spec.sum.at), k);
    }
    column.fill(k, first, first + spec.gates);
    net = first;
    cell--;
  }
  return column;

  function read(pin: number, net: number): number {
    return wordAt(at(netlist.fanin, pin), net);
  }
}
