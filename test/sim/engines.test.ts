import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCircuit, resolveCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { Builder } from '../../src/gates/builder.ts';
import { ONE, ZERO } from '../../src/gates/net.ts';
import { chooseEngine, ENGINES, GENERATE_FROM } from '../../src/sim/engines.ts';
import { compile } from '../../src/sim/program.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { planesOf, simulateBoth } from '../support/simulate.ts';

/** Parameters that give every circuit of the catalogue netlists of different shapes. */
const SIZES: readonly Record<string, number>[] = [
  { i: 1, j: 1, n: 1, max: 1 },
  { i: 5, j: 3, n: 6, max: 7 },
  { i: 12, j: 12, n: 23, max: 31 },
];

describe.each(Object.values(ENGINES))('engine $name', ({ create }) => {
  test.each([4, 16, 64])('agrees with fold on any netlist, %i words to a plane', (words) => {
    fc.assert(
      fc.property(arbitraryNetlist, fc.nat(), (netlist, seed) => {
        const { simulated, folded } = simulateBoth(netlist, create, words, seed, 2);
        expect(simulated).toEqual(folded);
      }),
      { seed: 20, numRuns: 150 },
    );
  });

  for (const circuit of CIRCUITS)
    for (const size of SIZES) {
      const raw = Object.fromEntries(
        Object.entries(size).flatMap(([name, value]) => {
          const param = circuit.params[name];
          return param?.kind === 'integer' ? [[name, Math.max(value, param.min)]] : [];
        }),
      );
      const defaults = Object.entries(circuit.params).map(([name, param]) => [name, param.default]);
      if (circuit.forbids?.({ ...Object.fromEntries(defaults), ...raw }) !== undefined) continue;
      test(`agrees with fold on ${circuit.name} ${JSON.stringify(raw)}`, () => {
        const netlist = buildCircuit(circuit, resolveCircuit(circuit, raw));
        const { simulated, folded } = simulateBoth(netlist, create, 64, 1);
        expect(simulated).toEqual(folded);
      });
    }

  test('runs a netlist without gates, its outputs constants and inputs', () => {
    const g = new Builder('wires');
    const [x, y] = g.input('a', 2);
    if (x === undefined || y === undefined) throw new Error('two nets');
    const { simulated, folded } = simulateBoth(g.finish({ s: [y, ZERO, x, ONE, y] }), create, 4, 3);
    expect(simulated).toEqual(folded);
  });

  test('leaves its inputs as they were, so that only changes need be written', () => {
    const circuit = CIRCUITS[0];
    if (circuit === undefined) throw new Error('a circuit');
    const simulator = create(compile(buildCircuit(circuit, resolveCircuit(circuit, {}))), 16);
    simulator.inputs.fill(0x12345678);
    const before = planesOf(simulator.inputs, 16);
    simulator.run();
    expect(planesOf(simulator.inputs, 16)).toEqual(before);
  });

  test('keeps the spare room apart from the planes', () => {
    const g = new Builder('and');
    const simulator = create(compile(g.finish({ s: g.input('a', 3) })), 16, 1000);
    if (simulator.shared === undefined) return;
    const { memory, spareAt } = simulator.shared;
    expect(spareAt % 16).toBe(0);
    expect(spareAt + 1000).toBeLessThanOrEqual(memory.buffer.byteLength);
    new Uint8Array(memory.buffer, spareAt).fill(0xff);
    simulator.run();
    expect(planesOf(simulator.outputs, 16)).toEqual([0n, 0n, 0n]);
  });
});

test('a released memory serves the next simulator, whatever it holds', () => {
  const netlist = buildCircuit(daddaMultiplier, { i: 9, j: 7 });
  for (const { create } of [ENGINES.table, ENGINES.generated, ENGINES.table]) {
    const simulator = create(compile(netlist), 64);
    const { memory } = simulator.shared ?? {};
    if (memory === undefined) throw new Error('an engine in WebAssembly must have a memory');
    new Uint8Array(memory.buffer).fill(0xa5);
    simulator.release();
    simulator.release();
    const { simulated, folded } = simulateBoth(netlist, create, 64, 4);
    expect(simulated).toEqual(folded);
  }
});

test('planes that an engine cannot cut into vectors are refused', () => {
  const program = compile(buildCircuit(daddaMultiplier, { i: 2, j: 2 }));
  expect(() => ENGINES.table.create(program, 6)).toThrow(
    'dadda-multiplier(i=2,j=2,final=ripple-carry): words in a plane must be a multiple of 4, got 6',
  );
  expect(() => ENGINES.table.create(program, 72)).toThrow(
    'words in a plane must be a multiple of 64, got 72',
  );
  expect(() => ENGINES.generated.create(program, 0)).toThrow(
    'words in a plane must be a multiple of 4, got 0',
  );
});

test('the choice of engine changes once, from the one without set-up to the fastest', () => {
  expect(chooseEngine(1).name).toBe('table');
  expect(chooseEngine(GENERATE_FROM - 1).name).toBe('table');
  expect(chooseEngine(GENERATE_FROM).name).toBe('generated');
  for (const [name, engine] of Object.entries(ENGINES)) expect(engine.name).toBe(name);
});
