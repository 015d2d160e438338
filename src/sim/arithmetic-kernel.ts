import { at } from '../gates/at.ts';
import { LIMB } from './check-kernel.ts';
import { Code, TYPE, type ValueType, type WasmFunction, wasmModule } from './wasm.ts';
import { type CompiledModule, compileModule, exported, instantiate, type WasmMemory } from './webassembly.ts';

/**
 * Arithmetic on the values of a block, lane by lane, for references. Numbers are limbs of 32 bits, LIMB bytes apart.
 * One small module for each number of limbs, compiled once.
 */
const modules = new Map<string, CompiledModule>();

/** Lanes to a turn of a loop, whose own cost is that of several instructions. */
const UNROLL = 16;

/** The function that `write` writes, on this memory; `key` tells it from others. */
export function kernel(
  memory: WasmMemory,
  key: string,
  write: () => WasmFunction,
): (...args: number[]) => number {
  let module = modules.get(key);
  if (module === undefined) {
    module = compileModule(wasmModule([write()]));
    modules.set(key, module);
  }
  return exported(instantiate(module, memory), 'run');
}

/** p = a b in every lane, modulo 2^32 to the number of limbs of p; called with the addresses of a, b and p. */
export function multiplier(memory: WasmMemory, aLimbs: number, bLimbs: number, pLimbs: number) {
  return kernel(memory, `multiply ${aLimbs} ${bLimbs} ${pLimbs}`, () =>
    aLimbs + bLimbs + pLimbs === 3 ? multiplyWords() : multiplyLimbs(aLimbs, bLimbs, pLimbs),
  );
}

/** s = s + x in every lane, modulo 2^32 to the number of limbs of s; called with the addresses of x and s. */
export function accumulator(memory: WasmMemory, xLimbs: number, sLimbs: number) {
  return kernel(memory, `accumulate ${xLimbs} ${sLimbs}`, () => accumulate(xLimbs, sLimbs));
}

/** One limb times one limb to one limb: four lanes at a time. */
function multiplyWords(): WasmFunction {
  const [A, B, P, END] = [0, 1, 2, 3];
  const code = new Code();
  code.get(A).i32(LIMB).op('i32Add').set(END);
  code.loop(() => {
    for (let offset = 0; offset < 4 * UNROLL; offset += 16) {
      code.get(P).get(A).loadVector(offset).get(B).loadVector(offset);
      code.vector('i32x4Mul').storeVector(offset);
    }
    advance(code, [B, P, A]);
    code.get(A).get(END).op('i32Ne').branchIf(0);
  });
  const { i32 } = TYPE;
  return { name: 'run', params: [i32, i32, i32], locals: [i32], code };
}

/** Long multiplication, limb by limb: a_i b_j + p + carry fits 64 bits. */
function multiplyLimbs(aLimbs: number, bLimbs: number, pLimbs: number): WasmFunction {
  const [A, B, P, END] = [0, 1, 2, 3];
  const { i32, i64 } = TYPE;
  const locals: ValueType[] = [i32];
  const longs = (length: number) =>
    Array.from({ length }, () => {
      locals.push(i64);
      return 2 + locals.length;
    });
  const [a, b, p, [carry = 0, t = 0]] = [longs(aLimbs), longs(bLimbs), longs(aLimbs + bLimbs), longs(2)];
  const code = new Code();
  code.get(A).i32(LIMB).op('i32Add').set(END);
  code.loop(() => {
    for (let offset = 0; offset < 4 * UNROLL; offset += 4) {
      for (const [k, limb] of a.entries()) {
        code.get(A).loadWordAsLong(k * LIMB + offset);
        code.set(limb);
      }
      for (const [k, limb] of b.entries()) {
        code.get(B).loadWordAsLong(k * LIMB + offset);
        code.set(limb);
      }
      for (let i = 0; i < aLimbs; i++) {
        for (let j = 0; j < bLimbs; j++) {
          code.get(at(a, i)).get(at(b, j)).op('i64Mul');
          if (i > 0) code.get(at(p, i + j)).op('i64Add');
          if (j > 0) code.get(carry).op('i64Add');
          code.tee(t).i64(0xffffffffn).op('i64And');
          code.set(at(p, i + j));
          code.get(t).i64(32n).op('i64ShrU').set(carry);
        }
        code.get(carry).set(at(p, i + bLimbs));
      }
      for (let k = 0; k < pLimbs; k++) {
        code.get(P);
        const limb = p[k];
        if (limb === undefined) code.i64(0n);
        else code.get(limb);
        code.storeLongAsWord(k * LIMB + offset);
      }
    }
    advance(code, [B, P, A]);
    code.get(A).get(END).op('i32Ne').branchIf(0);
  });
  return { name: 'run', params: [i32, i32, i32], locals, code };
}

function accumulate(xLimbs: number, sLimbs: number): WasmFunction {
  const [X, S, END, T] = [0, 1, 2, 3];
  const code = new Code();
  code.get(X).i32(LIMB).op('i32Add').set(END);
  code.loop(() => {
    for (let lane = 0; lane < UNROLL; lane++)
      for (let k = 0; k < sLimbs; k++) {
        const offset = k * LIMB + 4 * lane;
        code.get(S).get(S).loadWordAsLong(offset);
        if (k < xLimbs) code.get(X).loadWordAsLong(offset).op('i64Add');
        if (k > 0) code.get(T).i64(32n).op('i64ShrU').op('i64Add');
        code.tee(T).storeLongAsWord(offset);
      }
    advance(code, [S, X]);
    code.get(X).get(END).op('i32Ne').branchIf(0);
  });
  const { i32, i64 } = TYPE;
  return { name: 'run', params: [i32, i32], locals: [i32, i64], code };
}

/** Moves addresses on by one turn of the loop. */
function advance(code: Code, addresses: readonly number[]): void {
  for (const address of addresses)
    code
      .get(address)
      .i32(4 * UNROLL)
      .op('i32Add')
      .set(address);
}
