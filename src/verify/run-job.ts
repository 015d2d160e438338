import type { AnyCircuit } from '../circuits/circuit.ts';
import { type Claim, MEASURES, type Term } from '../claims/claim.ts';
import { isMet, ruleAfter, ruleBefore } from '../claims/judge.ts';
import { check } from '../gates/check.ts';
import { type Count, count } from '../gates/count.ts';
import type { Counterexample } from '../gates/counterexample.ts';
import { GATE_NAMES } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type Catalogue, circuitNamed } from './catalogue.ts';
import { checkValues } from './check-values.ts';
import { counterexampleOf } from './counterexample.ts';
import { proveCircuit } from './prove-circuit.ts';
import { blaming, RecordError } from './record-error.ts';
import { referenceOf } from './reference-of.ts';
import { scopeOfTerm } from './scope-of-term.ts';
import { type UnderTest, underTest } from './under-test.ts';
import { vectorsFor } from './vectors.ts';
import type { CheckName, ClaimResult, Failure, Job, Verdict } from './verdict.ts';

/** Builds the circuit of a job and checks it. A failure is part of the verdict; only a fault of ours throws. */
export function runJob(job: Job, catalogue: Catalogue): Verdict {
  const circuit = circuitNamed(job.circuit, catalogue);
  const { params, checks } = job;
  const failures: Failure[] = [];
  const fail = (name: CheckName | 'build', text: string, counterexample?: Required<Counterexample>) => {
    const failure = { circuit: circuit.name, params, check: name, text };
    failures.push(counterexample === undefined ? failure : { ...failure, counterexample });
  };

  const done = { circuit: circuit.name, params, checks, failures };
  const nothing = { cells: 0, gates: 0, claims: [], vectors: 0, exhaustive: false, proved: false };
  let subject: UnderTest;
  try {
    subject = underTest(circuit, params);
  } catch (error) {
    if (error instanceof RecordError) throw error;
    fail('build', error instanceof Error ? error.message : String(error));
    return { ...done, ...nothing };
  }
  const { netlist } = subject;
  if (checks.includes('labels')) for (const text of labelFaults(netlist, circuit, job)) fail('labels', text);

  const claims: ClaimResult[] = [];
  const counts = new Map<string, Count>();
  const countOf = (claim: Claim, term: Term): Count => {
    const known = counts.get(term.scope) ?? count(netlist, scopeOfTerm(claim, term, netlist));
    counts.set(term.scope, known);
    return known;
  };
  if (checks.includes('counts')) {
    for (const { id, point } of job.claims) {
      const claim = catalogue.claims.find((one) => one.id === id);
      if (claim === undefined) throw mustBe('runJob', 'claim', 'in the catalogue', id);
      const terms: { claimed: number; counted: number }[] = [];
      for (const term of claim.terms) {
        const claimed = term.formula(point);
        const counted = MEASURES[term.measure].of(countOf(claim, term));
        terms.push({ claimed, counted });
        if (!Number.isFinite(claimed)) {
          const place = Object.entries(point).map(([name, value]) => `${name} = ${value}`);
          fail(
            'counts',
            `${id}: ${term.text} must be a finite number at ${place.join(', ')}, got ${claimed}`,
          );
        } else if (!isMet(claim, claimed, counted)) {
          const what = `${MEASURES[term.measure].name} of ${term.scope === '' ? 'the whole' : `'${term.scope}'`}`;
          const rule = `${ruleBefore(claim)}${term.text} = ${claimed}${ruleAfter(claim)}`;
          fail('counts', `${id}: ${what} must be ${rule}, got ${counted}`);
        }
      }
      claims.push({ id, point, terms });
    }
  }

  let vectors = 0;
  let exhaustive = false;
  if (checks.includes('values')) {
    const chosen = vectorsFor(circuit, params, job.seed);
    const reference = referenceOf(circuit, params);
    const result = blaming(circuit, 'meaning.model', () =>
      checkValues(subject, reference, chosen, job.engine),
    );
    vectors = result.vectors;
    // A run ends at its first wrong vector, so others may not have been tried.
    exhaustive = chosen.exhaustive && vectors === chosen.total;
    if (vectors === 0) fail('values', 'no input vector was tried');
    if (result.counterexample !== undefined)
      fail('values', 'an output differs from the model', result.counterexample);
  }
  let proved = false;
  if (checks.includes('proof')) {
    const proof = proveCircuit(circuit, params, netlist);
    proved = proof?.verdict === 'proved';
    if (proof?.verdict === 'undecided') fail('proof', `undecided by ${proof.method}: ${proof.reason}`);
    if (proof?.verdict === 'refuted') {
      const counterexample = counterexampleOf(subject, proof.counterexample);
      fail('proof', 'an output is not what was to be proved', counterexample);
    }
  }
  const { cells, gates } = { cells: netlist.cells.start.length, gates: netlist.scopes[0] };
  return {
    ...done,
    cells,
    gates: gates === undefined ? 0 : gates.end - gates.start,
    claims,
    vectors,
    exhaustive,
    proved,
  };
}

/** What is wrong with the labels: of the adders, of the gates outside them, of the circuit's own name. */
function labelFaults(netlist: Netlist, circuit: AnyCircuit, job: Job): string[] {
  const { violations, loose } = check(netlist);
  const faults = violations.map(({ rule, text }) => `${rule}: ${text}`);
  const allowed = circuit.loose(job.params);
  for (const gate of GATE_NAMES) {
    const rule = allowed[gate] ?? 0;
    if (rule !== 'any' && loose[gate] !== rule)
      faults.push(`accounting: ${gate} gates outside the adders must be ${rule}, got ${loose[gate]}`);
  }
  // A structure is read through its labels, so it means nothing while one of them is wrong.
  if (violations.length > 0) return faults;
  return [...faults, ...(circuit.structure?.(netlist, job.params) ?? []).map((text) => `structure: ${text}`)];
}
