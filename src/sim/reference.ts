import { at, wordAt } from '../gates/at.ts';
import { mustBe } from '../gates/must-be.ts';
import { accumulator, multiplier } from './arithmetic-kernel.ts';
import { LANES, placeOf } from './check-kernel.ts';
import type { Repeat } from './stimulus.ts';
import type { WasmMemory } from './webassembly.ts';

/** The values of a port in every lane of a block: 32 bits of each to an array, least significant first. */
export interface LaneValues {
  readonly name: string;
  readonly width: number;
  readonly limbs: readonly Uint32Array[];
}

/** Where a reference reads the inputs of a block and writes what the outputs must be; `memory` holds all of it. */
export interface BlockValues {
  readonly memory: WasmMemory;
  readonly inputs: readonly LaneValues[];
  readonly expected: readonly LaneValues[];
}

/**
 * What a circuit must compute, by another way than its own: machine arithmetic on values, not gates on bits. It is
 * told once where the values are; the function it returns fills in the expected outputs of the block at hand. Place k
 * of every array belongs to one vector; the vector of a lane is at `placeOf(lane)`. What lanes repeat, a slow reference
 * need not work out again.
 */
export type Reference = (values: BlockValues) => (repeat: Repeat) => void;

/** The product of the two inputs, by 64-bit multiplication in WebAssembly. */
export const product: Reference = ({ memory, inputs, expected }) => {
  const [a, b, ...more] = inputs;
  if (a === undefined || b === undefined || more.length > 0)
    throw mustBe('product', 'number of inputs', '2', inputs.length);
  const p = onlyOutput('product', expected);
  const multiply = multiplier(memory, a.limbs.length, b.limbs.length, p.limbs.length);
  const [atA, atB, atP] = [address(a), address(b), address(p)];
  return () => multiply(atA, atB, atP);
};

/** The sum of all inputs, by 64-bit addition in WebAssembly. */
export const sum: Reference = ({ memory, inputs, expected }) => {
  const s = onlyOutput('sum', expected);
  const terms = inputs.map((port) => {
    const add = accumulator(memory, port.limbs.length, s.limbs.length);
    return () => add(address(port), address(s));
  });
  return () => {
    for (const limb of s.limbs) limb.fill(0);
    for (const add of terms) add();
  };
};

/**
 * Any function on whole numbers, one vector at a time: right for every circuit, and slow. It is given the values of
 * the input ports in their order.
 */
export function byModel(model: (vector: readonly bigint[]) => Readonly<Record<string, bigint>>): Reference {
  return ({ inputs, expected }) =>
    ({ distinct, period }) => {
      for (let lane = 0; lane < distinct; lane++) {
        const place = placeOf(lane);
        const results = model(inputs.map((port) => valueAt(port, place)));
        for (const port of expected) setValue(port, place, results[port.name] ?? 0n);
      }
      for (const { limbs } of expected)
        for (const limb of limbs)
          for (let lane = distinct; lane < LANES; lane++)
            limb[placeOf(lane)] = wordAt(limb, placeOf(lane - period));
    };
}

/** The value of a port at a place. */
export function valueAt(port: LaneValues, place: number): bigint {
  const [low, high] = port.limbs;
  if (low === undefined) return 0n;
  if (high === undefined) return BigInt(wordAt(low, place));
  let value = 0n;
  for (let limb = port.limbs.length - 1; limb >= 0; limb--)
    value = (value << 32n) | BigInt(wordAt(at(port.limbs, limb), place));
  return value;
}

function setValue(port: LaneValues, place: number, value: bigint): void {
  let rest = value;
  for (const limb of port.limbs) {
    limb[place] = Number(rest & 0xffffffffn);
    rest >>= 32n;
  }
  // Too many bits for the port differ from whatever it holds; too many for the limbs would be lost.
  if (rest !== 0n) throw mustBe('model', `output ${port.name}`, `of at most ${port.width} bits`, value);
}

function onlyOutput(who: string, expected: readonly LaneValues[]): LaneValues {
  const [port, ...more] = expected;
  if (port === undefined || more.length > 0) throw mustBe(who, 'number of outputs', '1', expected.length);
  return port;
}

function address(port: LaneValues): number {
  return at(port.limbs, 0).byteOffset;
}
