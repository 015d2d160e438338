import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpreter } from '../../src/sim/interpreter.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { build, smallNetlists } from '../support/build.ts';
import { simulateBoth } from '../support/simulate.ts';

// What all engines have in common is tested in engines.test.ts; here is what this one alone can do, or does first.

test('takes any number of words to a plane, also such as are no vectors', () => {
  fc.assert(
    fc.property(arbitraryNetlist, fc.integer({ min: 1, max: 3 }), fc.nat(), (netlist, words, seed) => {
      const { simulated, folded } = simulateBoth(netlist, interpreter, words, seed);
      expect(simulated).toEqual(folded);
    }),
  );
});

test('agrees with fold on every small circuit of the catalogue, whatever its parameters', () => {
  const wide = ['dadda-multiplier', 'wallace-multiplier', 'array-multiplier'].map((name) =>
    build(name, { i: 33, j: 17 }),
  );
  for (const netlist of [...smallNetlists(4).map(([, small]) => small), ...wide]) {
    const { simulated, folded } = simulateBoth(netlist, interpreter, 1, 1);
    expect(simulated, netlist.name).toEqual(folded);
  }
});
