import { at } from '../gates/at.ts';
import { mustBe } from '../gates/must-be.ts';
import { Code, TYPE, wasmModule } from './wasm.ts';

/**
 * The part of the WebAssembly interface that the engines use. It is the same in Node and in browsers, but the
 * compiler's own description of it comes only with all the rest of a browser.
 */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export type WasmExports = Readonly<Record<string, (...args: number[]) => number>>;

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: WasmExports };
  readonly Memory: new (limits: { initial: number }) => WasmMemory;
  validate(bytes: Uint8Array): boolean;
};

export type CompiledModule = object;

const PAGE = 65536;

/** What a 32-bit address reaches. */
const MOST_BYTES = 2 ** 32 - PAGE;

/** Memories that nobody uses now. Fresh pages are slow to touch, so whoever runs thousands of netlists gives back. */
const spare: WasmMemory[] = [];

/** More are let go: a worker needs one or two at a time. */
const MOST_SPARE = 4;

/** A memory of at least this many bytes, whatever they hold. */
export function takeMemory(bytes: number): WasmMemory {
  const known = spare.findIndex(({ buffer }) => buffer.byteLength >= bytes);
  if (known >= 0) return at(spare.splice(known, 1), 0);
  if (bytes > MOST_BYTES)
    throw mustBe('simulator', 'size of its memory', `at most ${MOST_BYTES} bytes`, bytes);
  return new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE)) });
}

/** Gives a memory back for the next to take; who gives it must not use it again. */
export function giveBackMemory(memory: WasmMemory): void {
  if (spare.length < MOST_SPARE && !spare.includes(memory)) spare.push(memory);
}

export function compileModule(bytes: Uint8Array): CompiledModule {
  return new WebAssembly.Module(bytes);
}

/** Whether the bytes are a well-formed module that this machine can run. */
export function validModule(bytes: Uint8Array): boolean {
  return WebAssembly.validate(bytes);
}

let vectors: boolean | undefined;

/** Whether this machine runs WebAssembly with 128-bit vectors; a page may be forbidden to. */
export function vectorsWork(): boolean {
  if (vectors === undefined) {
    try {
      const code = new Code().splat(0).vector('anyTrue');
      vectors = validModule(wasmModule([{ params: [], result: TYPE.i32, locals: [], code }]));
    } catch {
      vectors = false;
    }
  }
  return vectors;
}

/** By module, so that one written for a single netlist goes with it. */
const instances = new WeakMap<CompiledModule, WeakMap<WasmMemory, WasmExports>>();

/** The exported functions of a module that works on this memory; one instance for each pair. */
export function instantiate(module: CompiledModule, memory: WasmMemory): WasmExports {
  const known = instances.get(module) ?? new WeakMap<WasmMemory, WasmExports>();
  instances.set(module, known);
  const instance = known.get(memory) ?? new WebAssembly.Instance(module, { env: { memory } }).exports;
  known.set(memory, instance);
  return instance;
}

/** The exported function of this name. */
export function exported(exports: WasmExports, name: string): (...args: number[]) => number {
  const f = exports[name];
  if (f === undefined) throw new Error(`a module must export ${name}`);
  return f;
}
