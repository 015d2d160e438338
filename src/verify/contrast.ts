import { type Claim, MEASURES } from '../claims/claim.ts';
import { count } from '../gates/count.ts';
import { depth } from '../gates/depth.ts';
import type { Catalogue } from './catalogue.ts';
import { scopeOfTerm } from './scope-of-term.ts';
import { underTest } from './under-test.ts';

/** One circuit counted beside a formula. */
export interface ContrastRow {
  readonly claim: string;
  readonly circuit: string;
  readonly params: Readonly<Record<string, number | string | boolean>>;
  readonly fa: number;
  readonly ha: number;
  readonly adders: number;
  readonly claimed: number;
  /** counted - claimed. */
  readonly excess: number;
  readonly gates: number;
  readonly depth: number;
}

/**
 * The circuits that are shown for contrast among these claims, and first the one that their formula is about, each
 * at the last point of its domain.
 */
export function contrast(ids: readonly string[], catalogue: Catalogue): ContrastRow[] {
  const chosen = catalogue.claims.filter(
    ({ id, contrast: isContrast }) => isContrast === true && ids.includes(id),
  );
  const formulas = new Set(chosen.map(({ text }) => text));
  const originals = catalogue.claims.filter((claim) => !claim.contrast && formulas.has(claim.text));
  return [...originals, ...chosen].flatMap((claim) => rowOf(claim, catalogue) ?? []);
}

function rowOf(claim: Claim, catalogue: Catalogue): ContrastRow | undefined {
  const circuit = catalogue.circuits.find(({ name }) => name === claim.circuit);
  const point = claim.domain.at(-1);
  const term = claim.terms[0];
  if (circuit === undefined || point === undefined || term === undefined) return undefined;
  const params = claim.params(point);
  const netlist = underTest(circuit, params).netlist;
  const { fa, ha, adders, gates } = count(netlist);
  const claimed = term.formula(point);
  const excess = MEASURES[term.measure].of(count(netlist, scopeOfTerm(claim, term, netlist))) - claimed;
  return {
    claim: claim.id,
    circuit: circuit.name,
    params,
    fa,
    ha,
    adders,
    claimed,
    excess,
    gates,
    depth: depth(netlist),
  };
}
