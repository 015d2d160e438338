import { type AnyCircuit, buildCircuit, resolveCircuit } from '../../circuits/circuit.ts';
import type { AnyValues } from '../../circuits/params.ts';
import { type Claim, MEASURES } from '../../claims/claim.ts';
import { canFail, isExact, isMet } from '../../claims/judge.ts';
import { count as countGates } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import { type Netlist, scopePath } from '../../gates/netlist.ts';
import { COUNT_COLUMNS } from '../../report/count-columns.ts';
import { tableOf } from '../../tables/document.ts';
import { sweepOf } from '../../verify/plan.ts';
import { scopeOfTerm } from '../../verify/scope-of-term.ts';
import { namedCircuit, paramsGiven } from '../circuit-argument.ts';
import type { Command } from '../context.ts';
import { EXIT } from '../exit-code.ts';

export const count: Command = {
  name: 'count',
  takes: '<circuit>',
  mostNames: 1,
  about: 'gates, half adders, full adders, multiplexers and depth, stage by stage, beside the claims',
  options: [],
  circuitOptions: 'params',
  run(context) {
    const circuit = namedCircuit('count', context);
    const built = combinations(circuit, paramsGiven(circuit, context)).map((params) => ({
      params,
      netlist: buildCircuit(circuit, params),
    }));
    const stages = built.flatMap(({ params, netlist }) => stageRows(params, netlist));
    const claims = built.flatMap(({ params, netlist }) =>
      claimRows(circuit, params, netlist, context.catalogue.claims),
    );
    const names = Object.keys(circuit.params);
    context.print({
      facts: { circuit: circuit.name },
      tables: [
        tableOf('stages', `${circuit.name}: what each stage holds`, stages, [
          ...names.map((name) => [name, (row: (typeof stages)[number]) => row.params[name] ?? ''] as const),
          ['stage', (row) => (row.stage === '' ? 'the whole' : row.stage)],
          ...COUNT_COLUMNS,
          ['depth', (row) => row.depth ?? ''],
        ]),
        ...(claims.length === 0
          ? []
          : [
              tableOf('claims', 'Claims against counts', claims, [
                ['claim', (row) => row.id],
                ['stage', (row) => (row.stage === '' ? 'the whole' : row.stage)],
                ['of', (row) => row.measure],
                ['formula', (row) => row.formula],
                ['claimed', (row) => row.claimed],
                ['counted', (row) => row.counted],
                ['', (row) => row.verdict],
              ]),
            ]),
      ],
    });
    return claims.some(({ verdict }) => verdict === 'differs') ? EXIT.fails : EXIT.holds;
  },
};

/** The parameter values asked for: ranges where given, defaults elsewhere. */
function combinations(
  circuit: AnyCircuit,
  given: Record<string, (number | string | boolean)[]>,
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
    ...countGates(netlist, scope),
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
        const counted = MEASURES[term.measure].of(countGates(netlist, scopeOfTerm(claim, term, netlist)));
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
