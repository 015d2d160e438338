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

/** The next multiple of 16 from `bytes` on: where a vector may begin. */
export function alignUp(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}

/** A memory of at least this many bytes, all zero. */
export function newMemory(bytes: number): WasmMemory {
  return new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE)) });
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

/** Where simulators take memory from: at least so many bytes, of which only a new one's are zero. */
export type MemorySource = (bytes: number) => WasmMemory;

/**
 * A source that gives the same memory again and again, for one simulator at a time: whoever takes it ends the life of
 * what was there. Thousands of short runs would otherwise spend their time on making memories.
 */
export function reusedMemory(): MemorySource {
  let memory: WasmMemory | undefined;
  return (bytes) => {
    if (memory === undefined || memory.buffer.byteLength < bytes) memory = newMemory(2 * bytes);
    return memory;
  };
}

const instances = new WeakMap<WasmMemory, Map<CompiledModule, WasmExports>>();

/** The exported functions of a module that works on this memory; one instance for each pair. */
export function instantiate(module: CompiledModule, memory: WasmMemory): WasmExports {
  const known = instances.get(memory) ?? new Map<CompiledModule, WasmExports>();
  instances.set(memory, known);
  const instance = known.get(module) ?? new WebAssembly.Instance(module, { env: { memory } }).exports;
  known.set(module, instance);
  return instance;
}

/** The exported function of this name. */
export function exported(exports: WasmExports, name: string): (...args: number[]) => number {
  const f = exports[name];
  if (f === undefined) throw new Error(`a module must export ${name}`);
  return f;
}
