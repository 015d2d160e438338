import { type AnyCircuit, buildCircuit, resolveCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { type Claim, MEASURES } from '../claims/claim.ts';
import { canFail, isExact, isMet } from '../claims/judge.ts';
import { count } from '../gates/count.ts';
import { depth } from '../gates/depth.ts';
import { type Netlist, scopePath } from '../gates/netlist.ts';
import { type Document, type Table, tableOf } from '../tables/document.ts';
import { sweepOf } from '../verify/plan.ts';
import { scopeOfTerm } from '../verify/scope-of-term.ts';
import { COUNT_COLUMNS } from './count-columns.ts';

/** What a circuit holds at some values of its parameters, and whether that is as the claims about it say. */
export interface Counted {
  readonly document: Document;
  readonly isAsClaimed: boolean;
}

/**
 * Counts a circuit stage by stage, beside the claims, at every combination of the values that are given; other parameters
 * have their defaults.
 */
export function countDocument(
  circuit: AnyCircuit,
  given: Readonly<Record<string, readonly (number | string | boolean)[]>>,
  claims: readonly Claim[],
): Counted {
  const built = combinations(circuit, given).map((params) => ({
    params,
    netlist: buildCircuit(circuit, params),
  }));
  const stages = built.flatMap(({ params, netlist }) => stageRows(params, netlist));
  const beside = built.flatMap(({ params, netlist }) => claimRows(circuit, params, netlist, claims));
  return {
    document: {
      facts: { circuit: circuit.name },
      tables: [stageTable(circuit, stages), ...(beside.length === 0 ? [] : [claimTable(beside)])],
    },
    isAsClaimed: beside.every(({ verdict }) => verdict !== 'differs'),
  };
}

function stageTable({ name, params }: AnyCircuit, rows: ReturnType<typeof stageRows>): Table {
  return tableOf('stages', `${name}: what each stage holds`, rows, [
    ...Object.keys(params).map(
      (key) => [key, (row: (typeof rows)[number]) => row.params[key] ?? ''] as const,
    ),
    ['stage', (row) => (row.stage === '' ? 'the whole' : row.stage)],
    ...COUNT_COLUMNS,
    ['depth', (row) => row.depth ?? ''],
  ]);
}

function claimTable(rows: ReturnType<typeof claimRows>): Table {
  return tableOf('claims', 'Claims against counts', rows, [
    ['claim', (row) => row.id],
    ['stage', (row) => (row.stage === '' ? 'the whole' : row.stage)],
    ['of', (row) => row.measure],
    ['formula', (row) => row.formula],
    ['claimed', (row) => row.claimed],
    ['counted', (row) => row.counted],
    ['', (row) => row.verdict],
  ]);
}

/** The parameter values asked for: ranges where given, defaults elsewhere. */
function combinations(
  circuit: AnyCircuit,
  given: Readonly<Record<string, readonly (number | string | boolean)[]>>,
): AnyValues[] {
  const defaults = Object.entries(circuit.params).map(([name, param]) => [name, [param.default]] as const);
  const sweep = [...sweepOf(circuit, { params: { ...Object.fromEntries(defaults), ...given } })];
  if (sweep.length > 0) return sweep;
  const first = Object.fromEntries(Object.entries(given).map(([name, values]) => [name, values[0]]));
  return [resolveCircuit(circuit, first)];
}

function stageRows(params: AnyValues, netlist: Netlist) {
  return netlist.scopes.map((scope, index) => ({
    params,
    stage: scopePath(netlist, index),
    ...count(netlist, scope),
    depth: index === 0 ? depth(netlist) : undefined,
  }));
}

function claimRows(circuit: AnyCircuit, params: AnyValues, netlist: Netlist, claims: readonly Claim[]) {
  const same = (other: AnyValues) => Object.entries(other).every(([name, value]) => params[name] === value);
  return claims
    .filter((claim) => claim.circuit === circuit.name)
    .flatMap((claim) => {
      const point = claim.domain.find((one) => same(claim.params(one)));
      if (point === undefined) return [];
      return claim.terms.map((term) => {
        const claimed = term.formula(point);
        const counted = MEASURES[term.measure].of(count(netlist, scopeOfTerm(claim, term, netlist)));
        return {
          id: claim.id,
          params,
          stage: term.scope,
          measure: MEASURES[term.measure].name,
          formula: term.text,
          claimed,
          counted,
          verdict: verdictOf(claim, claimed, counted),
        };
      });
    });
}

/** What is found of a claim here; of one that is only measured, whether it happens to be exact. */
function verdictOf(claim: Claim, claimed: number, counted: number) {
  if (!isMet(claim, claimed, counted)) return 'differs';
  if (canFail(claim)) return 'holds';
  return isExact(claimed, counted) ? 'exact' : 'approximate';
}
