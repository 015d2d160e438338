import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, evaluateNets } from '../../src/sim/evaluate.ts';
import { Random } from '../../src/sim/random.ts';
import { runVectors } from '../../src/sim/run-vectors.ts';
import { countToggles } from '../../src/sim/toggles.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { build } from '../support/build.ts';

const sequence = (netlist: ReturnType<typeof build>, seed: number, steps: number) => {
  const random = new Random(seed);
  return Object.values(netlist.inputs).map((bus) =>
    Array.from({ length: steps }, () => random.bits(bus.length)),
  );
};

const at = (netlist: ReturnType<typeof build>, columns: bigint[][], step: number) =>
  Object.fromEntries(Object.keys(netlist.inputs).map((name, k) => [name, columns[k]?.[step] ?? 0n]));

test('toggles of every net are those of one vector after the other', () => {
  fc.assert(
    fc.property(arbitraryNetlist, fc.integer(), fc.integer({ min: 1, max: 70 }), (netlist, seed, steps) => {
      const columns = sequence(netlist, seed, steps);
      const expected = new Uint32Array(netlist.netCount);
      let before: bigint[] | undefined;
      for (let step = 0; step < steps; step++) {
        const now = evaluateNets(netlist, at(netlist, columns, step));
        for (const [net, bit] of now.entries())
          if (before !== undefined && before[net] !== bit) expected[net] = (expected[net] ?? 0) + 1;
        before = now;
      }
      expect([...countToggles(netlist, columns)]).toEqual([...expected]);
    }),
    { numRuns: 40 },
  );
});

test('many vectors at once give what each gives', () => {
  const netlist = build('normalizer', { i: 8, j: 6, n: 7, align: 2 });
  const columns = sequence(netlist, 5, 100);
  const { y = [] } = runVectors(netlist, columns);
  for (const [step, value] of y.entries())
    expect(evaluate(netlist, at(netlist, columns, step))).toEqual({ y: value });
});

test('a column for each port', () => {
  expect(() => countToggles(build('dadda-multiplier'), [[1n]])).toThrow(
    /countToggles of dadda-multiplier.*: number of columns must be 2, got 1/,
  );
});
