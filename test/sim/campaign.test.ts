import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCircuit, buildObserved, modelOf, resolveCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { rippleCarryAdder } from '../../src/circuits/ripple-carry-adder.ts';
import { byteAt } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { GATE_CODE } from '../../src/gates/gate.ts';
import { firstGate, type Netlist } from '../../src/gates/netlist.ts';
import { Campaign } from '../../src/sim/campaign.ts';
import { columnOf } from '../../src/sim/column.ts';
import { ENGINES } from '../../src/sim/engines.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { compile } from '../../src/sim/program.ts';
import { byModel, product, type Reference, sum } from '../../src/sim/reference.ts';

const multiplier = (i: number, j: number) => buildCircuit(daddaMultiplier, { i, j });
const adder = (i: number, j: number, carry: boolean) => buildCircuit(rippleCarryAdder, { i, j, carry });

/** The netlist with another gate at one net: and for xor and for or, or for and. XOR for the OR of a full adder is no fault. */
function mutant(netlist: Netlist, net: number): Netlist {
  const gate = netlist.gate.slice();
  const other = byteAt(gate, net) === GATE_CODE.and ? GATE_CODE.or : GATE_CODE.and;
  gate[net] = other;
  return { ...netlist, gate };
}

const campaign = (netlist: Netlist, reference: Reference, create = ENGINES.table.create) =>
  new Campaign(compile(netlist), reference, create);

/** The values of the input ports in a vector of an exhaustive run, found apart from the campaign. */
function inputsOf(netlist: Netlist, vector: number): Record<string, bigint> {
  let rest = BigInt(vector);
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([name, { length }]) => {
      const value = BigInt.asUintN(length, rest);
      rest >>= BigInt(length);
      return [name, value];
    }),
  );
}

describe.each(Object.values(ENGINES))('with engine $name', ({ create }) => {
  test('every product of 8 x 8 and 1 x 1 is right', () => {
    expect(campaign(multiplier(8, 8), product, create).exhaustive(0, 65536)).toEqual({ checked: 65536 });
    expect(campaign(multiplier(1, 1), product, create).exhaustive(0, 4)).toEqual({ checked: 4 });
  });

  test('a mutant is caught at the first vector where it differs', () => {
    const right = multiplier(5, 4);
    for (let net = firstGate(right); net < right.netCount; net += 3) {
      const wrong = mutant(right, net);
      let first: number | undefined;
      for (let vector = 0; vector < 512 && first === undefined; vector++) {
        const { a = 0n, b = 0n } = inputsOf(right, vector);
        if (evaluate(wrong, { a, b }).p !== a * b) first = vector;
      }
      const { checked, mismatch } = campaign(wrong, product, create).exhaustive(0, 512);
      expect(mismatch?.vector).toBe(first);
      if (first === undefined) {
        expect(checked).toBe(512);
        continue;
      }
      const inputs = inputsOf(right, first);
      expect(checked).toBe(first + 1);
      expect(mismatch?.inputs).toEqual(inputs);
      expect(mismatch?.got).toEqual(evaluate(wrong, inputs));
      expect(mismatch?.expected).toEqual({ p: (inputs.a ?? 0n) * (inputs.b ?? 0n) });
    }
  });
});

/** The products of a and b, one of which is wrong: the circuit is right except for one pair. */
function wrongAt(a: bigint, b: bigint): Reference {
  return byModel(([x = 0n, y = 0n]) => ({ p: x === a && y === b ? (x * y) ^ 1n : x * y }));
}

test('one wrong vector among 2^17 is found where it is, and only by ranges that hold it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 17 - 1 }), (vector) => {
      const reference = wrongAt(BigInt(vector) & 511n, BigInt(vector) >> 9n);
      const run = campaign(multiplier(9, 8), reference);
      expect(run.exhaustive(0, 2 ** 17).mismatch?.vector).toBe(vector);
      expect(run.exhaustive(vector, vector + 1)).toMatchObject({ checked: 1, mismatch: { vector } });
      if (vector > 0) expect(run.exhaustive(0, vector)).toEqual({ checked: vector });
      if (vector < 2 ** 17 - 1)
        expect(run.exhaustive(vector + 1, 2 ** 17)).toEqual({ checked: 2 ** 17 - 1 - vector });
    }),
    { seed: 25, numRuns: 4 },
  );
});

test('a vector of 24 x 24 has the inputs that its number says, wherever it is and whatever came before', () => {
  const right = multiplier(24, 24);
  const numbers = [0, 44, 47, 43, 12, 46, 45, 42, 31].map((bit) =>
    bit === 0 ? 0 : 2 ** bit + 2 ** (bit - 7),
  );
  for (const number of [...numbers, 2 ** 48 - 2]) {
    const { a: wrongA = 0n, b: wrongB = 0n } = inputsOf(right, number);
    const run = campaign(
      right,
      byModel(([a = 0n, b = 0n]) => ({ p: a === wrongA && b === wrongB ? a * b + 1n : a * b })),
    );
    expect(run.exhaustive(5, 6)).toEqual({ checked: 1 });
    // From where only the highest bits differ.
    if (number < 2 ** 47)
      expect(run.exhaustive(number + 2 ** 47, number + 2 ** 47 + 1)).toEqual({ checked: 1 });
    const { mismatch } = run.exhaustive(number, number + 2);
    expect([mismatch?.vector, mismatch?.inputs]).toEqual([number, { a: wrongA, b: wrongB }]);
  }
});

test('blocks come in any order, also after others: what changed is read again', () => {
  const run = campaign(multiplier(8, 8), product);
  for (const from of [40000, 0, 63488, 2048, 65535]) {
    expect(run.exhaustive(from, Math.min(from + 4100, 65536)).mismatch).toBeUndefined();
    expect(run.random(from, from, from + 3000)).toEqual({ checked: 3000 });
    expect(run.vectors([columnOf([255n, 1n], 8), columnOf([254n, 3n], 8)])).toEqual({ checked: 2 });
  }
});

describe.each([
  [3, 5],
  [16, 16],
  [17, 16],
  [32, 32],
  [33, 31],
  [64, 64],
  [64, 2],
])('%i x %i', (i, j) => {
  test('random products are right, and a wrong top bit is found', () => {
    const right = multiplier(i, j);
    expect(campaign(right, product).random(1, 0, 10_000)).toEqual({ checked: 10_000 });
    const p = right.outputs.p ?? [];
    const top = p[p.length - 1] ?? 0;
    const { mismatch } = campaign(mutant(right, top), product).random(1, 0, 10_000);
    const { a = 0n, b = 0n } = mismatch?.inputs ?? {};
    expect(mismatch?.expected).toEqual({ p: a * b });
    expect(mismatch?.got).toEqual(evaluate(mutant(right, top), { a, b }));
    expect(mismatch?.got).not.toEqual(mismatch?.expected);
  });

  test('random sums are right with and without carry in', () => {
    expect(campaign(adder(i, j, true), sum).random(2, 0, 5000)).toEqual({ checked: 5000 });
    const plain = adder(i, j, false);
    expect(campaign(plain, sum).random(2, 0, 5000)).toEqual({ checked: 5000 });
    const s = plain.outputs.s ?? [];
    expect(campaign(mutant(plain, s[s.length - 1] ?? 0), sum).random(2, 0, 5000).mismatch).toBeDefined();
  });
});

test('random vectors depend on the seed and their number alone', () => {
  const reference = byModel(([a = 0n, b = 0n]) => ({ p: a * b < 2n ** 31n ? a * b : 0n }));
  const find = (from: number, seed = 3) =>
    campaign(multiplier(16, 16), reference).random(seed, from, from + 50);
  const first = find(0).mismatch;
  expect(find(0).mismatch).toEqual(first);
  const { vector = 0 } = first ?? {};
  expect(campaign(multiplier(16, 16), reference).random(3, vector, vector + 1).mismatch).toEqual(first);
  expect(find(0, 4).mismatch?.inputs).not.toEqual(first?.inputs);
  expect(find(50).mismatch?.inputs).not.toEqual(first?.inputs);
});

test('every circuit of the catalogue agrees with its model', () => {
  for (const circuit of CIRCUITS) {
    const values = resolveCircuit(circuit, {});
    const run = campaign(buildObserved(circuit, values), byModel(modelOf(circuit, values)));
    expect(run.random(5, 0, 3000)).toEqual({ checked: 3000 });
  }
});

describe('what makes no sense is said', () => {
  test.each([
    [
      () => campaign(multiplier(8, 8), product).exhaustive(0, 65537),
      'end of the vectors must be at most 65536, got 65537',
    ],
    [
      () => campaign(multiplier(8, 8), product).exhaustive(5, 5),
      'end of the vectors must be a whole number above 5, got 5',
    ],
    [
      () => campaign(multiplier(8, 8), product).random(1, -1, 5),
      'first vector must be a whole number, got -1',
    ],
    [
      () => campaign(multiplier(8, 8), product).vectors([columnOf([], 8), columnOf([], 8)]),
      'end of the vectors must be a whole number above 0, got 0',
    ],
    [
      () => campaign(multiplier(25, 24), product).exhaustive(0, 1),
      'number of input bits of an exhaustive run must be at most 48, got 49',
    ],
    [() => campaign(adder(4, 4, true), product), 'product: number of inputs must be 2, got 3'],
    [
      () => campaign(new Builder('none').finish({}), product),
      'none: number of outputs must be at least 1, got 0',
    ],
  ])('%#', (run, message) => expect(run).toThrow(message));
});
