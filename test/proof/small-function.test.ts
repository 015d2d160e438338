import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';
import { literalsOf } from '../../src/proof/literal.ts';
import { eachTerm, smallFunction } from '../../src/proof/small-function.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { build } from '../support/build.ts';
import { netTables } from '../support/every-case.ts';

/** The value of a polynomial of a net on one input vector. */
function polynomialAt(netlist: Netlist, net: number, row: number): number | undefined {
  const small = smallFunction(netlist, literalsOf(netlist), net);
  if (small === undefined) return undefined;
  let value = 0;
  eachTerm(small, (factor, inputs) => {
    if (inputs.every((input) => (row >> (input - 2)) & 1)) value += factor;
  });
  return value;
}

test('the polynomial is the function, on every input of any netlist', () => {
  let small = 0;
  fc.assert(
    fc.property(arbitraryNetlist, (netlist) => {
      if (netlist.inputCount > 8) return;
      const tables = netTables(netlist);
      const literals = literalsOf(netlist);
      for (let net = firstGate(netlist); net < netlist.netCount; net++)
        for (let row = 0; row < 2 ** netlist.inputCount; row += 3) {
          const value = polynomialAt(netlist, net, row);
          if (value === undefined) continue;
          small++;
          if (literals[net] === 2 * net)
            expect(value).toBe(Number(((tables[net] ?? 0n) >> BigInt(row)) & 1n));
        }
    }),
    { seed: 11, numRuns: 60 },
  );
  expect(small).toBeGreaterThan(1000);
});

test("a bit of a row of Booth's is small, an output of a multiplier is not", () => {
  const netlist = build('booth-multiplier', { i: 4, j: 6 });
  const literals = literalsOf(netlist);
  const [low = 0] = netlist.outputs.p ?? [];
  const high = netlist.outputs.p?.at(-1) ?? 0;
  expect(smallFunction(netlist, literals, low)?.inputs).toHaveLength(3);
  expect(smallFunction(netlist, literals, high)).toBeUndefined();
});
