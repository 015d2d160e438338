import type { InputVector } from '../circuits/circuit.ts';
import { at } from '../gates/at.ts';
import { type AsTexts, type Counterexample, portTexts, readPorts } from '../gates/counterexample.ts';
import { evaluate } from '../sim/evaluate.ts';
import { blaming } from './record-error.ts';
import type { Judged } from './under-test.ts';

/**
 * A mismatch made smaller, by the model: bits of the inputs are cleared, the highest first, for as long as the outputs
 * stay wrong.
 */
export function counterexampleOf(
  subject: Judged,
  mismatch: Pick<Counterexample, 'inputs'>,
): Required<Counterexample> {
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
  return run(subject, best);
}

/** A counterexample as it is told to whoever is elsewhere. */
export function counterexampleTexts({
  inputs,
  expected,
  got,
}: Required<Counterexample>): CounterexampleTexts {
  return { inputs: portTexts(inputs), expected: portTexts(expected), got: portTexts(got) };
}

export type CounterexampleTexts = AsTexts<Required<Counterexample>>;

/** What `counterexampleTexts` wrote; undefined where it cannot be read. */
export function readCounterexample(texts: CounterexampleTexts): Required<Counterexample> | undefined {
  const inputs = readPorts(texts.inputs);
  const expected = readPorts(texts.expected);
  const got = readPorts(texts.got);
  return inputs && expected && got ? { inputs, expected, got } : undefined;
}

/** Whether a counterexample that came from elsewhere is one: its inputs give what it says, and should not. */
export function isCounterexample(subject: Judged, claimed: CounterexampleTexts | undefined): boolean {
  const inputs = claimed === undefined ? undefined : readPorts(claimed.inputs);
  if (inputs === undefined || Object.keys(subject.observed.inputs).some((name) => inputs[name] === undefined))
    return false;
  const tried = run(
    subject,
    Object.keys(subject.observed.inputs).map((name) => inputs[name] ?? 0n),
  );
  return isWrong(tried) && JSON.stringify(counterexampleTexts(tried)) === JSON.stringify(claimed);
}

function run({ observed: netlist, model }: Judged, vector: InputVector): Required<Counterexample> {
  const inputs = Object.fromEntries(
    Object.keys(netlist.inputs).map((name, port) => [name, at(vector, port)]),
  );
  const got = evaluate(netlist, inputs);
  const wanted = model(vector);
  const expected = Object.fromEntries(Object.keys(got).map((name) => [name, wanted[name] ?? 0n]));
  return { inputs, expected, got };
}

function isWrong({ got, expected }: Required<Counterexample>): boolean {
  return Object.entries(got).some(([name, value]) => value !== expected[name]);
}
