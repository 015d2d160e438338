import type { InputVector } from '../circuits/circuit.ts';
import { at } from '../gates/at.ts';
import type { Mismatch } from '../sim/campaign.ts';
import { evaluate } from '../sim/evaluate.ts';
import { blaming } from './record-error.ts';
import type { Judged } from './under-test.ts';
import type { Counterexample } from './verdict.ts';

/**
 * A mismatch made smaller, by the model: bits of the inputs are cleared, the highest first, for as long as the outputs
 * stay wrong.
 */
export function counterexampleOf(subject: Judged, mismatch: Pick<Mismatch, 'inputs'>): Counterexample {
  const { name, inputs: ports } = subject.observed;
  let best: InputVector = Object.keys(ports).map((port) => mismatch.inputs[port] ?? 0n);
  if (!isWrong(run(subject, best)))
    blaming(subject.circuit, 'meaning.kind', () => {
      throw new Error(`${name}: the reference must agree with the model, but not for ${best.join(', ')}`);
    });
  for (let again = true; again; ) {
    again = false;
    for (let port = 0; port < best.length; port++)
      for (let bit = 1n << BigInt(at(best, port).toString(2).length - 1); bit > 0n; bit >>= 1n) {
        const smaller = best.with(port, at(best, port) & ~bit);
        if (smaller[port] === best[port] || !isWrong(run(subject, smaller))) continue;
        best = smaller;
        again = true;
      }
  }
  const { inputs, expected, got } = run(subject, best);
  return { inputs: asText(inputs), expected: asText(expected), got: asText(got) };
}

/** Whether a counterexample that came from elsewhere is one: its inputs give what it says, and should not. */
export function isCounterexample(subject: Judged, claimed: Counterexample | undefined): boolean {
  const vector = Object.keys(subject.observed.inputs).map((name) => shownValue(claimed?.inputs[name]));
  if (claimed === undefined || vector.some((value) => value === undefined)) return false;
  const tried = run(
    subject,
    vector.map((value) => value ?? 0n),
  );
  const { inputs, expected, got } = tried;
  const shown = { inputs: asText(inputs), expected: asText(expected), got: asText(got) };
  return isWrong(tried) && JSON.stringify(shown) === JSON.stringify(claimed);
}

/** A value as `showValue` writes it. */
function shownValue(text: string | undefined): bigint | undefined {
  return text !== undefined && /^0x[0-9a-f]+$/.test(text) ? BigInt(text) : undefined;
}

function run({ observed: netlist, model }: Judged, vector: InputVector) {
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

/** In hexadecimal, which the command line reads as bits at every port; decimals mean numbers at those of floats. */
export function showValue(value: bigint): string {
  return `0x${value.toString(16)}`;
}
