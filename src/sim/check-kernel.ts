import { at } from '../gates/at.ts';
import { Code, TYPE, type ValueType, type WasmFunction, wasmModule } from './wasm.ts';
import { type CompiledModule, compileModule, exported, instantiate, type WasmMemory } from './webassembly.ts';

/** Vectors in a block of a campaign: the lanes of one run. A fixed number, so that blocks never depend on the engine. */
export const LANES = 2048;

/** Words in a plane of a block. */
export const WORDS = LANES / 32;

/** Bytes of a plane of a block. */
export const PLANE = 4 * WORDS;

/** Bytes of one limb of a port's values: 32 bits in every lane. */
export const LIMB = 4 * LANES;

/** What a campaign needs done to every block, in WebAssembly; addresses are in bytes. */
export interface CheckKernel {
  /**
   * Turns `rows` planes (1 to 32) into one limb of values. Planes up to the next multiple of 8 are read and ignored.
   * The values stand in the order of `laneOf`.
   */
  unpack(planes: number, rows: number, values: number): void;
  /** Whether the values of planes, as `unpack` would write them, differ from those at `values`. */
  differ(planes: number, rows: number, values: number): boolean;
  /** Fills the planes [from, to) with random bits from the SEED_WORDS words at `seed`, and advances these. */
  random(seed: number, from: number, to: number): void;
}

/** The lane of the value at a place: the transposition leaves the eight lanes of a byte four places apart. */
export function laneOf(place: number): number {
  return (place & ~31) | ((place & 3) << 3) | ((place >> 2) & 7);
}

/** The place of a lane's value; the inverse of `laneOf`. */
export function placeOf(lane: number): number {
  return (lane & ~31) | ((lane & 7) << 2) | ((lane >> 3) & 3);
}

let module: CompiledModule | undefined;

/** The kernel on this memory. Its module is compiled once. */
export function checkKernel(memory: WasmMemory): CheckKernel {
  module ??= compileModule(checkKernelModule());
  const exports = instantiate(module, memory);
  const unpackers = GROUPS.map((groups) => exported(exports, `unpack${groups}`));
  const checkers = GROUPS.map((groups) => exported(exports, `differ${groups}`));
  const random = exported(exports, 'random');
  const groupsOf = (rows: number) => (rows + 7) >> 3;
  /** The planes of the last group that count, one bit each. */
  const lastRows = (rows: number) => 255 >> (8 * groupsOf(rows) - rows);
  return {
    unpack: (planes, rows, values) => void at(unpackers, groupsOf(rows) - 1)(planes, values, lastRows(rows)),
    differ: (planes, rows, values) => at(checkers, groupsOf(rows) - 1)(planes, values, lastRows(rows)) !== 0,
    random: (seed, from, to) => void random(seed, from, to),
  };
}

/** How many groups of 8 planes a limb can have. */
const GROUPS = [1, 2, 3, 4];

export function checkKernelModule(): Uint8Array {
  return wasmModule([
    ...GROUPS.map((groups) => transpose(groups, 'unpack')),
    ...GROUPS.map((groups) => transpose(groups, 'differ')),
    random(),
  ]);
}

/** Shuffles that interleave two vectors, by bytes and by halfwords, low halves or high halves: one instruction each. */
const LOW_BYTES = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23];
const HIGH_BYTES = LOW_BYTES.map((k) => k + 8);
const LOW_HALFWORDS = [0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23];
const HIGH_HALFWORDS = LOW_HALFWORDS.map((k) => k + 8);

/**
 * Transposes 8, 16, 24 or 32 planes, 128 lanes at a time. First, in each group of 8 planes, squares of 8 x 8 bits
 * (Hacker's Delight, 7-3), after which byte i of row c holds 8 bits of lane 8 i + c; then the bytes of the groups are
 * interleaved to words, which are stored, or compared with what is there.
 * Parameters: planes, values, and the mask of the planes of the last group that count.
 */
function transpose(groups: number, what: 'unpack' | 'differ'): WasmFunction {
  const [PLANES, VALUES, MASK, STOP] = [0, 1, 2, 3];
  const { i32, v128 } = TYPE;
  const locals: ValueType[] = [i32];
  const vector = () => {
    locals.push(v128);
    return 2 + locals.length;
  };
  const rows = Array.from({ length: 8 * groups }, vector);
  const [swap, zero, keep, seen] = [vector(), vector(), vector(), vector()];
  const [low01, high01, low23, high23] = [vector(), vector(), vector(), vector()];
  const code = new Code();
  code.splat(0).set(zero).get(MASK).vector('i8x16Splat').set(keep);
  code.get(PLANES).i32(PLANE).op('i32Add').set(STOP);
  code.loop(() => {
    for (let group = 0; group < groups; group++) {
      const square = rows.slice(8 * group, 8 * group + 8);
      for (const [r, row] of square.entries())
        code
          .get(PLANES)
          .loadVector((8 * group + r) * PLANE)
          .set(row);
      for (const [size, mask] of [
        [4, 0x0f],
        [2, 0x33],
        [1, 0x55],
      ] as const)
        for (let r = 0; r < 8; r = (r + size + 1) & ~size) {
          const [one, two] = [at(square, r), at(square, r + size)];
          code.get(one).shift('i64x2ShrU', size).get(two).vector('xor').splat(mask).vector('and').tee(swap);
          code.shift('i64x2Shl', size).get(one).vector('xor').set(one);
          code.get(two).get(swap).vector('xor').set(two);
        }
      if (group === groups - 1) for (const row of square) code.get(row).get(keep).vector('and').set(row);
    }
    for (let c = 0; c < 8; c++) {
      const [g0, g1, g2, g3] = [
        rows[c] ?? zero,
        rows[8 + c] ?? zero,
        rows[16 + c] ?? zero,
        rows[24 + c] ?? zero,
      ];
      code.get(g0).get(g1).shuffle(LOW_BYTES).set(low01).get(g0).get(g1).shuffle(HIGH_BYTES).set(high01);
      code.get(g2).get(g3).shuffle(LOW_BYTES).set(low23).get(g2).get(g3).shuffle(HIGH_BYTES).set(high23);
      for (const [w, [x, y, halfwords]] of (
        [
          [low01, low23, LOW_HALFWORDS],
          [low01, low23, HIGH_HALFWORDS],
          [high01, high23, LOW_HALFWORDS],
          [high01, high23, HIGH_HALFWORDS],
        ] as const
      ).entries()) {
        const place = (8 * w + c) * 16;
        code.get(VALUES);
        if (what === 'unpack') code.get(x).get(y).shuffle(halfwords).storeVector(place);
        else {
          code.loadVector(place).get(x).get(y).shuffle(halfwords).vector('xor');
          code.get(seen).vector('or').set(seen);
        }
      }
    }
    code.get(VALUES).i32(512).op('i32Add').set(VALUES);
    code.get(PLANES).i32(16).op('i32Add').tee(PLANES).get(STOP).op('i32Ne').branchIf(0);
  });
  const header = { name: `${what}${groups}`, params: [i32, i32, i32], locals, code };
  if (what === 'unpack') return header;
  code.get(seen).vector('anyTrue');
  return { ...header, result: i32 };
}

/** Words of the seed of `random`: four streams of 128 bits. */
export const SEED_WORDS = 16;

/**
 * xorshift128+ by S. Vigna (2014), in four streams: two to a vector, and two vectors in turn so that one need not wait
 * for the other. Parameters: seed, from, to.
 */
function random(): WasmFunction {
  const [SEED, FROM, TO, T] = [0, 1, 2, 3];
  const streams = [
    [4, 5],
    [6, 7],
  ] as const;
  const code = new Code();
  for (const [k, local] of streams.flat().entries())
    code
      .get(SEED)
      .loadVector(16 * k)
      .set(local);
  code.loop(() => {
    for (const turn of [0, 1])
      for (const [k, stream] of streams.entries()) {
        // t = s0 ^ (s0 << 23); s0 = s1; s1 = t ^ (t >> 18) ^ s1 ^ (s1 >> 5); the result is s0 + s1. What needs s1, which
        // was only just made, comes last.
        const [s0, s1] = turn === 0 ? stream : [stream[1], stream[0]];
        code.get(s0).get(s0).shift('i64x2Shl', 23).vector('xor').tee(T);
        code.get(T).shift('i64x2ShrU', 18).vector('xor');
        code.get(s1).vector('xor').get(s1).shift('i64x2ShrU', 5).vector('xor').set(s0);
        code
          .get(FROM)
          .get(s0)
          .get(s1)
          .vector('i64x2Add')
          .storeVector(32 * turn + 16 * k);
      }
    code.get(FROM).i32(64).op('i32Add').tee(FROM).get(TO).op('i32LtU').branchIf(0);
  });
  for (const [k, local] of streams.flat().entries())
    code
      .get(SEED)
      .get(local)
      .storeVector(16 * k);
  const { i32, v128 } = TYPE;
  return { name: 'random', params: [i32, i32, i32], locals: [v128, v128, v128, v128, v128], code };
}
