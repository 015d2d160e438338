import { describe, expect, it } from 'vitest';
import { floatAdderTwoPath } from '../../src/circuits/float-adder-two-path/float-adder-two-path.ts';
import { FLOAT_FORMATS } from '../../src/circuits/float-formats.ts';
import { expectRightBuiltIn, expectRightByPort } from './float-checks.ts';

const WIDE = FLOAT_FORMATS.filter(({ e, f }) => e + f + 1 > 8);

describe('corners and random vectors against the model', () => {
  let count = 0;
  it.each(WIDE)('$name with every code on the port', ({ e, f }) => {
    count += expectRightByPort(floatAdderTwoPath, e, f);
  });

  it.each(WIDE)('$name with each direction built in', ({ e, f }) => {
    count += expectRightBuiltIn(floatAdderTwoPath, e, f);
  });

  it('they are as many as promised', () => {
    expect(count).toBeGreaterThan(100_000);
  });
});
