import { describe, expect, test } from 'vitest';
import { tellingPatterns } from '../../src/circuits/barrel-shifter.ts';
import { buildCircuit, modelOf } from '../../src/circuits/circuit.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import { Campaign } from '../../src/sim/campaign.ts';
import { columnValue } from '../../src/sim/column.ts';
import { ENGINES } from '../../src/sim/engines.ts';
import { compile } from '../../src/sim/program.ts';
import { byModel } from '../../src/sim/reference.ts';
import { EXHAUSTIVE_BITS, RANDOM_VECTORS, type VectorPart, vectorsFor } from '../../src/verify/vectors.ts';
import { circuitNamed } from '../support/build.ts';

/** The vectors of each part, `3 7` for a = 3 and b = 7: the chosen ones as they stand, the others as the model gets them. */
function vectorsOf(name: string, params: AnyValues, seed = 1) {
  const circuit = circuitNamed(name);
  const { exhaustive, parts, total } = vectorsFor(circuit, params, seed);
  const model = modelOf(circuit, params);
  const textsOf = (part: VectorPart): string[] => {
    if (part.kind === 'chosen')
      return Array.from({ length: part.count }, (_, k) =>
        part.columns.map((column) => columnValue(column, k)).join(' '),
      );
    const seen: string[] = [];
    const reference = byModel((vector) => {
      seen.push(vector.join(' '));
      return model(vector);
    });
    const campaign = new Campaign(compile(buildCircuit(circuit, params)), reference, ENGINES.table.create);
    if (part.kind === 'all') campaign.exhaustive(0, part.count);
    else campaign.random(part.seed, 0, part.count);
    return seen;
  };
  const byPart = parts.map((part) => ({ kind: part.kind, count: part.count, texts: textsOf(part) }));
  for (const { count, texts } of byPart) expect(texts).toHaveLength(count);
  const texts = byPart.flatMap((part) => part.texts);
  expect(total).toBe(texts.length);
  return {
    exhaustive,
    kinds: parts.map(({ kind }) => kind),
    texts,
    distinct: new Set(texts).size,
    chosen: byPart.filter(({ kind }) => kind === 'chosen').flatMap((part) => part.texts),
    random: byPart.filter(({ kind }) => kind === 'random').flatMap((part) => part.texts),
  };
}

test('at most 16 input bits: every vector, once', () => {
  expect(EXHAUSTIVE_BITS).toBe(16);
  for (const [i, j] of [
    [1, 1],
    [2, 3],
    [8, 8],
    [15, 1],
  ] as const) {
    const { exhaustive, kinds, texts, distinct } = vectorsOf('dadda-multiplier', { i, j });
    expect([exhaustive, texts.length, distinct]).toEqual([true, 2 ** (i + j), 2 ** (i + j)]);
    expect(kinds).toEqual(['all']);
  }
  expect(vectorsOf('ripple-carry-adder', { i: 1, j: 1, carry: true }).texts).toEqual([
    ...['0 0 0', '1 0 0', '0 1 0', '1 1 0', '0 0 1', '1 0 1', '0 1 1', '1 1 1'],
  ]);
});

describe('more than 16 input bits', () => {
  const big = vectorsOf('dadda-multiplier', { i: 9, j: 8 });

  test('corners of each port, then 4096 random vectors', () => {
    expect(RANDOM_VECTORS).toBe(4096);
    expect([big.exhaustive, big.kinds]).toEqual([false, ['chosen', 'random']]);
    expect(big.random).toHaveLength(RANDOM_VECTORS);
    for (const corner of ['0 0', '1 1', '511 255', '170 170', '341 85', '256 255', '511 128', '16 85'])
      expect(big.chosen).toContain(corner);
  });

  test('random vectors seldom come twice', () => {
    // Of 2^17 about 64 pairs are to be expected, of 2^64 none.
    expect(new Set(big.random).size).toBeGreaterThan(RANDOM_VECTORS - 130);
    expect(new Set(vectorsOf('dadda-multiplier', { i: 32, j: 32 }).random).size).toBe(RANDOM_VECTORS);
  });

  test('every vector fits its ports', () => {
    for (const text of big.texts) {
      const [a = 0n, b = 0n] = text.split(' ').map(BigInt);
      expect(a < 512n && b < 256n).toBe(true);
    }
  });

  test('the same seed draws the same, another seed or circuit draws others', () => {
    const random = (name: string, seed: number) => vectorsOf(name, { i: 9, j: 8 }, seed).random.join();
    expect(random('dadda-multiplier', 1)).toBe(random('dadda-multiplier', 1));
    expect(random('dadda-multiplier', 2)).not.toBe(random('dadda-multiplier', 1));
    expect(random('wallace-multiplier', 1)).not.toBe(random('dadda-multiplier', 1));
  });
});

test('a circuit whose stimulus is empty gets random vectors alone', () => {
  const circuit = { ...circuitNamed('dadda-multiplier'), stimulus: () => [] };
  expect(vectorsFor(circuit, { i: 12, j: 9 }, 1)).toEqual({
    exhaustive: false,
    parts: [{ kind: 'random', seed: expect.any(Number), count: RANDOM_VECTORS }],
    total: RANDOM_VECTORS,
  });
});

test('a shifter gets every amount with every telling pattern', () => {
  const params = { n: 16, max: 15, kind: 'left', sticky: false };
  const { chosen } = vectorsOf('barrel-shifter', params);
  for (let amount = 0; amount < 16; amount++)
    for (const pattern of tellingPatterns(16)) expect(chosen).toContain(`${pattern} ${amount}`);
});

test('a leading-zero counter gets every highest one', () => {
  const { chosen } = vectorsOf('leading-zero-counter', { n: 20 });
  for (let k = 0; k < 20; k++) expect(chosen).toContain(String(2 ** k));
});
