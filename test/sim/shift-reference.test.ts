import { describe, expect, test } from 'vitest';
import { barrelShifter, SHIFT_KINDS, tellingPatterns } from '../../src/circuits/barrel-shifter.ts';
import type { AnyCircuit } from '../../src/circuits/circuit.ts';
import { Random } from '../../src/sim/random.ts';
import { shifted } from '../../src/sim/shift-reference.ts';
import { firstDifference } from '../support/references.ts';

const circuit: AnyCircuit = barrelShifter;

/** Every amount that 7 bits hold, with data that tells every bit from every other and some random ones. */
function* vectors(n: number): Iterable<readonly [bigint, bigint]> {
  const random = new Random(1, `shift ${n}`);
  const data = [...tellingPatterns(n), ...Array.from({ length: 40 }, () => random.bits(n))];
  for (let amount = 0n; amount < 128n; amount++) for (const a of data) yield [a, amount];
}

const cases = SHIFT_KINDS.flatMap((kind) =>
  (kind === 'rotate-left' ? [false] : [false, true]).map((sticky) => ({ kind, sticky })),
);

describe.each(cases)('$kind, sticky $sticky', ({ kind, sticky }) => {
  test.each([1, 2, 3, 16, 31, 32, 33, 48, 63, 64])('%i bits, by 0 to 127, as the model says', (n) => {
    const params = { n, max: 64, kind, sticky };
    expect(firstDifference(shifted(kind), circuit, params, vectors(n))).toBeUndefined();
  });

  test.each(SHIFT_KINDS.filter((other) => other !== kind))('is not taken for %s', (other) => {
    const params = { n: 33, max: 64, kind, sticky };
    expect(firstDifference(shifted(other), circuit, params, vectors(33))).toMatch(
      /^a=\d+ amount=\d+ must give s=/,
    );
  });
});

test('a shorter amount port is read alone', () => {
  const params = { n: 40, max: 3, kind: 'right-arithmetic', sticky: true };
  const some = [...vectors(40)].filter(([, amount]) => amount < 4n);
  expect(firstDifference(shifted('right-arithmetic'), circuit, params, some)).toBeUndefined();
});
