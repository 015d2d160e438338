import type { CaseId } from '../circuits/case-id.ts';
import type { Point } from '../claims/claim.ts';
import type { Counterexample } from '../gates/counterexample.ts';
import type { EngineName } from '../sim/engines.ts';
import type { Where } from './vectors-where.ts';

/** What can be asked about a circuit. */
export const CHECKS = {
  labels: 'every adder label proved from its gates, every gate accounted for, the structure as its name says',
  counts: 'the counted structure against the formulas',
  values: 'the outputs against an independent model',
  proof: 'the outputs proved right for every input, where the circuit says what to prove',
} as const;

export type CheckName = keyof typeof CHECKS;

/** What is checked unless a user asks for other checks. */
export const CHECK_NAMES: readonly CheckName[] = ['labels', 'counts', 'values'];

/** A point of a claim; marked where it stands for others of the domain that were left out. */
export interface ClaimPoint {
  readonly id: string;
  readonly point: Point;
  readonly isSample?: true;
}

/** One circuit to check: plain data, the same work on any thread. */
export interface Job extends CaseId {
  readonly checks: readonly CheckName[];
  /** The points of claims that this circuit decides. */
  readonly claims: readonly ClaimPoint[];
  readonly seed: number;
  /** The simulation engine; by default the one that suits the work. */
  readonly engine?: EngineName;
  /** With every input tried: only those where ports have these values. */
  readonly where?: Where;
}

/** What a check found wrong with a circuit. */
export interface Failure extends CaseId {
  readonly check: CheckName | 'build';
  /** One sentence: what was wrong. */
  readonly text: string;
  readonly counterexample?: Required<Counterexample>;
}

/** What the terms of a claim give at a point, against what the netlist holds. */
export interface ClaimResult {
  readonly id: string;
  readonly point: Point;
  readonly terms: readonly { readonly claimed: number; readonly counted: number }[];
}

/** What was found of one job. */
export interface Verdict extends CaseId {
  readonly checks: readonly CheckName[];
  /** Labelled adders. */
  readonly cells: number;
  readonly gates: number;
  readonly claims: readonly ClaimResult[];
  /** Input vectors compared with the model. */
  readonly vectors: number;
  /** Whether those were all there are. */
  readonly exhaustive: boolean;
  /** Whether it was proved for every input. */
  readonly proved: boolean;
  readonly failures: readonly Failure[];
}

/** What the shards of one case gave together. */
export interface Tried {
  readonly circuit: string;
  /** Input vectors tried: all of them, or those up to the first wrong one. */
  readonly vectors: number;
  /** Whether every shard was done that tells something: all, or those up to the first wrong vector. */
  readonly complete: boolean;
  /** Whether every vector was tried and none was wrong. */
  readonly allRight: boolean;
  readonly failures: readonly Failure[];
}
