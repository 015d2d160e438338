import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneValue } from '../../src/sim/bitslice.ts';
import {
  checkKernel,
  LANES,
  LIMB,
  laneOf,
  PLANE,
  placeOf,
  SEED_WORDS,
  WORDS,
} from '../../src/sim/check-kernel.ts';
import { Random } from '../../src/sim/random.ts';
import { takeMemory } from '../../src/sim/webassembly.ts';

/** 39 planes of random bits, then room for a limb of values. */
function room(seed: number) {
  const at = 39 * PLANE;
  const memory = takeMemory(at + LIMB + 4 * SEED_WORDS);
  const planes = new Uint32Array(memory.buffer, 0, 39 * WORDS);
  const random = new Random(seed);
  for (let k = 0; k < planes.length; k++) planes[k] = random.word();
  const values = new Uint32Array(memory.buffer, at, LANES);
  return { memory, kernel: checkKernel(memory), planes, values, at, random };
}

test('places and lanes are one to one', () => {
  expect(new Set(Array.from({ length: LANES }, (_, place) => laneOf(place))).size).toBe(LANES);
  for (let lane = 0; lane < LANES; lane++) expect(laneOf(placeOf(lane))).toBe(lane);
});

describe.each(Array.from({ length: 32 }, (_, k) => k + 1))('%i planes', (rows) => {
  test('turn into values, whatever the planes that follow hold', () => {
    const { kernel, planes, values, at } = room(rows);
    kernel.unpack(3 * PLANE, rows, at);
    for (let lane = 0; lane < LANES; lane++)
      expect(BigInt(values[placeOf(lane)] ?? -1)).toBe(
        laneValue(planes.subarray(3 * WORDS), WORDS, rows, lane),
      );
  });

  test('differ from values exactly when one bit does', () => {
    const { kernel, planes, at, random } = room(100 + rows);
    kernel.unpack(3 * PLANE, rows, at);
    expect(kernel.differ(3 * PLANE, rows, at)).toBe(false);
    for (let time = 0; time < 40; time++) {
      const word = (3 + (random.word() % rows)) * WORDS + (random.word() % WORDS);
      const bit = 1 << (random.word() & 31);
      planes[word] = (planes[word] ?? 0) ^ bit;
      expect(kernel.differ(3 * PLANE, rows, at)).toBe(true);
      planes[word] = (planes[word] ?? 0) ^ bit;
    }
    const beyond = (3 + rows) * WORDS;
    planes[beyond] = ~(planes[beyond] ?? 0);
    expect(kernel.differ(3 * PLANE, rows, at)).toBe(false);
  });
});

test('random planes are those of xorshift128+, two streams to a vector', () => {
  const { memory, kernel, planes, at } = room(7);
  const seedAt = at + LIMB;
  const state = new BigUint64Array(memory.buffer, seedAt, SEED_WORDS / 2);
  for (let k = 0; k < state.length; k++) state[k] = 0x9e3779b97f4a7c15n * BigInt(k + 1);
  const streams = [0, 1, 4, 5].map((k) => ({ s0: state[k] ?? 0n, s1: state[k + 2] ?? 0n }));
  kernel.random(seedAt, PLANE, 3 * PLANE);
  const got = new BigUint64Array(memory.buffer, PLANE, PLANE / 4);
  const expected = Array.from(got, (_, k) => {
    const stream = streams[k % 4];
    if (stream === undefined) return 0n;
    const t = BigInt.asUintN(64, stream.s0 ^ (stream.s0 << 23n));
    const next = t ^ stream.s1 ^ (t >> 18n) ^ (stream.s1 >> 5n);
    stream.s0 = stream.s1;
    stream.s1 = next;
    return BigInt.asUintN(64, stream.s0 + stream.s1);
  });
  expect([...got]).toEqual(expected);
  expect(planes[3 * WORDS]).toBe(room(7).planes[3 * WORDS]);
});

test('random bits are half ones in every plane and lane group', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { memory, kernel, at, random } = room(1);
      const words = new Uint32Array(memory.buffer, at + LIMB, SEED_WORDS);
      const fresh = new Random(seed);
      for (let k = 0; k < SEED_WORDS; k++) words[k] = fresh.word();
      expect(random).toBeDefined();
      kernel.random(at + LIMB, 0, 39 * PLANE);
      let ones = 0;
      for (const word of new Uint32Array(memory.buffer, 0, 39 * WORDS)) ones += bits(word);
      const all = 39 * LANES;
      // Six standard deviations.
      expect(Math.abs(ones - all / 2)).toBeLessThan(3 * Math.sqrt(all));
    }),
    { seed: 24, numRuns: 20 },
  );
});

function bits(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
