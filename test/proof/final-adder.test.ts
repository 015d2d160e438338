import { expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { FINAL_ADDERS } from '../../src/circuits/final-adder.ts';
import { productEquation } from '../../src/gates/equation.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { sumOfDots } from '../../src/proof/final-adder.ts';
import { type Dot, literalsOf } from '../../src/proof/literal.ts';
import { recoverAdders } from '../../src/proof/recover.ts';
import { evaluateNets } from '../../src/sim/evaluate.ts';
import { mutants } from './mutants.ts';

const PRODUCT = productEquation('p', 'a', 'b');
const WIDTH = 4;

function dotsOf(netlist: Netlist): readonly Dot[] | undefined {
  const literals = literalsOf(netlist);
  const found = sumOfDots(netlist, literals, recoverAdders(netlist, literals), PRODUCT, 2 * WIDTH);
  return found?.doubt === undefined ? found?.dots : undefined;
}

/** Whether the dots add up to the output, modulo 2^n, on every input. */
function addUp(netlist: Netlist, dots: readonly Dot[]): boolean {
  for (let a = 0n; a < 1n << BigInt(WIDTH); a++)
    for (let b = 0n; b < 1n << BigInt(WIDTH); b++) {
      const bits = evaluateNets(netlist, { a, b });
      const value = (literal: number) => (bits[literal >>> 1] ?? 0n) ^ BigInt(literal & 1);
      const sum = dots.reduce((total, dot) => total + (value(dot.literal) << BigInt(dot.weight)), 0n);
      const output = (netlist.outputs.p ?? []).reduce(
        (p, net, k) => p + ((bits[net] ?? 0n) << BigInt(k)),
        0n,
      );
      if (BigInt.asUintN(2 * WIDTH, sum - output) !== 0n) return false;
    }
  return true;
}

test.each(FINAL_ADDERS)('with a fault anywhere, what is called the sum of dots is their sum: %s', (final) => {
  const netlist = buildCircuit(daddaMultiplier, { i: WIDTH, j: WIDTH, final });
  const right = dotsOf(netlist);
  expect(right !== undefined && addUp(netlist, right)).toBe(true);
  let found = 0;
  let refused = 0;
  for (const mutant of mutants(netlist)) {
    const dots = dotsOf(mutant.netlist);
    if (dots === undefined) refused++;
    else if (addUp(mutant.netlist, dots)) found++;
    else expect.fail(`${mutant.name} is not the sum of its dots`);
  }
  // Faults before the cut leave the final adder right; those in it must not.
  expect(found).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(100);
});
