import { type AnyCircuit, buildCircuit, modelOf } from '../circuits/circuit.ts';
import { type Direction, ROUNDING_CODES } from '../circuits/float-adder/rounding.ts';
import type { AnyValues } from '../circuits/params.ts';
import {
  inputBit,
  type SmtRounding,
  SUM_PORTS,
  type SumPort,
  smtFloatAddition,
} from '../formats/smt-float-addition.ts';
import type { Bus } from '../gates/bus.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { solverNamed } from '../host/solvers.ts';
import { Z3 } from '../host/z3.ts';
import type { Blasted, Blaster } from '../proof/blaster.ts';
import { addProblem } from '../proof/problem.ts';
import type { Proof } from '../proof/proof.ts';
import type { PortNumbers } from '../proof/refute.ts';
import type { SolverKind } from '../proof/solver.ts';
import { evaluate } from '../sim/evaluate.ts';
import { Random } from '../sim/random.ts';

/** One question of a proof: is this port right in this rounding direction, for every input? */
export interface FloatStep {
  readonly port: SumPort;
  readonly rounding: Direction;
  /** The code on the port `rm`, where the adder has one. */
  readonly rm?: number;
  readonly seconds: number;
  readonly verdict: Proof['verdict'];
}

export interface FloatProofOptions {
  /** Ends the proof as undecided; the reason is its own. */
  readonly stop?: AbortSignal;
  /** By default the fastest that is there. */
  readonly solver?: SolverKind;
  /** A Z3 that is running already, and goes on running. */
  readonly z3?: Blaster;
  /** Questions asked at a time; 1 by default. */
  readonly threads?: number;
  readonly onStep?: (step: FloatStep, done: number, all: number) => void;
  /** What is proved, instead of the netlist that the circuit builds. */
  readonly netlist?: Netlist;
}

/** A proof of sums. A counterexample has been simulated, and is not what the circuit's model says. */
export type FloatProof =
  | Exclude<Proof, { verdict: 'refuted' }>
  | (Extract<Proof, { verdict: 'refuted' }> & { readonly port: SumPort; readonly right: PortNumbers });

const SMT_NAMES: Readonly<Record<Direction, SmtRounding>> = {
  'ties-to-even': 'RNE',
  'toward-zero': 'RTZ',
  down: 'RTN',
  up: 'RTP',
  'ties-away': 'RNA',
  'to-odd': 'odd',
};

type Question = Pick<FloatStep, 'port' | 'rounding' | 'rm'>;

/**
 * Proves a floating-point adder against the addition of SMT-LIB, which is that of IEEE 754: every output port, in the
 * direction the adder rounds in or for each code of its port `rm`, a question each. Z3 makes the standard's addition and
 * the netlist clauses; a SAT solver finds that nothing satisfies them, or an input.
 */
export async function proveFloat(
  circuit: AnyCircuit,
  params: AnyValues,
  options: FloatProofOptions = {},
): Promise<FloatProof> {
  const { stop = new AbortController().signal, solver = solverNamed(), threads = 1, onStep } = options;
  const netlist = options.netlist ?? buildCircuit(circuit, params);
  const questions = questionsOf(netlist, params);
  const named = `SMT-LIB's fp.add, by Z3 and ${solver.name}`;
  if (stop.aborted) return { verdict: 'undecided', method: named, reason: String(stop.reason) };
  const z3 = options.z3 ?? (await Z3.start());
  const method = `SMT-LIB's fp.add, by ${z3.name} and ${solver.name}`;
  // The first wrong port ends the other questions too.
  const found = new AbortController();
  const either = AbortSignal.any([stop, found.signal]);
  let wrong: FloatProof | undefined;
  let done = 0;
  const answer = async (question: Question): Promise<void> => {
    const asked = performance.now();
    const blasted = await z3.blast(smtFloatAddition(netlist, smtQuestion(question, params)), either);
    if (blasted === undefined) return;
    const session = await solver.start();
    const there = addProblem(session, blasted.problem);
    const model = await session.solve([], either);
    const seconds = (performance.now() - asked) / 1000;
    if (either.aborted) return;
    if (model.kind === 'sat') {
      const inputs = inputsOf(netlist, question, blasted, (variable) => model.isTrue(there(variable)));
      const counterexample = confirm(circuit, params, netlist, inputs);
      wrong ??=
        counterexample === undefined
          ? { verdict: 'undecided', method, reason: 'simulation does not confirm the counterexample' }
          : { verdict: 'refuted', method, port: question.port, ...counterexample };
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
    if (options.z3 === undefined) await z3.stop();
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

/** Whether a circuit is one that this proves: of floats in one format, with the ports of a sum. */
export function isFloatAdder(circuit: AnyCircuit): boolean {
  return ['e', 'f', 'rounding'].every((name) => name in circuit.params) && circuit.floats !== undefined;
}

function questionsOf(netlist: Netlist, { rounding }: AnyValues): Question[] {
  const direct = directions.find((name) => name === rounding);
  const ports = SUM_PORTS.filter((port) => netlist.outputs[port] !== undefined);
  if (direct !== undefined) return ports.map((port) => ({ port, rounding: direct }));
  if (rounding !== 'port') throw mustBe(netlist.name, 'rounding', 'that of a floating-point adder', rounding);
  return RM_DIRECTIONS.flatMap((rounding, rm) => ports.map((port) => ({ port, rounding, rm })));
}

const directions = Object.keys(SMT_NAMES) as Direction[];

/** By code on the port `rm`: 5 acts as 4 and 7 as 6. */
const RM_DIRECTIONS = [0, 1, 2, 3, 4, 4, 6, 6].flatMap((code) =>
  directions.filter((direction) => ROUNDING_CODES[direction] === code),
);

function smtQuestion({ port, rounding, rm }: Question, { e, f }: AnyValues) {
  const smt = { e: Number(e), f: Number(f), port, rounding: SMT_NAMES[rounding] };
  return rm === undefined ? smt : { ...smt, rm };
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

/** The inputs with what the netlist makes of them, if that is not what the circuit's own model says. */
function confirm(circuit: AnyCircuit, params: AnyValues, netlist: Netlist, inputs: PortNumbers) {
  const outputs = evaluate(netlist, inputs);
  // A port that the netlist lacks, as op, is 0.
  const ports = Object.entries(circuit.inputs(params)).filter(([, width]) => width > 0);
  const model = modelOf(circuit, params)(ports.map(([name]) => inputs[name] ?? 0n));
  const right = Object.fromEntries(Object.keys(outputs).map((name) => [name, model[name] ?? 0n]));
  const isWrong = Object.keys(outputs).some((name) => outputs[name] !== right[name]);
  return isWrong ? { counterexample: { inputs, outputs }, right } : undefined;
}

/** Vectors that speak against a netlist that does not add; more do not tell more. */
const FEW_VECTORS = 64;

/** Whether a netlist may be such an adder, as far as a few vectors tell. */
export function mayAddFloats(circuit: AnyCircuit, params: AnyValues, netlist: Netlist): boolean {
  const random = new Random(1);
  for (let k = 0; k < FEW_VECTORS; k++) {
    const inputs = Object.fromEntries(
      Object.entries(netlist.inputs).map(([name, { length }]) => [name, randomBits(random, length)]),
    );
    if (confirm(circuit, params, netlist, inputs) !== undefined) return false;
  }
  return true;
}

function randomBits(random: Random, width: number): bigint {
  let value = 0n;
  for (let k = 0; k < width; k += 32) value = (value << 32n) | BigInt(random.word());
  return BigInt.asUintN(width, value);
}
