import type { Count } from '../gates/count.ts';
import { count } from '../gates/count.ts';
import { depth } from '../gates/depth.ts';
import type { Netlist } from '../gates/netlist.ts';

/** What is shown of a whole netlist. */
export interface WholeCount extends Count {
  readonly depth: number;
}

export function countWhole(netlist: Netlist): WholeCount {
  return { ...count(netlist), depth: depth(netlist) };
}

/** The columns of every table of counts, in order. */
export const COUNT_COLUMNS = [
  ['full adders', (row) => row.fa],
  ['half adders', (row) => row.ha],
  ['adders', (row) => row.adders],
  ['muxes', (row) => row.muxes],
  ['with a constant', (row) => row.constantMuxes],
  ['gates', (row) => row.gates],
] as const satisfies readonly (readonly [string, (row: Count) => number])[];
