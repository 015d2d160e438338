import { describe, it } from 'vitest';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { expectRightForEveryPair, SMALL_FORMATS } from './float-checks.ts';

describe('every pair, both operations, result and flags', () => {
  it.each(SMALL_FORMATS)('e = $e, f = $f', (format) => {
    expectRightForEveryPair(floatAdder, format);
  });
});
