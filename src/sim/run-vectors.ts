import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { laneValue, slicePort } from './bitslice.ts';
import { columnOf } from './column.ts';
import { interpreter } from './interpreter.ts';
import { compile } from './program.ts';

/**
 * The outputs for many input vectors, a column of values for each port, in their order. For some thousand vectors whose
 * results are wanted; what only compares them is faster as a `Campaign`.
 */
export function runVectors(
  netlist: Netlist,
  columns: readonly (readonly bigint[])[],
): Record<string, bigint[]> {
  const lanes = at(columns, 0).length;
  const words = Math.ceil(lanes / 32);
  const simulator = interpreter(compile(netlist), words);
  let from = 0;
  for (const [k, bus] of Object.values(netlist.inputs).entries()) {
    const planes = simulator.inputs.subarray(from, from + bus.length * words);
    slicePort(columnOf(at(columns, k), bus.length), 0, lanes, bus.length, planes, words);
    from += bus.length * words;
  }
  simulator.run();
  const results: Record<string, bigint[]> = {};
  let first = 0;
  for (const [name, bus] of Object.entries(netlist.outputs)) {
    const planes = simulator.outputs.subarray(first, first + bus.length * words);
    results[name] = Array.from({ length: lanes }, (_, lane) => laneValue(planes, words, bus.length, lane));
    first += bus.length * words;
  }
  return results;
}
