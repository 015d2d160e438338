import type { InputVector, Model } from '../circuits/circuit.ts';
import { at, wordAt } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { slicePort } from '../sim/bitslice.ts';
import { evaluate } from '../sim/evaluate.ts';
import { interpreter } from '../sim/interpreter.ts';
import { compile } from '../sim/program.ts';
import type { Counterexample } from './verdict.ts';

const WORDS = 16;
const LANES = 32 * WORDS;

export interface ValueCheck {
  readonly vectors: number;
  readonly counterexample?: Counterexample;
}

/**
 * Runs a netlist on input vectors, many lanes at a time, and compares every output with the model. Stops at the first
 * block with a difference and makes its first counterexample smaller.
 */
export function checkValues(netlist: Netlist, model: Model, vectors: Iterable<InputVector>): ValueCheck {
  const bench = new Bench(netlist, model);
  let checked = 0;
  for (const vector of vectors) {
    checked++;
    const wrong = bench.add(vector);
    if (wrong !== undefined) return { vectors: checked, counterexample: smallest(netlist, model, wrong) };
  }
  const wrong = bench.flush();
  if (wrong !== undefined) return { vectors: checked, counterexample: smallest(netlist, model, wrong) };
  return { vectors: checked };
}

/** Collects vectors until every lane has one, then runs them. */
class Bench {
  readonly #model: Model;
  readonly #simulator;
  readonly #inputs: readonly Column[];
  readonly #outputs: readonly Column[];
  readonly #expected: Uint32Array;
  #lanes = 0;

  constructor(netlist: Netlist, model: Model) {
    this.#model = model;
    this.#simulator = interpreter(compile(netlist), WORDS);
    this.#inputs = columnsOf(netlist.inputs);
    this.#outputs = columnsOf(netlist.outputs);
    this.#expected = new Uint32Array(this.#simulator.outputs.length);
  }

  /** Takes a vector; returns a wrong one of the block that it filled, if there is any. */
  add(vector: InputVector): InputVector | undefined {
    const lane = this.#lanes++;
    for (let port = 0; port < this.#inputs.length; port++)
      at(this.#inputs, port).values[lane] = at(vector, port);
    const expected = this.#model(vector);
    for (let port = 0; port < this.#outputs.length; port++) {
      const { name, values } = at(this.#outputs, port);
      values[lane] = expected[name] ?? 0n;
    }
    return this.#lanes === LANES ? this.flush() : undefined;
  }

  /** Runs what has been taken; returns the first vector with a wrong output. */
  flush(): InputVector | undefined {
    const lanes = this.#lanes;
    this.#lanes = 0;
    if (lanes === 0) return undefined;
    for (const { values, width, from } of this.#inputs)
      slicePort(values, lanes, width, this.#simulator.inputs.subarray(from), WORDS);
    this.#simulator.run();
    for (const { values, width, from } of this.#outputs)
      slicePort(values, lanes, width, this.#expected.subarray(from), WORDS);
    const lane = differingLane(this.#simulator.outputs, this.#expected, lanes);
    return lane === -1 ? undefined : this.#inputs.map(({ values }) => at(values, lane));
  }
}

/** The values of one port, a lane each, and where its planes begin. */
interface Column {
  readonly name: string;
  readonly width: number;
  readonly from: number;
  readonly values: bigint[];
}

function columnsOf(ports: Netlist['inputs']): Column[] {
  let from = 0;
  return Object.entries(ports).map(([name, bus]) => {
    const column = { name, width: bus.length, from, values: new Array<bigint>(LANES).fill(0n) };
    from += bus.length * WORDS;
    return column;
  });
}

function differingLane(outputs: Uint32Array, expected: Uint32Array, lanes: number): number {
  for (let word = 0; 32 * word < lanes; word++) {
    const mask = lanes - 32 * word >= 32 ? -1 : 2 ** (lanes - 32 * word) - 1;
    let differs = 0;
    for (let k = word; k < outputs.length; k += WORDS) differs |= wordAt(outputs, k) ^ wordAt(expected, k);
    differs &= mask;
    if (differs !== 0) return 32 * word + 31 - Math.clz32(differs & -differs);
  }
  return -1;
}

/** Clears bits of a wrong vector, the highest first, for as long as the outputs stay wrong. */
function smallest(netlist: Netlist, model: Model, wrong: InputVector): Counterexample {
  let best = wrong;
  for (let again = true; again; ) {
    again = false;
    for (let port = 0; port < best.length; port++)
      for (let bit = 1n << BigInt(at(best, port).toString(2).length - 1); bit > 0n; bit >>= 1n) {
        const smaller = best.with(port, at(best, port) & ~bit);
        if (smaller[port] === best[port] || !isWrong(run(netlist, model, smaller))) continue;
        best = smaller;
        again = true;
      }
  }
  const { inputs, expected, got } = run(netlist, model, best);
  return { inputs: asText(inputs), expected: asText(expected), got: asText(got) };
}

function run(netlist: Netlist, model: Model, vector: InputVector) {
  const inputs = Object.fromEntries(
    Object.keys(netlist.inputs).map((name, port) => [name, at(vector, port)]),
  );
  const got = evaluate(netlist, inputs);
  const wanted = model(vector);
  return {
    inputs,
    got,
    expected: Object.fromEntries(Object.keys(got).map((name) => [name, wanted[name] ?? 0n])),
  };
}

function isWrong({ got, expected }: ReturnType<typeof run>): boolean {
  return Object.entries(got).some(([name, value]) => value !== expected[name]);
}

function asText(values: Record<string, bigint>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, showValue(value)]));
}

/** Small numbers in decimal, others in hexadecimal: as the command line prints and reads them. */
export function showValue(value: bigint): string {
  return value < 1_000_000n ? value.toString() : `0x${value.toString(16)}`;
}
