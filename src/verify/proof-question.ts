import { said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Proof } from '../proof/proof.ts';
import type { FloatProof } from '../proof/prove-float-sum.ts';
import { settle } from '../proof/settle-doubt.ts';
import type { SolverKind } from '../proof/solver.ts';
import { type Matched, matchPorts } from './match-ports.ts';
import type { FloatSubject, ProofSubject } from './proof-subject.ts';
import { proveCircuit } from './prove-circuit.ts';
import { type FloatAdderOptions, proveFloatAdder, proveFloatReading } from './prove-float-adder.ts';
import { proveReading, type ReadingProof, settleReading } from './prove-reading.ts';
import { proveMatched } from './prove-same.ts';
import type { Unclear } from './unclear.ts';

/** What is to be proved of a netlist: what its record or reading says, that it is as another, or that it adds floats. */
export type ProofQuestion =
  | { readonly kind: 'as said'; readonly subject: ProofSubject }
  | {
      readonly kind: 'same';
      readonly subject: ProofSubject;
      readonly reference: ProofSubject;
      readonly matched: Matched;
    }
  | { readonly kind: 'float sum'; readonly subject: FloatSubject };

/** What proofs may use. */
export interface ProofMeans extends Omit<FloatAdderOptions, 'netlist'> {
  readonly solver: SolverKind;
  /** For the doubts that proofs by rewriting leave. */
  readonly doubtSolver: SolverKind;
}

/** A proof, or what must be said before there can be one. */
export type Answer = ReadingProof | Proof | FloatProof | Unclear;

/** The question whether a netlist is as another, whose ports `match` may say to be the same; see `matchPorts`. */
export function sameQuestion(subject: ProofSubject, reference: ProofSubject, match?: string): ProofQuestion {
  const called = ({ label, netlist }: ProofSubject) => ({ ...netlist, name: label });
  return {
    kind: 'same',
    subject,
    reference,
    matched: matchPorts(called(subject), called(reference), match),
  };
}

/** Proves what is asked, or refutes it, or says why neither. */
export async function answer(question: ProofQuestion, means: ProofMeans): Promise<Answer> {
  switch (question.kind) {
    case 'as said':
      return proveSaid(question.subject, means);
    case 'same': {
      const { subject, reference, matched } = question;
      const { netlist, equation } = reference;
      return proveMatched(matched, {
        solver: means.solver,
        stop: means.stop,
        specification:
          reference.circuit === undefined || equation === undefined ? undefined : { netlist, equation },
        isOrderSure: subject.id !== undefined && reference.id !== undefined,
      });
    }
    case 'float sum': {
      const { circuit, params, ports } = question.subject;
      return ports === undefined
        ? proveFloatAdder(circuit, params, means)
        : proveFloatReading(circuit, params, ports, means);
    }
  }
}

async function proveSaid(subject: ProofSubject, { doubtSolver }: ProofMeans): Promise<ReadingProof> {
  const { netlist, circuit, reading } = subject;
  if (reading !== undefined) return settleReading(reading, proveReading(reading), doubtSolver);
  if (circuit === undefined) throw new Error('a netlist must be read as something before it is proved');
  const proof = proveCircuit(circuit.record, circuit.params, netlist);
  if (proof === undefined)
    throw mustBe('prove', 'circuit', 'one whose record says what to prove', said(netlist.name));
  return settle(proof, doubtSolver);
}
