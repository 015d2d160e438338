import type { Netlist } from '../gates/netlist.ts';
import { decideSame, type Specification } from '../proof/decide-same.ts';
import { MINISAT } from '../proof/minisat.ts';
import type { Proof } from '../proof/proof.ts';
import type { SolverKind } from '../proof/solver.ts';
import { type Matched, matchPorts, turnedPorts } from './match-ports.ts';
import type { Unclear } from './unclear.ts';

export interface SameOptions {
  /** For what takes a solver; MiniSat in this thread by default, which hears no signal at its work. */
  readonly solver?: SolverKind | undefined;
  /** Ends the proof as undecided; the reason is its own. */
  readonly stop?: AbortSignal | undefined;
  /** What the reference is known to be: where the other is that too, no solver is needed. */
  readonly specification?: Specification | undefined;
  /** Which bit of a port is the lowest is sure on both sides: both were built here. */
  readonly isOrderSure?: boolean | undefined;
}

/**
 * Proves that two netlists give the same outputs for every input. Ports are the same by `matchPorts`, which says what
 * `match` may say. It refutes only where the netlists differ with the bits of ports in the other order too.
 */
export async function proveSame(
  netlist: Netlist,
  reference: Netlist,
  { match, ...options }: SameOptions & { readonly match?: string | undefined } = {},
): Promise<Proof | Unclear> {
  return proveMatched(matchPorts(netlist, reference, match), options);
}

/** The same of netlists whose ports are matched. */
export async function proveMatched(
  matched: Matched,
  { solver = MINISAT, stop, specification, isOrderSure = false }: SameOptions = {},
): Promise<Proof | Unclear> {
  const { netlist, reference } = matched;
  const proof = await decideSame(netlist, reference, { solver, stop, specification });
  const turned = proof.verdict === 'refuted' && !isOrderSure ? turnedPorts(matched) : undefined;
  if (turned === undefined) return proof;
  return {
    verdict: 'unclear',
    what: '--match',
    rule: `said, since it may be the same as ${reference.name} with the first bit the highest in ${turned.join(', ')}`,
    got: 'nothing',
  };
}
