import { describe, it } from 'vitest';
import { floatAdderTwoPath } from '../../src/circuits/float-adder-two-path/float-adder-two-path.ts';
import { expectRightForEveryPair, SMALL_FORMATS } from './float-checks.ts';

describe('every pair, both operations, result and flags', () => {
  it.each(SMALL_FORMATS)('e = $e, f = $f', (format) => {
    expectRightForEveryPair(floatAdderTwoPath, format);
  });
});
