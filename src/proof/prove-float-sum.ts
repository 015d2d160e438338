import type { Bus } from '../gates/bus.ts';
import type { Counterexample, PortNumbers } from '../gates/counterexample.ts';
import type { Netlist } from '../gates/netlist.ts';
import { evaluate } from '../sim/evaluate.ts';
import type { Blasted, BlasterKind } from './blaster.ts';
import { floatSumSmt, inputBit, SUM_PORTS, type SumPort, type SumRounding } from './float-sum-smt.ts';
import { addProblem } from './problem.ts';
import type { Proof } from './proof.ts';
import type { SolverKind } from './solver.ts';

/** A netlist that must add floats: ports a, b, perhaps op and rm; r and, as far as it has them, the flags. */
export interface FloatSum {
  readonly netlist: Netlist;
  /** Exponent bits. */
  readonly e: number;
  /** Trailing significand bits. */
  readonly f: number;
  /** What it rounds to. */
  readonly roundings: readonly RoundingCase[];
  /** The right outputs, by a computation that owes nothing to the netlist. */
  right(inputs: PortNumbers): PortNumbers;
}

/** A direction, and the code on the port `rm` that chooses it, where the adder has one. */
export interface RoundingCase {
  readonly rounding: SumRounding;
  readonly rm?: number;
}

/** One question of a proof: is this port right in this rounding direction, for every input? */
export interface FloatStep extends RoundingCase {
  readonly port: SumPort;
  readonly seconds: number;
  readonly verdict: Proof['verdict'];
}

export interface FloatProofOptions {
  readonly blaster: BlasterKind;
  readonly solver: SolverKind;
  /** Ends the proof as undecided; the reason is its own. */
  readonly stop?: AbortSignal | undefined;
  /** Questions asked at a time; 1 by default. */
  readonly threads?: number | undefined;
  readonly onStep?: ((step: FloatStep, done: number, all: number) => void) | undefined;
}

/** A proof of sums. A counterexample has been simulated, and is not what is right. */
export type FloatProof =
  | Exclude<Proof, { verdict: 'refuted' }>
  | (Extract<Proof, { verdict: 'refuted' }> & { readonly port: SumPort });

type Question = Pick<FloatStep, 'port' | 'rounding' | 'rm'>;

/**
 * Proves that a netlist is the addition of SMT-LIB, which is that of IEEE 754: every output port, in each direction, a
 * question each. A blaster makes the standard's addition and the netlist clauses; a SAT solver finds that nothing
 * satisfies them, or an input.
 */
export async function proveFloatSum(sum: FloatSum, options: FloatProofOptions): Promise<FloatProof> {
  const { stop = new AbortController().signal, solver, threads = 1, onStep } = options;
  const { netlist } = sum;
  const questions = questionsOf(sum);
  const methodOf = (blaster: string) => `SMT-LIB's fp.add, by ${blaster} and ${solver.name}`;
  if (stop.aborted)
    return { verdict: 'undecided', method: methodOf(options.blaster.name), reason: String(stop.reason) };
  const blaster = await options.blaster.start();
  const method = methodOf(blaster.name);
  // The first wrong port ends the other questions too.
  const found = new AbortController();
  const either = AbortSignal.any([stop, found.signal]);
  let wrong: FloatProof | undefined;
  let done = 0;
  const answer = async (question: Question): Promise<void> => {
    const asked = performance.now();
    const blasted = await blaster.blast(floatSumSmt(netlist, { ...sum, ...question }), either);
    if (blasted === undefined) return;
    const session = await solver.start();
    const there = addProblem(session, blasted.problem);
    const model = await session.solve([], either);
    const seconds = (performance.now() - asked) / 1000;
    if (either.aborted) return;
    if (model.kind === 'sat') {
      const inputs = inputsOf(netlist, question, blasted, (variable) => model.isTrue(there(variable)));
      const counterexample = confirmSum(sum, inputs);
      wrong ??=
        counterexample === undefined
          ? { verdict: 'undecided', method, reason: 'simulation does not confirm the counterexample' }
          : { verdict: 'refuted', method, port: question.port, counterexample };
    }
    if (model.kind === 'unknown') wrong ??= { verdict: 'undecided', method, reason: model.reason };
    const verdict = model.kind === 'unsat' ? 'proved' : (wrong?.verdict ?? 'undecided');
    done++;
    onStep?.({ ...question, seconds, verdict }, done, questions.length);
    if (wrong !== undefined) found.abort();
  };
  try {
    await eachOf(questions, threads, either, answer);
  } finally {
    found.abort();
    await blaster.stop();
  }
  if (wrong !== undefined) return wrong;
  if (done < questions.length) return { verdict: 'undecided', method, reason: String(stop.reason) };
  return { verdict: 'proved', method };
}

/** Calls `body` for each item, at most so many at a time, until told to stop. */
async function eachOf<T>(
  items: readonly T[],
  threads: number,
  stop: AbortSignal,
  body: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const feed = async () => {
    for (let item = left.shift(); item !== undefined && !stop.aborted; item = left.shift()) await body(item);
  };
  await Promise.all(Array.from({ length: threads }, feed));
}

function questionsOf({ netlist, roundings }: FloatSum): Question[] {
  const ports = SUM_PORTS.filter((port) => netlist.outputs[port] !== undefined);
  return roundings.flatMap((one) => ports.map((port) => ({ port, ...one })));
}

/** The inputs of a model; a bit that the clauses do not speak of may have any value. */
function inputsOf(
  netlist: Netlist,
  { rm }: Question,
  { variables }: Blasted,
  isTrue: (variable: number) => boolean,
): PortNumbers {
  const read = (port: string, bus: Bus) =>
    bus.reduce((value, _, k) => {
      const variable = variables.get(inputBit(port, k));
      return variable !== undefined && isTrue(variable) ? value | (1n << BigInt(k)) : value;
    }, 0n);
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([port, bus]) => [
      port,
      port === 'rm' && rm !== undefined ? BigInt(rm) : read(port, bus),
    ]),
  );
}

/** The inputs with what the netlist makes of them, if that is not what is right. */
export function confirmSum(
  { netlist, right }: Pick<FloatSum, 'netlist' | 'right'>,
  inputs: PortNumbers,
): Counterexample | undefined {
  const got = evaluate(netlist, inputs);
  const all = right(inputs);
  const expected = Object.fromEntries(Object.keys(got).map((name) => [name, all[name] ?? 0n]));
  const isWrong = Object.keys(got).some((name) => got[name] !== expected[name]);
  return isWrong ? { inputs, got, expected } : undefined;
}
