/**
 * Writes WebAssembly modules, as far as the engines need them: functions of i32 and i64 parameters without results or
 * with one, one imported memory, locals, loops, 128-bit vectors. Opcodes and sections: WebAssembly Core
 * Specification 2.0, chapter 5.
 */
export const TYPE = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

export type ValueType = (typeof TYPE)[keyof typeof TYPE];

/** A function of a module: `code` is its body without the final `end`, locals are numbered after the parameters. */
export interface WasmFunction {
  readonly params: readonly ValueType[];
  readonly result?: ValueType;
  readonly locals: readonly ValueType[];
  readonly code: Code;
  /** The name under which it is exported, if at all. */
  readonly name?: string;
}

/** Bytes that grow: most are written one at a time, and a module may have millions. */
export class Bytes {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The bytes so far; valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): this {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  raw(bytes: ArrayLike<number>): this {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Unsigned LEB128: seven bits a byte, the lowest first, the top bit set on all but the last. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of a 64-bit number. */
  signed(value: bigint | number): this {
    let rest = BigInt(value);
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const done = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
      this.byte(done ? low : low | 0x80);
      if (done) return this;
    }
  }

  /** A name: its length, then its ASCII characters. */
  name(text: string): this {
    return this.unsigned(text.length).raw(Array.from(text, (c) => c.charCodeAt(0)));
  }

  /** A block of bytes preceded by its length. */
  sized(bytes: Bytes): this {
    return this.unsigned(bytes.length).raw(bytes.view());
  }

  #grow(by: number): void {
    if (this.#length + by <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + by));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

const SIMPLE = {
  end: 0x0b,
  i32Eqz: 0x45,
  i32Ne: 0x47,
  i32LtU: 0x49,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i64Add: 0x7c,
  i64Mul: 0x7e,
  i64And: 0x83,
  i64ShrU: 0x88,
} as const;

const VECTOR = {
  i8x16Splat: 15,
  i32x4Eq: 55,
  i32x4GtS: 59,
  f64x2Eq: 71,
  f64x2Ne: 72,
  f64x2Gt: 74,
  f64x2Ge: 76,
  not: 77,
  and: 78,
  andnot: 79,
  or: 80,
  xor: 81,
  bitselect: 82,
  anyTrue: 83,
  f32x4DemoteZero: 94,
  f64x2PromoteLow: 95,
  i32x4Mul: 181,
  i64x2Add: 206,
  i64x2Eq: 214,
  f32x4Mul: 230,
  f64x2Abs: 236,
  f64x2Add: 240,
  f64x2Sub: 241,
  f64x2Mul: 242,
  f64x2Max: 245,
} as const;

/** A vector instruction without immediates. */
export type VectorOp = keyof typeof VECTOR;

const SHIFT = {
  i32x4Shl: 171,
  i32x4ShrS: 172,
  i32x4ShrU: 173,
  i64x2Shl: 203,
  i64x2ShrS: 204,
  i64x2ShrU: 205,
} as const;

/** The instructions of one function body, in the order they are called. */
export class Code extends Bytes {
  get(local: number): this {
    return this.byte(0x20).unsigned(local);
  }

  set(local: number): this {
    return this.byte(0x21).unsigned(local);
  }

  tee(local: number): this {
    return this.byte(0x22).unsigned(local);
  }

  i32(value: number): this {
    return this.byte(0x41).signed(value | 0);
  }

  i64(value: bigint): this {
    return this.byte(0x42).signed(value);
  }

  op(name: keyof typeof SIMPLE): this {
    return this.byte(SIMPLE[name]);
  }

  vector(name: VectorOp): this {
    return this.byte(0xfd).unsigned(VECTOR[name]);
  }

  /** Shifts every element of the vector below the top of the stack by `bits`. */
  shift(name: keyof typeof SHIFT, bits: number): this {
    return this.i32(bits).byte(0xfd).unsigned(SHIFT[name]);
  }

  /** A vector of the 16 bytes of an array, in the order of this machine, which is WebAssembly's wherever Node runs. */
  constant(array: Uint32Array | BigUint64Array | Float32Array | Float64Array): this {
    return this.byte(0xfd)
      .unsigned(12)
      .raw(new Uint8Array(array.buffer, array.byteOffset, 16));
  }

  /** A vector whose 16 bytes are all `byte`. */
  splat(byte: number): this {
    return this.byte(0xfd).unsigned(12).raw(new Uint8Array(16).fill(byte));
  }

  /** Sixteen bytes chosen from two vectors: 0 to 15 are the first's, 16 to 31 the second's. */
  shuffle(bytes: readonly number[]): this {
    return this.byte(0xfd).unsigned(13).raw(bytes);
  }

  /** The address is on the stack; `offset` bytes are added to it. */
  loadVector(offset: number): this {
    return this.byte(0xfd).unsigned(0).byte(4).unsigned(offset);
  }

  storeVector(offset: number): this {
    return this.byte(0xfd).unsigned(11).byte(4).unsigned(offset);
  }

  loadWord(offset: number): this {
    return this.byte(0x28).byte(2).unsigned(offset);
  }

  storeWord(offset: number): this {
    return this.byte(0x36).byte(2).unsigned(offset);
  }

  /** A 32-bit word as an unsigned i64. */
  loadWordAsLong(offset: number): this {
    return this.byte(0x35).byte(2).unsigned(offset);
  }

  /** The low 32 bits of an i64. */
  storeLongAsWord(offset: number): this {
    return this.byte(0x3e).byte(2).unsigned(offset);
  }

  /** `body` is run again each time it branches to depth 0. */
  loop(body: () => void): this {
    this.byte(0x03).byte(0x40);
    body();
    return this.op('end');
  }

  block(body: () => void): this {
    this.byte(0x02).byte(0x40);
    body();
    return this.op('end');
  }

  branch(depth: number): this {
    return this.byte(0x0c).unsigned(depth);
  }

  branchIf(depth: number): this {
    return this.byte(0x0d).unsigned(depth);
  }

  branchTable(depths: readonly number[], otherwise: number): this {
    this.byte(0x0e).unsigned(depths.length);
    for (const depth of depths) this.unsigned(depth);
    return this.unsigned(otherwise);
  }

  call(index: number): this {
    return this.byte(0x10).unsigned(index);
  }

  ret(): this {
    return this.byte(0x0f);
  }
}

/** A whole module: it imports the memory `env.memory`, and its functions are numbered in the order given. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array {
  const types = new Bytes().unsigned(functions.length);
  const indices = new Bytes().unsigned(functions.length);
  const exported = functions.flatMap((f, index) => (f.name === undefined ? [] : [{ name: f.name, index }]));
  const exports = new Bytes().unsigned(exported.length);
  const bodies = new Bytes().unsigned(functions.length);
  for (const [index, { params, result, locals, code }] of functions.entries()) {
    types.byte(0x60).unsigned(params.length).raw(params);
    types.unsigned(result === undefined ? 0 : 1).raw(result === undefined ? [] : [result]);
    indices.unsigned(index);
    const body = localRuns(locals).raw(code.view()).byte(SIMPLE.end);
    bodies.sized(body);
  }
  for (const { name, index } of exported) exports.name(name).byte(0).unsigned(index);
  const memory = new Bytes().unsigned(1).name('env').name('memory').byte(2).byte(0).unsigned(0);
  const module = new Bytes().raw([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const sections: [id: number, content: Bytes][] = [
    [1, types],
    [2, memory],
    [3, indices],
    [7, exports],
    [10, bodies],
  ];
  for (const [id, content] of sections) module.byte(id).sized(content);
  return module.view().slice();
}

/** Locals are declared as runs of equal type. */
function localRuns(locals: readonly ValueType[]): Bytes {
  const runs: { count: number; type: ValueType }[] = [];
  for (const type of locals) {
    const last = runs[runs.length - 1];
    if (last?.type === type) last.count++;
    else runs.push({ count: 1, type });
  }
  const bytes = new Bytes().unsigned(runs.length);
  for (const { count, type } of runs) bytes.unsigned(count).byte(type);
  return bytes;
}
