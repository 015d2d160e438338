import { describe, expect, test } from 'vitest';
import { tellingPatterns } from '../../src/circuits/barrel-shifter.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import { EXHAUSTIVE_BITS, RANDOM_VECTORS, vectorsFor } from '../../src/verify/vectors.ts';
import { circuitNamed } from '../support/build.ts';

function vectorsOf(name: string, params: AnyValues, seed = 1) {
  const { exhaustive, vectors } = vectorsFor(circuitNamed(name), params, seed);
  const texts = [...vectors].map((vector) => vector.join(' '));
  return { exhaustive, texts, distinct: new Set(texts).size };
}

test('at most 16 input bits: every vector, once', () => {
  expect(EXHAUSTIVE_BITS).toBe(16);
  for (const [i, j] of [
    [1, 1],
    [2, 3],
    [8, 8],
    [15, 1],
  ] as const) {
    const { exhaustive, texts, distinct } = vectorsOf('dadda-multiplier', { i, j });
    expect([exhaustive, texts.length, distinct]).toEqual([true, 2 ** (i + j), 2 ** (i + j)]);
  }
  expect(vectorsOf('ripple-carry-adder', { i: 1, j: 1, carry: true }).texts).toEqual([
    ...['0 0 0', '1 0 0', '0 1 0', '1 1 0', '0 0 1', '1 0 1', '0 1 1', '1 1 1'],
  ]);
});

describe('more than 16 input bits', () => {
  const big = vectorsOf('dadda-multiplier', { i: 9, j: 8 });

  test('corners of each port, then at least 256 random vectors', () => {
    expect(RANDOM_VECTORS).toBe(256);
    expect(big.exhaustive).toBe(false);
    expect(big.distinct).toBeGreaterThan(RANDOM_VECTORS);
    for (const corner of ['0 0', '1 1', '511 255', '170 170', '341 85', '256 255', '511 128', '16 85'])
      expect(big.texts.slice(0, -RANDOM_VECTORS)).toContain(corner);
  });

  test('every vector fits its ports', () => {
    for (const text of big.texts) {
      const [a = 0n, b = 0n] = text.split(' ').map(BigInt);
      expect(a < 512n && b < 256n).toBe(true);
    }
  });

  test('the same seed draws the same, another seed or circuit draws others', () => {
    const random = (name: string, seed: number) =>
      vectorsOf(name, { i: 9, j: 8 }, seed).texts.slice(-RANDOM_VECTORS).join();
    expect(random('dadda-multiplier', 1)).toBe(random('dadda-multiplier', 1));
    expect(random('dadda-multiplier', 2)).not.toBe(random('dadda-multiplier', 1));
    expect(random('wallace-multiplier', 1)).not.toBe(random('dadda-multiplier', 1));
  });
});

test('a shifter gets every amount with every telling pattern', () => {
  const params = { n: 16, max: 15, kind: 'left', sticky: false };
  const { texts } = vectorsOf('barrel-shifter', params);
  for (let amount = 0; amount < 16; amount++)
    for (const pattern of tellingPatterns(16)) expect(texts).toContain(`${pattern} ${amount}`);
});

test('a leading-zero counter gets every highest one', () => {
  const { texts } = vectorsOf('leading-zero-counter', { n: 20 });
  for (let k = 0; k < 20; k++) expect(texts).toContain(String(2 ** k));
});
