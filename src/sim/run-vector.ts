import type { Netlist } from '../gates/netlist.ts';
import { laneValue, slicePort } from './bitslice.ts';
import { columnOf } from './column.ts';
import type { PortValues } from './evaluate.ts';
import { compile } from './program.ts';
import type { CreateSimulator } from './simulator.ts';

/** The fewest words that every engine takes: one vector of 128 lanes. */
const WORDS = 4;

/** The outputs for one input vector by an engine instead of the reference simulator; the other lanes run zeros. */
export function runVector(
  netlist: Netlist,
  inputs: PortValues,
  create: CreateSimulator,
): Record<string, bigint> {
  const simulator = create(compile(netlist), WORDS);
  let from = 0;
  for (const [name, bus] of Object.entries(netlist.inputs)) {
    slicePort(
      columnOf([inputs[name] ?? 0n], bus.length),
      0,
      1,
      bus.length,
      simulator.inputs.subarray(from),
      WORDS,
    );
    from += bus.length * WORDS;
  }
  simulator.run();
  from = 0;
  const outputs: Record<string, bigint> = {};
  for (const [name, bus] of Object.entries(netlist.outputs)) {
    outputs[name] = laneValue(simulator.outputs.subarray(from), WORDS, bus.length, 0);
    from += bus.length * WORDS;
  }
  return outputs;
}
