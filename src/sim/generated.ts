import { byteAt, wordAt } from '../gates/at.ts';
import { firstOutputSlot, OP_CODE, type Program } from './program.ts';
import type { Simulator } from './simulator.ts';
import { Code, TYPE, type ValueType, type WasmFunction, wasmModule } from './wasm.ts';
import { compileModule, exported, instantiate, newMemory } from './webassembly.ts';

export function generated(program: Program, words: number, chunkGates = CHUNK_GATES): Simulator {
  const stride = 4 * words;
  const memory = newMemory(program.slotCount * stride);
  const planes = new Uint32Array(memory.buffer, 0, program.slotCount * words);
  planes.fill(0xffffffff, words, 2 * words);
  const module = compileModule(generatedModule(program, words / 4, chunkGates));
  const run = exported(instantiate(module, memory), 'run');
  const first = firstOutputSlot(program);
  return {
    words,
    memory,
    inputs: planes.subarray(2 * words, first * words),
    outputs: planes.subarray(first * words, (first + program.outputCount) * words),
    run: () => void run(),
  };
}

/** Gates in a generated function, about. */
const CHUNK_GATES = 120;

const GATES_OF = new Uint8Array(8).fill(1);
GATES_OF[OP_CODE.ha] = 2;
GATES_OF[OP_CODE.fa] = 5;

/** The module of a program: `run` calls one function a chunk, each of which goes through its plane once. */
export function generatedModule(program: Program, vectors: number, chunkGates: number): Uint8Array {
  const length = program.op.length;
  const chunks: WasmFunction[] = [];
  const lastRead = lastReads(program);
  let from = 0;
  while (from < length) {
    let gates = 0;
    let to = from;
    while (to < length && gates < chunkGates) gates += byteAt(GATES_OF, byteAt(program.op, to++));
    chunks.push(chunk(program, from, to, vectors, lastRead));
    from = to;
  }
  const all = new Code();
  for (const index of chunks.keys()) all.call(index);
  return wasmModule([...chunks, { name: 'run', params: [], locals: [], code: all }]);
}

/** For each written value (entry k: 2 k for its out, 2 k + 1 for its carry) the last entry that reads it. */
function lastReads(program: Program): Uint32Array {
  const last = new Uint32Array(2 * program.op.length);
  const writer = new Int32Array(program.slotCount).fill(-1);
  const firstTemp = firstOutputSlot(program) + program.outputCount;
  for (let k = 0; k < program.op.length; k++) {
    for (const reads of [program.x, program.y, program.z]) {
      const value = writer[wordAt(reads, k)] ?? -1;
      if (value >= 0) last[value] = k;
    }
    const op = byteAt(program.op, k);
    writer[wordAt(program.out, k)] = 2 * k;
    if (op === OP_CODE.ha || op === OP_CODE.fa) writer[wordAt(program.carry, k)] = 2 * k + 1;
  }
  for (let k = 0; k < program.op.length; k++) {
    const op = byteAt(program.op, k);
    const slot = wordAt(program.out, k);
    if (slot < firstTemp) last[2 * k] = program.op.length;
    if ((op === OP_CODE.ha || op === OP_CODE.fa) && wordAt(program.carry, k) < firstTemp)
      last[2 * k + 1] = program.op.length;
  }
  return last;
}

function chunk(program: Program, from: number, to: number, vectors: number, lastRead: Uint32Array): WasmFunction {
  const code = new Code();
  const locals: ValueType[] = [TYPE.i32];
  const AT = 0;
  const local = () => {
    locals.push(TYPE.v128);
    return locals.length - 1;
  };
  const half = local();
  const stride = 16 * vectors;
  code.loop(() => {
    const held = new Map<number, number>();
    const operand = (slot: number) => {
      const h = held.get(slot);
      if (h === undefined) code.get(AT).loadVector(slot * stride);
      else code.get(h);
    };
    const named = (slot: number): number => {
      let h = held.get(slot);
      if (h === undefined) {
        h = local();
        code.get(AT).loadVector(slot * stride).set(h);
      }
      return h;
    };
    const write = (slot: number, value: number, body: () => void) => {
      const outside = wordAt(lastRead, value) >= to;
      const h = local();
      if (outside) {
        code.get(AT);
        body();
        code.tee(h).storeVector(slot * stride);
      } else {
        body();
        code.set(h);
      }
      return h;
    };
    for (let k = from; k < to; k++) {
      const x = wordAt(program.x, k);
      const y = wordAt(program.y, k);
      const z = wordAt(program.z, k);
      const out = wordAt(program.out, k);
      const carry = wordAt(program.carry, k);
      switch (byteAt(program.op, k)) {
        case OP_CODE.and:
        case OP_CODE.or:
        case OP_CODE.xor: {
          const name = (['and', 'or', 'xor'] as const)[byteAt(program.op, k)] ?? 'and';
          const h = write(out, 2 * k, () => {
            operand(x);
            operand(y);
            code.vector(name);
          });
          held.set(out, h);
          break;
        }
        case OP_CODE.not: {
          const h = write(out, 2 * k, () => {
            operand(x);
            code.vector('not');
          });
          held.set(out, h);
          break;
        }
        case OP_CODE.copy: {
          const h = write(out, 2 * k, () => operand(x));
          held.set(out, h);
          break;
        }
        case OP_CODE.mux: {
          const h = write(out, 2 * k, () => {
            operand(y);
            operand(z);
            operand(x);
            code.vector('bitselect');
          });
          held.set(out, h);
          break;
        }
        case OP_CODE.ha: {
          const a = named(x);
          const b = named(y);
          const s = write(out, 2 * k, () => code.get(a).get(b).vector('xor'));
          const c = write(carry, 2 * k + 1, () => code.get(a).get(b).vector('and'));
          held.set(out, s);
          held.set(carry, c);
          break;
        }
        case OP_CODE.fa: {
          const a = named(x);
          const b = named(y);
          const d = named(z);
          code.get(a).get(b).vector('xor').set(half);
          const s = write(out, 2 * k, () => code.get(half).get(d).vector('xor'));
          const c = write(carry, 2 * k + 1, () =>
            code.get(a).get(b).vector('and').get(half).get(d).vector('and').vector('or'),
          );
          held.set(out, s);
          held.set(carry, c);
          break;
        }
      }
    }
    code.get(AT).i32(16).op('i32Add').tee(AT).i32(stride).op('i32LtU').branchIf(0);
  });
  return { params: [], locals, code };
}
