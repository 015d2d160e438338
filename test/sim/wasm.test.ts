import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bytes, Code, TYPE, wasmModule } from '../../src/sim/wasm.ts';
import { compileModule, exported, instantiate, takeMemory, validModule } from '../../src/sim/webassembly.ts';

const bytes = (b: Bytes) => [...b.view()];

describe('numbers', () => {
  test.each([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624485, [0xe5, 0x8e, 0x26]],
    [0xffffffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('unsigned %i', (value, expected) => expect(bytes(new Bytes().unsigned(value))).toEqual(expected));

  test.each([
    [0, [0x00]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-65, [0xbf, 0x7f]],
    [-123456, [0xc0, 0xbb, 0x78]],
  ])('signed %i', (value, expected) => expect(bytes(new Bytes().signed(value))).toEqual(expected));

  test('signed numbers of 64 bits come back from a constant', () => {
    const memory = takeMemory(64);
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        // The low 32 bits and, shifted down, the high ones.
        const code = new Code().i32(0).i64(value).storeLongAsWord(0);
        code.i32(0).i64(value).i64(32n).op('i64ShrU').storeLongAsWord(4);
        const module = compileModule(wasmModule([{ name: 'run', params: [], locals: [], code }]));
        exported(instantiate(module, memory), 'run')();
        expect(new BigInt64Array(memory.buffer, 0, 1)[0]).toBe(value);
      }),
      { seed: 23, numRuns: 50 },
    );
  });
});

test('a block of bytes grows and is preceded by its length', () => {
  const many = new Bytes().raw(new Uint8Array(1000).fill(7));
  expect(many.length).toBe(1000);
  expect(bytes(new Bytes().sized(many)).slice(0, 4)).toEqual([0xe8, 0x07, 7, 7]);
  expect(bytes(new Bytes().name('run'))).toEqual([3, 0x72, 0x75, 0x6e]);
});

test('the smallest module is the one in the specification, with a memory', () => {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const imports = [2, 15, 1, 3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 0, 0];
  expect([...wasmModule([])]).toEqual([...header, 1, 1, 0, ...imports, 3, 1, 0, 7, 1, 0, 10, 1, 0]);
  expect(validModule(wasmModule([]))).toBe(true);
});

test('functions call each other by number, and locals of equal type are one run', () => {
  const { i32, v128 } = TYPE;
  const one = new Code().get(0).i32(1).op('i32Add');
  const two = new Code().get(0).call(0).call(0);
  const module = wasmModule([
    { params: [i32], result: i32, locals: [v128, v128, i32, v128], code: one },
    { name: 'two', params: [i32], result: i32, locals: [], code: two },
  ]);
  const add = exported(instantiate(compileModule(module), takeMemory(1)), 'two');
  expect(add(40)).toBe(42);
  expect([...module].join(' ')).toContain([3, 2, v128, 1, i32, 1, v128].join(' '));
});

test('a malformed body is not valid', () => {
  const code = new Code().vector('xor');
  expect(validModule(wasmModule([{ name: 'run', params: [], locals: [], code }]))).toBe(false);
});
