import { byteAt, wordAt } from '../gates/at.ts';
import { firstOutputSlot, OP_CODE, OPS, type Program } from './program.ts';
import type { Simulator } from './simulator.ts';
import { Code, TYPE, type ValueType, type WasmFunction, wasmModule } from './wasm.ts';
import { wasmPlanes } from './wasm-planes.ts';
import { compileModule, exported, instantiate } from './webassembly.ts';

/**
 * Gates to a generated function. With 60 the values that stay inside a function mostly fit the sixteen vector
 * registers; measured from 20 to 500, see docs/performance.md.
 */
const CHUNK_GATES = 60;

/**
 * The generated engine: WebAssembly written for one program. Each function takes a chunk of its entries once through
 * the planes, 128 lanes at a time; what only the chunk reads stays in registers. Setting up costs a compilation, so
 * it suits long runs. `words` must be a multiple of 4.
 */
export function generated(program: Program, words: number, spareBytes = 0): Simulator {
  const { memory, simulator } = wasmPlanes(program, words, 4, 0, spareBytes);
  const module = compileModule(generatedModule(program, words / 4));
  const run = exported(instantiate(module, memory), 'run');
  return simulator(() => void run());
}

/** The module of a program for planes of this many vectors: its export `run` calls the chunks in order. */
export function generatedModule(program: Program, vectors: number): Uint8Array {
  const chunks: WasmFunction[] = [];
  const lastRead = lastReads(program);
  for (let from = 0; from < program.op.length; ) {
    let to = from;
    for (let gates = 0; to < program.op.length && gates < CHUNK_GATES; to++)
      gates += byteAt(GATES_OF, byteAt(program.op, to));
    chunks.push(new ChunkWriter(program, lastRead, to, vectors).write(from));
    from = to;
  }
  const all = new Code();
  for (const index of chunks.keys()) all.call(index);
  return wasmModule([...chunks, { name: 'run', params: [], locals: [], code: all }]);
}

const GATES_OF = new Uint8Array(OPS.length).fill(1);
GATES_OF[OP_CODE.ha] = 2;
GATES_OF[OP_CODE.fa] = 5;

function hasCarry(op: number): boolean {
  return op === OP_CODE.ha || op === OP_CODE.fa;
}

/**
 * The last entry that reads each written value, or the number of entries for an output. Value 2 k is what entry k
 * writes to `out`, 2 k + 1 to `carry`.
 */
function lastReads(program: Program): Uint32Array {
  const { op, x, y, z, out, carry } = program;
  const last = new Uint32Array(2 * op.length);
  const firstTemporary = firstOutputSlot(program) + program.outputCount;
  const valueIn = new Uint32Array(program.slotCount);
  const read = (slot: number, k: number) => {
    if (slot >= firstOutputSlot(program) && wordAt(last, wordAt(valueIn, slot)) < k)
      last[wordAt(valueIn, slot)] = k;
  };
  const write = (slot: number, value: number) => {
    valueIn[slot] = value;
    if (slot < firstTemporary) last[value] = op.length;
  };
  for (let k = 0; k < op.length; k++) {
    const code = byteAt(op, k);
    read(wordAt(x, k), k);
    if (code !== OP_CODE.not && code !== OP_CODE.copy) read(wordAt(y, k), k);
    if (code === OP_CODE.fa || code === OP_CODE.mux) read(wordAt(z, k), k);
    write(wordAt(out, k), 2 * k);
    if (hasCarry(code)) write(wordAt(carry, k), 2 * k + 1);
  }
  return last;
}

/** The parameter-less functions' first local: how far into the planes the loop is, in bytes. */
const AT = 0;
const HALF = 1;

/** Writes one function. Each value the chunk computes is a local; it is stored only if it is read outside. */
class ChunkWriter {
  readonly #program: Program;
  readonly #lastRead: Uint32Array;
  readonly #end: number;
  readonly #stride: number;
  readonly #code = new Code();
  readonly #locals: ValueType[] = [TYPE.i32, TYPE.v128];
  /** The local that holds what a slot holds now. */
  readonly #localOf = new Map<number, number>();

  constructor(program: Program, lastRead: Uint32Array, end: number, vectors: number) {
    this.#program = program;
    this.#lastRead = lastRead;
    this.#end = end;
    this.#stride = 16 * vectors;
  }

  /** The function of the entries from `from` to the end of the chunk. */
  write(from: number): WasmFunction {
    const code = this.#code;
    code.loop(() => {
      for (let k = from; k < this.#end; k++) this.#entry(k);
      code.get(AT).i32(16).op('i32Add').tee(AT).i32(this.#stride).op('i32LtU').branchIf(0);
    });
    return { params: [], locals: this.#locals, code };
  }

  #entry(k: number): void {
    const code = this.#code;
    const { op, x, y, z, out, carry } = this.#program;
    const name = OPS[byteAt(op, k)] ?? 'copy';
    const [inX, inY, inZ] = [wordAt(x, k), wordAt(y, k), wordAt(z, k)];
    if (name === 'ha' || name === 'fa') {
      const [a, b] = [this.#local(inX), this.#local(inY)];
      if (name === 'ha') {
        const sum = this.#value(2 * k, wordAt(out, k), () => code.get(a).get(b).vector('xor'));
        const over = this.#value(2 * k + 1, wordAt(carry, k), () => code.get(a).get(b).vector('and'));
        this.#localOf.set(wordAt(out, k), sum).set(wordAt(carry, k), over);
        return;
      }
      const c = this.#local(inZ);
      code.get(a).get(b).vector('xor').set(HALF);
      const sum = this.#value(2 * k, wordAt(out, k), () => code.get(HALF).get(c).vector('xor'));
      const over = this.#value(2 * k + 1, wordAt(carry, k), () =>
        code.get(a).get(b).vector('and').get(HALF).get(c).vector('and').vector('or'),
      );
      this.#localOf.set(wordAt(out, k), sum).set(wordAt(carry, k), over);
      return;
    }
    const value = this.#value(2 * k, wordAt(out, k), () => {
      if (name === 'mux') {
        this.#push(inY);
        this.#push(inZ);
        this.#push(inX);
        code.vector('bitselect');
        return;
      }
      this.#push(inX);
      if (name === 'not') code.vector('not');
      else if (name !== 'copy') {
        this.#push(inY);
        code.vector(name);
      }
    });
    this.#localOf.set(wordAt(out, k), value);
  }

  /**
   * Computes a value into a new local, and into its slot when somebody outside the chunk reads it. A read from
   * before the chunk is a load at each use: holding it would only push other values out of the registers.
   */
  #value(value: number, slot: number, body: () => void): number {
    const code = this.#code;
    const local = this.#newLocal();
    if (wordAt(this.#lastRead, value) >= this.#end) {
      code.get(AT);
      body();
      code.tee(local).storeVector(slot * this.#stride);
    } else {
      body();
      code.set(local);
    }
    return local;
  }

  #push(slot: number): void {
    const local = this.#localOf.get(slot);
    if (local === undefined) this.#code.get(AT).loadVector(slot * this.#stride);
    else this.#code.get(local);
  }

  #local(slot: number): number {
    const known = this.#localOf.get(slot);
    if (known !== undefined) return known;
    const local = this.#newLocal();
    this.#code
      .get(AT)
      .loadVector(slot * this.#stride)
      .set(local);
    return local;
  }

  #newLocal(): number {
    this.#locals.push(TYPE.v128);
    return this.#locals.length - 1;
  }
}
