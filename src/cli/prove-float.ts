import { type AnyCircuit, buildCircuit, modelOf } from '../circuits/circuit.ts';
import { type Direction, ROUNDING_CODES } from '../circuits/float-adder/rounding.ts';
import type { AnyValues } from '../circuits/params.ts';
import {
  type SmtRounding,
  SUM_PORTS,
  type SumPort,
  smtFloatAddition,
} from '../formats/smt-float-addition.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { evaluate, type PortValues } from '../sim/evaluate.ts';
import { startZ3, type Z3, type Z3Answer } from './z3.ts';

/** One question of a proof: is this port right in this rounding direction, for every input? */
export interface FloatStep {
  readonly port: SumPort;
  readonly rounding: Direction;
  /** The code on the port `rm`, where the adder has one. */
  readonly rm?: number;
  readonly seconds: number;
  readonly answer: Z3Answer['kind'];
}

export interface FloatProofOptions {
  /** For the whole proof; without it there is no limit. */
  readonly timeoutSeconds?: number;
  readonly onProgress?: (step: FloatStep, done: number, all: number) => void;
  /** What is proved, instead of the netlist that the circuit builds. */
  readonly netlist?: Netlist;
}

/** What came of it. A counterexample has been simulated, and is not what the circuit's model says. */
export type FloatProof = { readonly method: string; readonly seconds: number } & (
  | { readonly verdict: 'proved' }
  | {
      readonly verdict: 'refuted';
      readonly counterexample: {
        readonly port: SumPort;
        readonly inputs: PortValues;
        readonly outputs: PortValues;
        readonly right: PortValues;
      };
    }
  | { readonly verdict: 'undecided'; readonly reason: string }
);

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
 * direction the adder rounds in or for each code of its port `rm`, one question each to Z3.
 */
export async function proveFloat(
  circuit: AnyCircuit,
  params: AnyValues,
  options: FloatProofOptions = {},
): Promise<FloatProof> {
  const started = performance.now();
  const netlist = options.netlist ?? buildCircuit(circuit, params);
  const limit = (options.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  const left = () => Math.max(0, limit - (performance.now() - started));
  let method = "SMT-LIB's fp.add, by Z3";
  let z3: Z3 | undefined;
  const end = () => ({ method, seconds: Number(((performance.now() - started) / 1000).toFixed(3)) });
  try {
    const questions = questionsOf(netlist, params);
    for (const [done, question] of questions.entries()) {
      if (left() === 0) return { verdict: 'undecided', ...end(), reason: 'the time ran out' };
      z3 ??= await startZ3();
      const asked = performance.now();
      method = `SMT-LIB's fp.add, by ${z3.version}`;
      const text = smtFloatAddition(netlist, smtQuestion(question, params));
      const answer = await z3.ask(text, left());
      const seconds = (performance.now() - asked) / 1000;
      options.onProgress?.({ ...question, seconds, answer: answer.kind }, done + 1, questions.length);
      if (answer.kind === 'unknown') return { verdict: 'undecided', ...end(), reason: answer.reason };
      if (answer.kind === 'satisfiable') {
        const counterexample = confirm(circuit, params, netlist, answer.values);
        if (counterexample === undefined)
          return {
            verdict: 'undecided',
            ...end(),
            reason: "simulation does not confirm Z3's counterexample",
          };
        return { verdict: 'refuted', ...end(), counterexample: { port: question.port, ...counterexample } };
      }
    }
    return { verdict: 'proved', ...end() };
  } finally {
    await z3?.stop();
  }
}

function questionsOf(netlist: Netlist, { rounding }: AnyValues): Question[] {
  const direct = directions.find((name) => name === rounding);
  if (direct !== undefined) return SUM_PORTS.map((port) => ({ port, rounding: direct }));
  if (rounding !== 'port') throw mustBe(netlist.name, 'rounding', 'that of a floating-point adder', rounding);
  return RM_DIRECTIONS.flatMap((rounding, rm) => SUM_PORTS.map((port) => ({ port, rounding, rm })));
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

/** The inputs of a model with what the netlist makes of them, if that is not what the circuit's own model says. */
function confirm(circuit: AnyCircuit, params: AnyValues, netlist: Netlist, values: PortValues) {
  // A constant that Z3 leaves out may have any value.
  const inputs = Object.fromEntries(Object.keys(netlist.inputs).map((name) => [name, values[name] ?? 0n]));
  const outputs = evaluate(netlist, inputs);
  const right = modelOf(circuit, params)(Object.values(inputs));
  const isWrong = Object.keys(outputs).some((name) => outputs[name] !== right[name]);
  return isWrong ? { inputs, outputs, right } : undefined;
}
