import type { InputVector, Model } from '../circuits/circuit.ts';
import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Campaign, type Mismatch } from '../sim/campaign.ts';
import { chooseEngine } from '../sim/engines.ts';
import { evaluate } from '../sim/evaluate.ts';
import { compile } from '../sim/program.ts';
import type { Reference } from '../sim/reference.ts';
import { reusedMemory } from '../sim/webassembly.ts';
import type { Vectors } from './vectors.ts';
import type { Counterexample } from './verdict.ts';

export interface ValueCheck {
  readonly vectors: number;
  readonly counterexample?: Counterexample;
}

/** Short runs follow each other by the thousand, one at a time, so they share one memory. */
const memory = reusedMemory();

/**
 * Runs a netlist on input vectors and compares every output with the reference. Stops at the first vector with a
 * difference and makes it smaller, by the model.
 */
export function checkValues(
  netlist: Netlist,
  reference: Reference,
  model: Model,
  vectors: Vectors,
): ValueCheck {
  const { create } = chooseEngine(vectors.total);
  const campaign = new Campaign(compile(netlist), reference, create, memory);
  let checked = 0;
  for (const part of vectors.parts) {
    const outcome =
      part.kind === 'all'
        ? campaign.exhaustive(0, part.count)
        : part.kind === 'random'
          ? campaign.random(part.seed, 0, part.count)
          : campaign.vectors(part.columns);
    checked += outcome.checked;
    if (outcome.mismatch !== undefined)
      return { vectors: checked, counterexample: smallest(netlist, model, outcome.mismatch) };
  }
  return { vectors: checked };
}

/** Clears bits of a wrong vector, the highest first, for as long as the outputs stay wrong. */
function smallest(netlist: Netlist, model: Model, mismatch: Mismatch): Counterexample {
  let best: InputVector = Object.keys(netlist.inputs).map((name) => mismatch.inputs[name] ?? 0n);
  if (!isWrong(run(netlist, model, best)))
    throw new Error(
      `${netlist.name}: the reference must agree with the model, but not for ${best.join(', ')}`,
    );
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
