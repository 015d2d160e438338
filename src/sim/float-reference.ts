import { at, wordAt } from '../gates/at.ts';
import { mustBe } from '../gates/must-be.ts';
import { kernel } from './arithmetic-kernel.ts';
import { LANES } from './check-kernel.ts';
import { DIRECTION, type FloatDirection } from './float-direction.ts';
import { FLOAT_KERNEL_PORTS, floatSumKernel } from './float-kernel.ts';
import type { LaneValues, Reference } from './reference.ts';
import { vectorsWork } from './webassembly.ts';

/** A floating-point sum: the format, and the rounding direction as `DIRECTION` codes it; undefined reads port `rm`. */
export interface FloatSumKind {
  /** Exponent bits. */
  readonly e: number;
  /** Trailing significand bits. */
  readonly f: number;
  readonly direction?: number;
}

/** Whether the machine's own floats hold a sum of this format well enough to round it once: up to 8 and 23 bits. */
export function holdsFloatSum({ e, f }: FloatSumKind): boolean {
  return e >= 2 && e <= 8 && f >= 1 && f <= 23;
}

/**
 * The sum (or with op 1 the difference) of two floats by the machine's own addition, and its flags. Both operands are
 * exact as 64-bit floats. Their sum there may be rounded, so its error is computed too (D. E. Knuth's TwoSum) and the sum
 * moved to the odd neighbour: 53 bits rounded to odd can be rounded to 24 bits or fewer, in any direction, as if exact.
 */
export function floatSum({ e, f, direction }: FloatSumKind): Reference {
  if (!holdsFloatSum({ e, f }))
    throw mustBe(
      'floatSum',
      'format',
      '2 to 8 exponent bits and 1 to 23 trailing significand bits',
      `e${e}f${f}`,
    );
  const named = (Object.keys(DIRECTION) as FloatDirection[]).find((name) => DIRECTION[name] === direction);
  if (named !== undefined && vectorsWork()) return bySimd(e, f, named);
  return ({ inputs, expected }) => {
    const a = needed(inputs, 'a');
    const b = needed(inputs, 'b');
    const op = needed(inputs, 'op');
    const rm = portLimb(inputs, 'rm');
    const r = needed(expected, 'r');
    const invalid = needed(expected, 'invalid');
    const overflow = needed(expected, 'overflow');
    const underflow = needed(expected, 'underflow');
    const inexact = needed(expected, 'inexact');

    const signBit = 2 ** (e + f);
    const infinity = (2 ** e - 1) * 2 ** f;
    const quiet = 2 ** (f - 1);
    const bias = 2 ** (e - 1) - 1;
    const decode = decoder(e, f);
    const double = new Float64Array(1);
    // Low word first, on every machine that runs this.
    const words = new Uint32Array(double.buffer);

    return () => {
      for (let place = 0; place < LANES; place++) {
        const bitsA = wordAt(a, place);
        const bitsB = wordAt(b, place);
        const code = direction ?? (rm === undefined ? DIRECTION.even : wordAt(rm, place));
        const sizeA = bitsA % signBit;
        const sizeB = bitsB % signBit;
        const negativeB = bitsB >= signBit !== (wordAt(op, place) === 1);
        invalid[place] = 0;
        overflow[place] = 0;
        underflow[place] = 0;
        inexact[place] = 0;
        if (sizeA >= infinity || sizeB >= infinity) {
          const negativeA = bitsA >= signBit;
          const opposed = sizeA === infinity && sizeB === infinity && negativeA !== negativeB;
          if (sizeA > infinity || sizeB > infinity || opposed) {
            r[place] = infinity + quiet;
            const signals =
              (sizeA > infinity && (sizeA & quiet) === 0) || (sizeB > infinity && (sizeB & quiet) === 0);
            invalid[place] = signals || opposed ? 1 : 0;
          } else r[place] = infinity + ((sizeA === infinity ? negativeA : negativeB) ? signBit : 0);
          continue;
        }
        const x = decode(bitsA);
        const y = negativeB ? -decode(sizeB) : decode(sizeB);
        const sum = x + y;
        if (sum === 0) {
          const both = bitsA >= signBit === negativeB && sizeA === 0;
          const negative = both ? negativeB : code === DIRECTION.down;
          r[place] = negative ? signBit : 0;
          continue;
        }
        const rounded = sum - x;
        const error = x - (sum - rounded) + (y - rounded);
        double[0] = sum;
        let low = wordAt(words, 0);
        let high = wordAt(words, 1);
        if (error !== 0 && (low & 1) === 0) {
          if (error > 0 === sum > 0) low |= 1;
          else {
            // The neighbour towards zero, across a borrow if need be: all ones end in an odd bit.
            if (low === 0) high--;
            low = (low - 1) >>> 0;
          }
        }
        const negative = high >>> 31 === 1;
        const exponent = ((high >>> 20) & 0x7ff) - 1023;
        const top = (high & 0xfffff) | 0x100000;
        // Bits of the 53 that the format has no room for; more of them below its smallest normal number.
        const below = Math.max(1 - bias - exponent, 0);
        const drop = 52 - f + below;
        let kept: number;
        let guard: number;
        let sticky: boolean;
        if (drop > 32) {
          kept = drop - 32 > 31 ? 0 : top >>> (drop - 32);
          guard = drop - 33 > 31 ? 0 : (top >>> (drop - 33)) & 1;
          sticky = low !== 0 || (top & (2 ** (drop - 33) - 1)) !== 0;
        } else {
          kept = (drop === 32 ? top : (top << (32 - drop)) | (low >>> drop)) >>> 0;
          guard = (low >>> (drop - 1)) & 1;
          sticky = (low & (2 ** (drop - 1) - 1)) !== 0;
        }
        // The hidden bit of a normal number adds one to the exponent field, so that is one less here.
        let encoded = below > 0 ? kept : (exponent + bias - 1) * 2 ** f + kept;
        const isInexact = guard === 1 || sticky;
        if (isInexact) {
          inexact[place] = 1;
          if (code >= 6) encoded += 1 - (encoded & 1);
          else if (code >= 4) encoded += guard;
          else if (code === DIRECTION.up) encoded += negative ? 0 : 1;
          else if (code === DIRECTION.down) encoded += negative ? 1 : 0;
          else if (code === DIRECTION.even) encoded += guard === 1 && (sticky || (encoded & 1) === 1) ? 1 : 0;
        }
        if (encoded >= infinity) {
          overflow[place] = 1;
          inexact[place] = 1;
          const grows =
            code === DIRECTION.even ||
            code === 4 ||
            code === 5 ||
            (code === DIRECTION.up && !negative) ||
            (code === DIRECTION.down && negative);
          encoded = grows ? infinity : infinity - 1;
        }
        r[place] = encoded + (negative ? signBit : 0);
      }
    };
  };
}

/** The same in WebAssembly, where the direction is known. */
function bySimd(e: number, f: number, direction: FloatDirection): Reference {
  return ({ memory, inputs, expected }) => {
    const addresses = FLOAT_KERNEL_PORTS.map((name) => needed([...inputs, ...expected], name).byteOffset);
    const run = kernel(memory, `float sum ${e} ${f} ${direction}`, () => floatSumKernel(e, f, direction));
    return () => void run(...addresses);
  };
}

/** The low limb of a port. */
function portLimb(ports: readonly LaneValues[], name: string): Uint32Array | undefined {
  const port = ports.find((one) => one.name === name);
  return port === undefined ? undefined : at(port.limbs, 0);
}

function needed(ports: readonly LaneValues[], name: string): Uint32Array {
  const limb = portLimb(ports, name);
  if (limb === undefined)
    throw mustBe('floatSum', 'ports', `with ${name}`, ports.map((port) => port.name).join(', '));
  return limb;
}

/** The 64-bit float of an encoding that is finite: by table where the format is small. */
function decoder(e: number, f: number): (bits: number) => number {
  const bias = 2 ** (e - 1) - 1;
  const hidden = 2 ** f;
  const signBit = 2 ** (e + f);
  /** What the last bit of a trailing significand is worth at each exponent field. */
  const units = Float64Array.from({ length: 2 ** e }, (_, field) => 2 ** (Math.max(field, 1) - bias - f));
  const slow = (bits: number) => {
    const size = bits & (signBit - 1);
    const field = size >>> f;
    const significand = (size & (hidden - 1)) + (field === 0 ? 0 : hidden);
    const value = significand * (units[field] ?? Number.NaN);
    return bits >= signBit ? -value : value;
  };
  if (1 + e + f > 16) return slow;
  const table = Float64Array.from({ length: 2 ** (1 + e + f) }, (_, bits) => slow(bits));
  return (bits) => table[bits] ?? Number.NaN;
}
