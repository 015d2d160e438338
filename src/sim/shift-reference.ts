import { at, wordAt } from '../gates/at.ts';
import { LANES } from './check-kernel.ts';
import type { Reference } from './reference.ts';

/** What comes in, and where the bits go: as in the instruction sets of processors. */
export type ShiftDirection = 'left' | 'right-logical' | 'right-arithmetic' | 'rotate-left';

/**
 * The first input shifted by the second, at most 64 bits by at most 127 places, on halves of 32 bits; a second output
 * tells whether a one was shifted out.
 */
export function shifted(direction: ShiftDirection): Reference {
  return ({ inputs, expected }) => {
    const data = at(inputs, 0);
    const amounts = at(at(inputs, 1).limbs, 0);
    const n = data.width;
    const dataLow = at(data.limbs, 0);
    const dataHigh = data.limbs[1];
    const outLow = at(at(expected, 0).limbs, 0);
    const outHigh = at(expected, 0).limbs[1];
    const sticky = expected[1]?.limbs[0];
    const lowMask = n >= 32 ? -1 : 2 ** n - 1;
    const highMask = n <= 32 ? 0 : n === 64 ? -1 : 2 ** (n - 32) - 1;
    // Two registers of 32 bits; the functions below move them together.
    let low = 0;
    let high = 0;
    const left = (by: number) => {
      if (by >= 64) low = high = 0;
      else if (by >= 32) {
        high = low << (by - 32);
        low = 0;
      } else if (by > 0) {
        high = (high << by) | (low >>> (32 - by));
        low <<= by;
      }
    };
    const right = (by: number) => {
      if (by >= 64) low = high = 0;
      else if (by >= 32) {
        low = high >>> (by - 32);
        high = 0;
      } else if (by > 0) {
        low = (low >>> by) | (high << (32 - by));
        high >>>= by;
      }
    };
    const arithmetic = (by: number) => {
      const fill = high >> 31;
      if (by >= 64) low = high = fill;
      else if (by >= 32) {
        low = high >> (by - 32);
        high = fill;
      } else if (by > 0) {
        low = (low >>> by) | (high << (32 - by));
        high >>= by;
      }
    };
    return () => {
      for (let place = 0; place < LANES; place++) {
        const x = wordAt(dataLow, place);
        const y = dataHigh === undefined ? 0 : wordAt(dataHigh, place);
        const by = wordAt(amounts, place);
        low = x;
        high = y;
        if (direction === 'left') left(by);
        else if (direction === 'right-logical') right(by);
        else if (direction === 'right-arithmetic') {
          left(64 - n);
          arithmetic(64 - n);
          arithmetic(by);
        } else {
          right(n - (by % n));
          const [wrapped, wrappedHigh] = [low, high];
          low = x;
          high = y;
          left(by % n);
          low |= wrapped;
          high |= wrappedHigh;
        }
        outLow[place] = low & lowMask;
        if (outHigh !== undefined) outHigh[place] = high & highMask;
        if (sticky === undefined) continue;
        low = x;
        high = y;
        // What is lost: the top bits that a shift left moves out of n, or the bottom ones that a shift right does.
        if (direction === 'left') right(Math.max(n - by, 0));
        else left(64 - Math.min(by, 64));
        sticky[place] = (low | high) !== 0 ? 1 : 0;
      }
    };
  };
}
