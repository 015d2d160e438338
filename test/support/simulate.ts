import { type Algebra, fold } from '../../src/gates/fold.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { compile } from '../../src/sim/program.ts';
import { Random } from '../../src/sim/random.ts';
import type { CreateSimulator } from '../../src/sim/simulator.ts';

/** A BigInt is a plane of any number of lanes. */
function lanesAlgebra(lanes: number): Algebra<bigint> {
  const one = (1n << BigInt(lanes)) - 1n;
  return {
    zero: 0n,
    one,
    not: (x) => x ^ one,
    and: (x, y) => x & y,
    or: (x, y) => x | y,
    xor: (x, y) => x ^ y,
    mux: (select, when1, when0) => (select & when1) | (~select & one & when0),
  };
}

/** The output planes for input planes, both with 32 `words` lanes and in the order of the ports, by `fold`. */
export function foldPlanes(netlist: Netlist, planes: readonly bigint[], words: number): bigint[] {
  const values = fold(netlist, lanesAlgebra(32 * words), planes);
  return Object.values(netlist.outputs).flatMap((bus) => bus.map((net) => values[net] ?? -1n));
}

/** The output planes that a simulator gives for random input planes, and those that `fold` gives for the same. */
export function simulateBoth(
  netlist: Netlist,
  create: CreateSimulator,
  words: number,
  seed: number,
  runs = 1,
) {
  const simulator = create(compile(netlist), words);
  const random = new Random(seed);
  const simulated: bigint[][] = [];
  const folded: bigint[][] = [];
  for (let run = 0; run < runs; run++) {
    for (let k = 0; k < simulator.inputs.length; k++) simulator.inputs[k] = random.word();
    const inputs = planesOf(simulator.inputs, words);
    simulator.run();
    simulated.push(planesOf(simulator.outputs, words));
    folded.push(foldPlanes(netlist, inputs, words));
  }
  return { simulated, folded };
}

/** Each plane as one BigInt. */
export function planesOf(words: Uint32Array, wordsAPlane: number): bigint[] {
  return Array.from({ length: words.length / wordsAPlane }, (_, plane) => {
    const column = words.subarray(plane * wordsAPlane, (plane + 1) * wordsAPlane);
    let value = 0n;
    for (let word = wordsAPlane - 1; word >= 0; word--) value = (value << 32n) | BigInt(column[word] ?? 0);
    return value;
  });
}
