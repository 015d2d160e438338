import { LIMB } from './check-kernel.ts';
import type { FloatDirection } from './float-direction.ts';
import { Code, TYPE, type VectorOp, type WasmFunction } from './wasm.ts';

/** Addresses of the limbs of a block, one parameter each, in this order. */
export const FLOAT_KERNEL_PORTS = [
  'a',
  'b',
  'op',
  'r',
  'invalid',
  'overflow',
  'underflow',
  'inexact',
] as const;

/** A vector value: calling it puts it on the stack. */
type Value = () => void;

const SIGN64 = 1n << 63n;
const ONE64 = 1n;

/**
 * `floatSum` for one rounding direction, four lanes at a time, by the machine's own floats. A number of the format is a
 * 32-bit float once its bits are moved up and its exponent is scaled, so subnormals need no care; sums and their errors
 * are 64-bit floats. To round at the last place of the format, 1.5 2^(52 - f) times the power of two below the sum is
 * added and taken away again, which makes the machine round to even there; the other directions start from that.
 */
export function floatSumKernel(e: number, f: number, direction: FloatDirection): WasmFunction {
  const { i32, v128 } = TYPE;
  const code = new Code();
  const at = Object.fromEntries(FLOAT_KERNEL_PORTS.map((port, k) => [port, k]));
  const address = (port: (typeof FLOAT_KERNEL_PORTS)[number]) => at[port] ?? 0;
  const END = FLOAT_KERNEL_PORTS.length;
  let locals = 0;

  const op =
    (name: VectorOp, ...operands: readonly Value[]): Value =>
    () => {
      for (const operand of operands) operand();
      code.vector(name);
    };
  const shift =
    (name: 'i32x4Shl' | 'i32x4ShrU' | 'i32x4ShrS' | 'i64x2ShrS', x: Value, bits: number): Value =>
    () => {
      x();
      if (bits > 0) code.shift(name, bits);
    };
  const shuffle =
    (x: Value, y: Value, bytes: readonly number[]): Value =>
    () => {
      x();
      y();
      code.shuffle(bytes);
    };
  const words =
    (value: number): Value =>
    () =>
      void code.constant(new Uint32Array(4).fill(value));
  const longs =
    (value: bigint): Value =>
    () =>
      void code.constant(new BigUint64Array(2).fill(value));
  const doubles =
    (value: number): Value =>
    () =>
      void code.constant(new Float64Array(2).fill(value));
  const floats =
    (value: number): Value =>
    () =>
      void code.constant(new Float32Array(4).fill(value));
  /** Computes a value once. */
  const keep = (value: Value): Value => {
    const local = END + 1 + locals++;
    value();
    code.set(local);
    return () => void code.get(local);
  };
  const load =
    (port: (typeof FLOAT_KERNEL_PORTS)[number]): Value =>
    () =>
      void code.get(address(port)).loadVector(0);
  const store = (port: (typeof FLOAT_KERNEL_PORTS)[number], value: Value) => {
    code.get(address(port));
    value();
    code.storeVector(0);
  };
  const and = (x: Value, y: Value) => op('and', x, y);
  const or = (x: Value, y: Value) => op('or', x, y);
  const xor = (x: Value, y: Value) => op('xor', x, y);
  const select = (mask: Value, yes: Value, no: Value) => op('bitselect', yes, no, mask);

  const bias = 2 ** (e - 1) - 1;
  const infinity = (2 ** e - 1) * 2 ** f;
  const quiet = 2 ** (f - 1);
  const signPlace = e + f;

  /** The sum of two lanes of 64-bit floats, rounded; and whether it is inexact or overflows, as masks of 64 bits. */
  const addPair = (x: Value, y: Value) => {
    let sum = keep(op('f64x2Add', x, y));
    if (direction === 'down') {
      // An exact zero from operands of opposite sign is negative.
      const isZero = op('f64x2Eq', sum, doubles(0));
      sum = keep(or(sum, and(isZero, and(xor(x, y), longs(SIGN64)))));
    }
    // All bits between the largest and the smallest number fit 53 in small formats; elsewhere the sum, whose error is
    // computed (TwoSum), moves to the odd neighbour.
    if (2 ** e - 2 + f + 2 > 53) {
      const part = keep(op('f64x2Sub', sum, x));
      const error = keep(
        op('f64x2Add', op('f64x2Sub', x, op('f64x2Sub', sum, part)), op('f64x2Sub', y, part)),
      );
      const step = or(shift('i64x2ShrS', xor(error, sum), 63), longs(ONE64));
      const isEven = op('i64x2Eq', and(sum, longs(ONE64)), longs(0n));
      const moves = and(op('f64x2Ne', error, doubles(0)), isEven);
      sum = keep(op('i64x2Add', sum, and(step, moves)));
    }
    const sign = keep(and(sum, longs(SIGN64)));
    const power = keep(op('f64x2Max', and(sum, longs(0x7ff0n << 48n)), doubles(2 ** (1 - bias))));
    const magic = keep(op('f64x2Mul', power, doubles(1.5 * 2 ** (52 - f))));
    const even = keep(op('f64x2Sub', op('f64x2Add', sum, magic), magic));
    const isInexact = keep(op('f64x2Ne', even, sum));
    let rounded = even;
    if (direction !== 'even') {
      const place = keep(op('f64x2Mul', power, doubles(2 ** -f)));
      const step = keep(or(place, sign));
      const isAbove = op('f64x2Gt', op('f64x2Abs', even), op('f64x2Abs', sum));
      const cut = keep(op('f64x2Sub', even, and(step, isAbove)));
      const isNegative = shift('i64x2ShrS', sign, 63);
      const onwards = (when: Value) => op('f64x2Add', cut, and(step, when));
      if (direction === 'zero') rounded = cut;
      else if (direction === 'down') rounded = keep(onwards(and(isInexact, isNegative)));
      else if (direction === 'up') rounded = keep(onwards(op('andnot', isInexact, isNegative)));
      else if (direction === 'odd') rounded = keep(or(cut, and(isInexact, longs(1n << BigInt(52 - f)))));
      else {
        const rest = op('f64x2Sub', op('f64x2Abs', sum), op('f64x2Abs', cut));
        rounded = keep(onwards(op('f64x2Ge', rest, op('f64x2Mul', place, doubles(0.5)))));
      }
    }
    const beyond = 2 ** (bias + 1);
    const largest = 2 ** bias * (2 - 2 ** -f);
    const overflows = keep(op('f64x2Ge', op('f64x2Abs', rounded), doubles(beyond)));
    const isNegative = shift('i64x2ShrS', sign, 63);
    const limit =
      direction === 'up'
        ? select(isNegative, doubles(largest), doubles(beyond))
        : direction === 'down'
          ? select(isNegative, doubles(beyond), doubles(largest))
          : doubles(direction === 'zero' || direction === 'odd' ? largest : beyond);
    const result = or(select(overflows, limit, rounded), sign);
    const encoded = op('f32x4DemoteZero', op('f64x2Mul', result, doubles(2 ** (bias - 127))));
    return { encoded: keep(encoded), overflows, isInexact: keep(or(isInexact, overflows)) };
  };

  code.get(address('a')).i32(LIMB).op('i32Add').set(END);
  code.loop(() => {
    const magnitude = words(2 ** signPlace - 1);
    const a = keep(load('a'));
    const b = keep(xor(load('b'), shift('i32x4Shl', load('op'), signPlace)));
    const sizeA = keep(and(a, magnitude));
    const sizeB = keep(and(b, magnitude));
    const topSign = (x: Value) => and(shift('i32x4Shl', x, 31 - signPlace), words(2 ** 31));
    const decode = (x: Value, size: Value) => {
      const bits = or(shift('i32x4Shl', size, 23 - f), topSign(x));
      return keep(e === 8 ? bits : op('f32x4Mul', bits, floats(2 ** (127 - bias))));
    };
    const x = decode(a, sizeA);
    const y = decode(b, sizeB);
    const lowPair = (z: Value) => keep(op('f64x2PromoteLow', z));
    const highPair = (z: Value) => keep(op('f64x2PromoteLow', shuffle(z, z, HIGH_HALF)));
    const low = addPair(lowPair(x), lowPair(y));
    const high = addPair(highPair(x), highPair(y));
    const bits = keep(shuffle(low.encoded, high.encoded, LOW_HALVES));
    const field = shift('i32x4ShrU', and(bits, words(2 ** 31 - 1)), 23 - f);
    const sum = or(field, shift('i32x4Shl', shift('i32x4ShrU', bits, 31), signPlace));

    // Infinities and NaNs, whose sums above mean nothing.
    const top = words(infinity);
    const nanA = keep(op('i32x4GtS', sizeA, top));
    const nanB = keep(op('i32x4GtS', sizeB, top));
    const infiniteA = keep(op('i32x4Eq', sizeA, top));
    const infiniteB = keep(op('i32x4Eq', sizeB, top));
    const differ = shift('i32x4ShrS', xor(topSign(a), topSign(b)), 31);
    const opposed = keep(and(and(infiniteA, infiniteB), differ));
    const isSpecial = keep(or(or(nanA, nanB), or(infiniteA, infiniteB)));
    const isNan = or(or(nanA, nanB), opposed);
    const signals = (nan: Value, size: Value) => and(nan, op('i32x4Eq', and(size, words(quiet)), words(0)));
    const isInvalid = or(or(signals(nanA, sizeA), signals(nanB, sizeB)), opposed);
    const infiniteSum = or(top, and(select(infiniteA, a, b), words(2 ** signPlace)));
    const special = select(isNan, words(infinity + quiet), infiniteSum);
    const flag = (mask: Value) => and(mask, words(1));
    const flagOfPairs = (one: Value, other: Value) =>
      flag(op('andnot', shuffle(one, other, LOW_WORDS), isSpecial));
    store('r', select(isSpecial, special, sum));
    store('invalid', flag(isInvalid));
    store('overflow', flagOfPairs(low.overflows, high.overflows));
    store('underflow', words(0));
    store('inexact', flagOfPairs(low.isInexact, high.isInexact));

    for (const port of [...FLOAT_KERNEL_PORTS].reverse())
      code.get(address(port)).i32(16).op('i32Add').set(address(port));
    code.get(address('a')).get(END).op('i32Ne').branchIf(0);
  });
  return {
    name: 'run',
    params: FLOAT_KERNEL_PORTS.map(() => i32),
    locals: [i32, ...new Array<typeof v128>(locals).fill(v128)],
    code,
  };
}

const HIGH_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const LOW_WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
