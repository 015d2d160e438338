import { expect, test } from 'vitest';
import { Random } from '../../src/sim/random.ts';

const words = (random: Random) => Array.from({ length: 4 }, () => random.word());

test('gives the same numbers on every machine', () => {
  expect(words(new Random(1))).toMatchInlineSnapshot(`
    [
      393288148,
      2174103013,
      3814759091,
      2092745082,
    ]
  `);
  expect(words(new Random(1, 'dadda-multiplier', 'i=8,j=8'))).toMatchInlineSnapshot(`
    [
      3956937300,
      3714017431,
      801578401,
      3174158668,
    ]
  `);
  const random = new Random(7);
  expect([1, 8, 32, 33, 64, 100].map((width) => random.bits(width))).toMatchInlineSnapshot(`
    [
      0n,
      42n,
      3993689120n,
      1706118055n,
      11794076686868068626n,
      1161262432289645943967536776772n,
    ]
  `);
});

test('other seeds and other texts draw other numbers', () => {
  const runs = [
    new Random(1),
    new Random(2),
    new Random(2 ** 32 - 1),
    new Random(1, 'a'),
    new Random(1, 'b'),
    new Random(1, 'a', 'b'),
  ];
  expect(new Set(runs.map((random) => words(random).join())).size).toBe(runs.length);
});

test('numbers fill their width and no more; every bit takes both values about as often', () => {
  const random = new Random(3);
  for (const width of [1, 5, 31, 32, 33, 63, 64, 65]) {
    const ones = new Array<number>(width).fill(0);
    for (let draw = 0; draw < 400; draw++) {
      const value = random.bits(width);
      expect(value >> BigInt(width)).toBe(0n);
      for (const k of ones.keys()) if ((value >> BigInt(k)) & 1n) ones[k] = (ones[k] ?? 0) + 1;
    }
    for (const count of ones) expect(Math.abs(count - 200)).toBeLessThan(50);
  }
});
