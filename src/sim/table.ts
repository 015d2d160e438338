import { byteAt, wordAt } from '../gates/at.ts';
import { OPS, type Op, type Program } from './program.ts';
import type { Simulator } from './simulator.ts';
import { Code, TYPE, wasmModule } from './wasm.ts';
import { wasmPlanes } from './wasm-planes.ts';
import { type CompiledModule, compileModule, exported, instantiate } from './webassembly.ts';

/** Bytes of an entry in the table: op, then the addresses of x, y, z, out and carry. */
const ENTRY = 24;

/** Vectors that an op handles in a straight line; longer planes loop over them. */
const UNROLL = 16;

/** The module depends only on the length of a plane, and is compiled once for each. */
const modules = new Map<number, CompiledModule>();

/**
 * The table engine: a fixed WebAssembly loop reads entries from a table and works on 128-bit vectors, many for each
 * entry, so that the cost of reading it is spread. Setting up is writing the table, so it suits large netlists and
 * short runs. `words` must be a multiple of 4, and above 64 of 64.
 */
export function table(program: Program, words: number, spareBytes = 0): Simulator {
  const { length } = program.op;
  const unit = words > 4 * UNROLL ? 4 * UNROLL : 4;
  const { memory, stride, ownAt, simulator } = wasmPlanes(program, words, unit, length * ENTRY, spareBytes);
  const rows = new Uint32Array(memory.buffer, ownAt, (length * ENTRY) / 4);
  for (let k = 0, to = 0; k < length; k++) {
    rows[to++] = byteAt(program.op, k);
    rows[to++] = wordAt(program.x, k) * stride;
    rows[to++] = wordAt(program.y, k) * stride;
    rows[to++] = wordAt(program.z, k) * stride;
    rows[to++] = wordAt(program.out, k) * stride;
    rows[to++] = wordAt(program.carry, k) * stride;
  }
  let module = modules.get(words);
  if (module === undefined) {
    module = compileModule(tableModule(words / 4));
    modules.set(words, module);
  }
  const run = exported(instantiate(module, memory), 'run');
  const end = ownAt + length * ENTRY;
  return simulator(() => void (ownAt < end && run(ownAt, end)));
}

const AT = 0;
const END = 1;
/** Locals that hold the addresses of an entry: x, y, z, out, carry. */
const FIELDS = { x: 2, y: 3, z: 4, out: 5, carry: 6 } as const;
const STOP = 7;
const [V0, V1, V2, V3] = [8, 9, 10, 11];

const USES: Readonly<Record<Op, readonly (keyof typeof FIELDS)[]>> = {
  and: ['x', 'y', 'out'],
  or: ['x', 'y', 'out'],
  xor: ['x', 'y', 'out'],
  not: ['x', 'out'],
  mux: ['x', 'y', 'z', 'out'],
  ha: ['x', 'y', 'out', 'carry'],
  fa: ['x', 'y', 'z', 'out', 'carry'],
  copy: ['x', 'out'],
};

/** The module for planes of this many vectors: it exports `run(start, end)`, the bounds of the table. */
export function tableModule(vectors: number): Uint8Array {
  const code = new Code();
  const { i32, v128 } = TYPE;
  code.loop(() => {
    const blocks = (left: number): void => {
      if (left > 0) {
        code.block(() => blocks(left - 1));
        entry(code, OPS[left - 1] ?? 'copy', vectors);
        code
          .get(AT)
          .i32(ENTRY)
          .op('i32Add')
          .tee(AT)
          .get(END)
          .op('i32LtU')
          .branchIf(OPS.length - left);
        code.ret();
        return;
      }
      code.get(AT).loadWord(0);
      code.branchTable(
        OPS.map((_, k) => k),
        OPS.length - 1,
      );
    };
    blocks(OPS.length);
  });
  return wasmModule([
    {
      name: 'run',
      params: [i32, i32],
      locals: [i32, i32, i32, i32, i32, i32, v128, v128, v128, v128],
      code,
    },
  ]);
}

function entry(code: Code, op: Op, vectors: number): void {
  const uses = USES[op];
  for (const [place, field] of (['x', 'y', 'z', 'out', 'carry'] as const).entries())
    if (uses.includes(field))
      code
        .get(AT)
        .loadWord(4 + 4 * place)
        .set(FIELDS[field]);
  const straight = Math.min(vectors, UNROLL);
  const unrolled = () => {
    for (let v = 0; v < straight; v++) vectorOp(code, op, 16 * v);
  };
  if (straight === vectors) {
    unrolled();
    return;
  }
  code
    .get(FIELDS.x)
    .i32(16 * vectors)
    .op('i32Add')
    .set(STOP);
  code.loop(() => {
    unrolled();
    for (const field of uses)
      code
        .get(FIELDS[field])
        .i32(16 * straight)
        .op('i32Add')
        .set(FIELDS[field]);
    code.get(FIELDS.x).get(STOP).op('i32Ne').branchIf(0);
  });
}

function vectorOp(code: Code, op: Op, offset: number): void {
  const load = (field: 'x' | 'y' | 'z') => code.get(FIELDS[field]).loadVector(offset);
  if (op === 'ha') {
    load('x').set(V0);
    load('y').set(V1);
    code.get(FIELDS.out).get(V0).get(V1).vector('xor').storeVector(offset);
    code.get(FIELDS.carry).get(V0).get(V1).vector('and').storeVector(offset);
    return;
  }
  if (op === 'fa') {
    load('x').tee(V0);
    load('y').tee(V1).vector('xor').set(V3);
    load('z').set(V2);
    code.get(FIELDS.out).get(V3).get(V2).vector('xor').storeVector(offset);
    code.get(FIELDS.carry);
    code.get(V0).get(V1).vector('and').get(V3).get(V2).vector('and').vector('or').storeVector(offset);
    return;
  }
  code.get(FIELDS.out);
  if (op === 'mux') {
    load('y');
    load('z');
    load('x').vector('bitselect');
  } else {
    load('x');
    if (op === 'not') code.vector('not');
    else if (op !== 'copy') {
      load('y');
      code.vector(op);
    }
  }
  code.storeVector(offset);
}
