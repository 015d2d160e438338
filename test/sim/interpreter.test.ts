import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Netlist } from '../../src/gates/netlist.ts';
import { laneValue, slicePort } from '../../src/sim/bitslice.ts';
import { evaluate, type PortValues } from '../../src/sim/evaluate.ts';
import { interpreter } from '../../src/sim/interpreter.ts';
import { Random } from '../../src/sim/random.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { build, smallNetlists } from '../support/build.ts';
import { everyCase } from '../support/every-case.ts';

/** The outputs for some input vectors, a lane each. */
function runLanes(netlist: Netlist, vectors: readonly PortValues[], words: number): Record<string, bigint>[] {
  const simulator = interpreter(netlist, words);
  let from = 0;
  for (const [name, bus] of Object.entries(netlist.inputs)) {
    const values = vectors.map((vector) => vector[name] ?? 0n);
    slicePort(values, vectors.length, bus.length, simulator.inputs.subarray(from), words);
    from += bus.length * words;
  }
  simulator.run();
  return vectors.map((_, lane) => {
    let place = 0;
    const outputs = Object.entries(netlist.outputs).map(([name, bus]) => {
      const planes = simulator.outputs.subarray(place);
      place += bus.length * words;
      return [name, laneValue(planes, words, bus.length, lane)] as const;
    });
    return Object.fromEntries(outputs);
  });
}

function randomVectors(netlist: Netlist, count: number): PortValues[] {
  const random = new Random(1, netlist.name);
  const ports = Object.entries(netlist.inputs);
  return Array.from({ length: count }, () =>
    Object.fromEntries(ports.map(([name, bus]) => [name, random.bits(bus.length)])),
  );
}

function agrees(netlist: Netlist, vectors: readonly PortValues[], words: number) {
  expect(runLanes(netlist, vectors, words)).toEqual(vectors.map((vector) => evaluate(netlist, vector)));
}

test('agrees with the reference on random netlists, on partly filled words too', () => {
  fc.assert(
    fc.property(
      arbitraryNetlist,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 32 }),
      (...args) => {
        const [netlist, words, lanes] = args;
        agrees(netlist, randomVectors(netlist, 32 * (words - 1) + lanes), words);
      },
    ),
  );
});

test('agrees with the reference on every circuit of the catalogue', () => {
  for (const [, netlist] of smallNetlists(4)) agrees(netlist, randomVectors(netlist, 32), 1);
  for (const name of ['dadda-multiplier', 'wallace-multiplier', 'array-multiplier'])
    agrees(build(name, { i: 33, j: 17 }), randomVectors(build(name, { i: 33, j: 17 }), 8), 1);
});

test('the reference agrees with the truth tables of random netlists', () => {
  fc.assert(
    fc.property(
      arbitraryNetlist.filter(({ inputCount }) => inputCount <= 7),
      (netlist) => {
        for (const { x, y } of everyCase(netlist)) expect(evaluate(netlist, x)).toEqual(y);
      },
    ),
    { numRuns: 40 },
  );
});

test('runs again with new inputs', () => {
  const netlist = build('incrementer', { n: 1 });
  const simulator = interpreter(netlist, 1);
  const outputs = [0, 1, 3].map((lanes) => {
    simulator.inputs.fill(lanes);
    simulator.run();
    return [...simulator.outputs];
  });
  expect(outputs).toEqual([
    [0, 0],
    [0, 1],
    [0, 3],
  ]);
});
