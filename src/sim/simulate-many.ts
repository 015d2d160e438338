import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { laneValue, slicePort } from './bitslice.ts';
import { columnOf } from './column.ts';
import { chooseEngine } from './engines.ts';
import type { PortValues } from './evaluate.ts';
import { compile } from './program.ts';

/** Vectors that are run at a time, 32 a word: a number of words that every engine takes. */
const WORDS = 64;
const LANES = 32 * WORDS;

/** The net of the first input, behind the two constants. */
const FIRST_INPUT = 2;

/**
 * The outputs for each of many input vectors, in their order, by the engine that suits so many. Values are unsigned numbers of as many bits
 * as their port has. Throws a `Misuse` that names the vector, counted from 0, where a port is missing, unknown, or too narrow for its value.
 *
 * ```ts
 * const netlist = buildCircuit(daddaMultiplier, { i: 4, j: 4 });
 * simulateMany(netlist, [{ a: 3n, b: 5n }, { a: 15n, b: 15n }]); // [{ p: 15n }, { p: 225n }]
 * ```
 */
export function simulateMany(netlist: Netlist, vectors: Iterable<PortValues>): Record<string, bigint>[] {
  const all = [...vectors];
  const inputs = Object.entries(netlist.inputs);
  const columns = inputs.map(([name, { length }]) =>
    all.map((vector, k) => checked(netlist.name, k, name, length, vector[name])),
  );
  for (const [k, vector] of all.entries())
    for (const name of Object.keys(vector))
      if (!Object.hasOwn(netlist.inputs, name))
        throw mustBe(
          `${netlist.name}: vector ${k}`,
          'input',
          `one of ${Object.keys(netlist.inputs).join(', ')}`,
          name,
        );
  if (all.length === 0) return [];
  const simulator = chooseEngine(all.length).create(compile(netlist), WORDS);
  const outputs: Record<string, bigint>[] = [];
  for (let start = 0; start < all.length; start += LANES) {
    const lanes = Math.min(LANES, all.length - start);
    for (const [k, [, bus]] of inputs.entries()) {
      const values = (columns[k] ?? []).slice(start, start + lanes);
      const planes = new Uint32Array(bus.length * WORDS);
      slicePort(columnOf(values, bus.length), 0, lanes, bus.length, planes, WORDS);
      // Ports may come in another order than their nets.
      for (const [bit, net] of bus.entries())
        simulator.inputs.set(planes.subarray(bit * WORDS, (bit + 1) * WORDS), (net - FIRST_INPUT) * WORDS);
    }
    simulator.run();
    for (let lane = 0; lane < lanes; lane++) outputs.push(outputsAt(netlist, simulator.outputs, lane));
  }
  return outputs;
}

function checked(
  who: string,
  vector: number,
  name: string,
  width: number,
  value: bigint | undefined,
): bigint {
  if (value !== undefined && value >= 0n && value >> BigInt(width) === 0n) return value;
  const rule = `a number from 0 to 2^${width} - 1`;
  throw mustBe(`${who}: vector ${vector}`, `input ${name}`, rule, value ?? 'nothing');
}

function outputsAt(netlist: Netlist, planes: Uint32Array, lane: number): Record<string, bigint> {
  const outputs: Record<string, bigint> = {};
  let from = 0;
  for (const [name, { length }] of Object.entries(netlist.outputs)) {
    outputs[name] = laneValue(planes.subarray(from, from + length * WORDS), WORDS, length, lane);
    from += length * WORDS;
  }
  return outputs;
}
