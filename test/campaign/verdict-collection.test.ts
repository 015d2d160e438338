import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planCampaign } from '../../src/campaign/question.ts';
import { runShard, type ShardVerdict } from '../../src/campaign/shard.ts';
import { ShardTally } from '../../src/campaign/shard-tally.ts';
import { VerdictCollection } from '../../src/campaign/verdict-collection.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { withDefaults } from '../../src/circuits/params.ts';
import { CATALOGUE, type Catalogue } from '../../src/verify/catalogue.ts';
import { swappedNets } from '../support/mutants.ts';

/** Four shards of 2^18 vectors of a multiplier, right by one catalogue and wrong by the other. */
const selection = {
  names: ['dadda-multiplier'],
  params: { i: [10], j: [10], final: ['ripple-carry'] },
  checks: ['values' as const],
  seed: 1,
};
const planned = planCampaign({ version: '1.0.0', selection, keepGoing: false }, CATALOGUE).shards;
/** Without what they are about, so that verdicts of both are taken in. */
const shards = planned.map(({ fingerprint: _, ...shard }) => shard);
const mutants: Catalogue = { circuits: [swappedNets], claims: [] };

const right = (k: number) => verdictOf(k, CATALOGUE);
const wrong = (k: number) => verdictOf(k, mutants);

const made = new Map<string, ShardVerdict>();
function verdictOf(k: number, catalogue: Catalogue): ShardVerdict {
  const shard = shards[k];
  if (shard === undefined) throw new Error('there must be four shards');
  const key = `${k} ${catalogue === mutants}`;
  const verdict = made.get(key) ?? runShard(shard, 2 ** 20, catalogue);
  made.set(key, verdict);
  return verdict;
}

describe('a verdict', () => {
  test('is new, and known when it comes again, also by way of a file', () => {
    const collection = new VerdictCollection(shards, mutants);
    expect(shards.map((_, k) => collection.add(wrong(k)))).toEqual(['new', 'new', 'new', 'new']);
    expect(shards.map((_, k) => collection.add(JSON.parse(JSON.stringify(wrong(k)))))).toEqual(
      shards.map(() => 'duplicate'),
    );
    expect(collection.verdicts()).toEqual(shards.map((_, k) => wrong(k)));
  });

  test.each<[string, Partial<ShardVerdict>]>([
    ['another circuit', { circuit: 'wallace-multiplier' }],
    ['other parameters', { params: { i: 10, j: 11, final: 'ripple-carry' } }],
    ['another beginning', { from: 1 }],
    ['another end', { to: 2 ** 18 - 1 }],
    ['fewer vectors than its shard has', { checked: 2 ** 18 - 1 }],
    ['more vectors', { checked: 2 ** 18 + 1 }],
  ])('of %s is foreign', (_, change) => {
    const collection = new VerdictCollection(shards, CATALOGUE);
    expect(collection.add({ ...right(0), ...change })).toBe('foreign');
    expect(collection.verdicts()).toEqual([]);
  });

  test('of another netlist or model is stale, whatever it says', () => {
    const collection = new VerdictCollection(planned, mutants);
    const { fingerprint = '' } = planned[0] ?? {};
    expect(collection.add(wrong(0))).toBe('stale');
    expect(collection.add({ ...wrong(0), fingerprint: `${fingerprint}0` })).toBe('stale');
    expect(collection.verdicts()).toEqual([]);
    expect(collection.add({ ...wrong(0), fingerprint })).toBe('new');
  });

  test.each([0, -1, 0.5, Number.NaN, 2 ** 18 + 1])('wrong after %d vectors is foreign', (checked) => {
    expect(new VerdictCollection(shards, mutants).add({ ...wrong(0), checked })).toBe('foreign');
  });
});

describe('a counterexample', () => {
  const one = wrong(0).counterexample;
  const { inputs, expected, got } = one ?? { inputs: {}, expected: {}, got: {} };

  test.each([
    ['of a circuit that is right', CATALOGUE, { inputs, expected, got }],
    ['with other outputs', mutants, { inputs, expected, got: expected }],
    ['with other expectations', mutants, { inputs, expected: got, got }],
    ['at an input that is right', mutants, { inputs: { ...inputs, a: '0x0' }, expected, got }],
    ['with an input missing', mutants, { inputs: { a: '0x1' }, expected, got }],
    ['with an input that is no number', mutants, { inputs: { ...inputs, a: 'x' }, expected, got }],
    ['of nothing', mutants, { inputs: {}, expected: {}, got: {} }],
  ])('%s is unfounded', (_, catalogue, counterexample) => {
    const collection = new VerdictCollection(shards, catalogue);
    expect(collection.add({ ...wrong(0), counterexample })).toBe('unfounded');
    expect(collection.verdicts()).toEqual([]);
  });

  /** The circuits whose outputs are only settled together, small, and wrong where a sum of two inputs is odd. */
  const observed = CIRCUITS.filter(
    (circuit) => circuit.meaning(withDefaults(circuit.params, {})).observe !== undefined,
  );
  test.each(observed.map(({ name }) => name))('of %s, on what its model speaks of, is founded', (name) => {
    const circuit = CIRCUITS.find((one) => one.name === name);
    if (circuit === undefined) throw new Error('it was found before');
    const spoilt: Catalogue = {
      circuits: [
        {
          ...circuit,
          meaning: (p) => {
            const meaning = circuit.meaning(p);
            return {
              ...meaning,
              model: (x) => {
                const right = meaning.model(x);
                const [first = 0n, second = 0n] = Object.values(x);
                return { ...right, p: (right.p ?? 0n) ^ (first & second & 1n) };
              },
            };
          },
        },
      ],
      claims: [],
    };
    const params = {
      i: [2],
      j: [2],
      final: [false, true],
      ...('headroom' in circuit.params ? { headroom: [0] } : { d: [2] }),
    };
    const question = {
      version: '1.0.0',
      selection: { ...selection, names: [name], params },
      keepGoing: true,
    };
    const plan = planCampaign(question, spoilt);
    expect(plan.shards.length).toBeGreaterThan(1);
    const collection = new VerdictCollection(plan.shards, spoilt);
    for (const shard of plan.shards) {
      const verdict = runShard(shard, 4096, spoilt);
      expect(verdict.counterexample).toBeDefined();
      expect(collection.add(verdict)).toBe('new');
    }
  });

  test('stands against a verdict that all is right, and the first of two stands, in either order', () => {
    const later = { ...wrong(1), checked: wrong(1).checked + 1 };
    for (const [first, second] of [
      [right(1), wrong(1)],
      [wrong(1), right(1)],
      [later, wrong(1)],
      [wrong(1), later],
    ] as const) {
      const collection = new VerdictCollection(shards, mutants);
      expect([collection.add(first), collection.add(second)]).toEqual(['new', 'conflicting']);
      expect(collection.of(wrong(1))).toEqual(wrong(1));
    }
  });
});

test('whatever comes in whatever order, all is right only when every shard said so and none said otherwise', () => {
  const arrival = fc.tuple(fc.nat(3), fc.boolean());
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 12 }), (arrivals) => {
      const collection = new VerdictCollection(shards, mutants);
      for (const [k, isWrong] of arrivals) collection.add(isWrong ? wrong(k) : right(k));
      const tally = new ShardTally(shards);
      for (const verdict of collection.verdicts()) tally.add(verdict);
      const isRight =
        shards.every((_, k) => arrivals.some(([shard]) => shard === k)) &&
        arrivals.every(([, isWrong]) => !isWrong);
      expect(tally.results()[0]?.allRight).toBe(isRight);
    }),
  );
});
