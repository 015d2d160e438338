import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/campaign/fingerprints.ts';
import { planShards, runShard, type Shard } from '../../src/campaign/shard.ts';
import { type AnyCircuit, defineCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { rippleCarryAdder } from '../../src/circuits/ripple-carry-adder.ts';
import { ENGINES } from '../../src/sim/engines.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { underTest } from '../../src/verify/under-test.ts';
import type { Job } from '../../src/verify/verdict.ts';
import { swappedNets } from '../support/mutants.ts';

const jobOf = (circuit: string, params: Job['params']): Job => ({
  circuit,
  params,
  checks: ['values'],
  claims: [],
  seed: 1,
});

const multiplier = (i: number, j: number) =>
  planShards(jobOf('dadda-multiplier', { i, j, final: 'ripple-carry' }), CATALOGUE);

describe('a plan', () => {
  test('of 2 to 40 input bits holds every vector once, in order', () => {
    for (let bits = 2; bits <= 40; bits++) {
      const shards = multiplier(Math.ceil(bits / 2), Math.floor(bits / 2));
      const gaps = shards.filter(({ from, to }, k) => from !== (shards[k - 1]?.to ?? 0) || to <= from);
      expect([bits, gaps, shards.at(-1)?.to]).toEqual([bits, [], 2 ** bits]);
    }
  });

  test('has shards that are neither too small nor too large', () => {
    const sizes = [4, 18, 19, 28, 30, 36, 37, 40].map((bits) => {
      const shards = multiplier(Math.ceil(bits / 2), Math.floor(bits / 2));
      return `${bits} bits: ${shards.length} of 2^${Math.log2((shards[0]?.to ?? 0) - (shards[0]?.from ?? 0))}`;
    });
    expect(sizes).toEqual([
      '4 bits: 1 of 2^4',
      '18 bits: 1 of 2^18',
      '19 bits: 2 of 2^18',
      '28 bits: 1024 of 2^18',
      '30 bits: 1024 of 2^20',
      '36 bits: 1024 of 2^26',
      '37 bits: 2048 of 2^26',
      '40 bits: 16384 of 2^26',
    ]);
  });

  test('is plain data: the circuit, its parameters, and the engine if one was asked for', () => {
    const job = jobOf('incrementer', { n: 4 });
    const shard = { circuit: 'incrementer', params: { n: 4 }, from: 0, to: 2 ** 5 };
    expect(planShards(job, CATALOGUE)).toEqual([shard]);
    expect(planShards({ ...job, engine: 'table' }, CATALOGUE)).toEqual([{ ...shard, engine: 'table' }]);
  });

  test('of a campaign on many machines has up to 48 bits, in at most 65,536 shards', () => {
    const sizes = [40, 42, 43, 48].map((bits) => {
      const params = { i: bits / 2, j: bits / 2, final: 'ripple-carry' };
      const job = jobOf('dadda-multiplier', { ...params, i: Math.ceil(params.i), j: Math.floor(params.j) });
      const shards = planShards(job, CATALOGUE, 48);
      return `${bits} bits: ${shards.length} of 2^${Math.log2(shards[0]?.to ?? 0)}`;
    });
    expect(sizes).toEqual([
      '40 bits: 16384 of 2^26',
      '42 bits: 65536 of 2^26',
      '43 bits: 65536 of 2^27',
      '48 bits: 65536 of 2^32',
    ]);
  });

  test('of more than 40 input bits is refused, and of an unknown circuit', () => {
    expect(() => multiplier(21, 20)).toThrow(
      'verify dadda-multiplier(i=21,j=20,final=ripple-carry): number of input bits with --exhaustive must be at most 40, got 41',
    );
    expect(() => planShards(jobOf('x', {}), { circuits: CIRCUITS.slice(0, 2), claims: [] })).toThrow(
      "catalogue: circuit must be one of dadda-multiplier, wallace-multiplier, got 'x'",
    );
  });
});

/** A 10 by 10 bit adder whose model says one more at some vectors. */
function adderWrongAt(...numbers: readonly bigint[]): AnyCircuit {
  return defineCircuit({
    ...rippleCarryAdder,
    name: 'adder',
    meaning: () => ({
      kind: 'model',
      model: ({ a, b }) => ({ s: a + b + (numbers.includes(a + (b << 10n)) ? 1n : 0n) }),
    }),
  });
}

const params = { i: 10, j: 10, carry: false };
const run = (circuit: AnyCircuit, from: number, to: number, change: Partial<Shard> = {}) =>
  runShard({ circuit: 'adder', params, from, to, ...change }, to - from, { circuits: [circuit], claims: [] });

describe('a shard', () => {
  test('that is right says how many vectors it holds', () => {
    const right = adderWrongAt();
    expect(run(right, 1000, 9000)).toEqual({ circuit: 'adder', params, from: 1000, to: 9000, checked: 8000 });
    expect(run(right, 1000, 9000)).toEqual(run(right, 1000, 9000));
  });

  test('ends at its first wrong vector and shows it; what is wrong outside it does not matter', () => {
    const number = 3n + (7n << 10n);
    const wrong = adderWrongAt(5n, number, number + 1n, 100_000n);
    const found = run(wrong, 6, 50_000);
    expect(found).toMatchObject({ from: 6, to: 50_000, checked: Number(number) + 1 - 6 });
    expect(found.counterexample).toEqual({
      inputs: { a: '0x3', b: '0x7' },
      expected: { s: '0xb' },
      got: { s: '0xa' },
    });
    expect(run(wrong, 6, Number(number))).not.toHaveProperty('counterexample');
    expect(run(wrong, Number(number) + 2, 100_000).checked).toBe(100_000 - Number(number) - 2);
    expect(run(wrong, 100_000, 100_001)).toMatchObject({
      checked: 1,
      counterexample: { got: { s: '0x301' } },
    });
  });

  test('gives the same with every engine', () => {
    const wrong = adderWrongAt(12_345n);
    const [first, ...others] = Object.values(ENGINES).map(({ name }) =>
      run(wrong, 0, 20_000, { engine: name }),
    );
    expect(first).toMatchObject({ checked: 12_346 });
    for (const other of others) expect(other).toEqual(first);
  });

  test('of another netlist or model than there is here is not run', () => {
    // All ones are among what the model is asked.
    const [right, wrong] = [adderWrongAt(), adderWrongAt(2n ** 20n - 1n)];
    const fingerprint = fingerprintOf(underTest(right, params));
    expect(run(right, 0, 100, { fingerprint })).toMatchObject({ checked: 100, fingerprint });
    expect(() => run(wrong, 0, 100, { fingerprint })).toThrow(
      'verify: adder(i=10,j=10,carry=false) must be the circuit that was asked about, but has another netlist or another model here',
    );
  });

  test('does not take the campaign of a shard before it for its own', () => {
    const [right, wrong] = [adderWrongAt(), adderWrongAt(42n)];
    for (let again = 0; again < 2; again++) {
      expect(run(right, 0, 100).checked).toBe(100);
      expect(run(wrong, 0, 100).checked).toBe(43);
      expect(run(right, 0, 16, { params: { ...params, i: 2, j: 2 } }).checked).toBe(16);
      expect(run(right, 0, 100, { engine: 'generated' }).checked).toBe(100);
    }
  });

  test('all of them together find what a whole run finds, and a wrong structure', () => {
    const catalogue = { circuits: [swappedNets], claims: [] };
    const shards = planShards(jobOf('dadda-multiplier', { i: 10, j: 9, final: 'ripple-carry' }), catalogue);
    expect(shards).toHaveLength(2);
    // Also in the other order, and twice.
    for (const shard of [...shards.toReversed(), ...shards]) {
      const { checked, counterexample } = runShard(shard, 2 ** 19, catalogue);
      expect(counterexample).toEqual({
        inputs: { a: '0x1', b: '0x1' },
        expected: { p: '0x1' },
        got: { p: '0x2' },
      });
      // The lowest two product bits differ first where a and b are odd: b = 1 in the first half, b = 257 in the other.
      expect(checked).toBe(2 ** 10 + 2);
    }
  });
});
