import { FINDINGS } from '../findings/index.ts';
import { measureAll } from '../findings/measure-operations.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { planJobs } from '../verify/plan.ts';
import type { Job } from '../verify/verdict.ts';
import { findingSection } from './finding-section.ts';
import { floatSection, formulaSection, mapSection, type Verified } from './formula-sections.ts';
import { leadOf } from './lead.ts';
import { fitsAgainstAce, metricSection } from './metric-section.ts';
import { networkComparisons, networkSection } from './network-section.ts';
import type { Report } from './report.ts';

/** Widths at which all metrics are compared: every one. */
const WIDTHS = Array.from({ length: 64 }, (_, k) => k + 1);

/** What is to be verified for the report: the labels and counts of every formula, over its whole domain. */
export function reportJobs(catalogue: Catalogue, seed: number): Job[] {
  const names = catalogue.claims.map(({ id }) => id);
  return planJobs({ names, params: {}, checks: ['labels', 'counts'], seed }, catalogue);
}

/** The report of a verification of all formulas, with what is measured beside them; the facts of the run are its caller's. */
export function buildReport(verified: Verified, seed: number): Omit<Report, 'facts'> {
  const measured = measureAll(WIDTHS);
  return {
    title: 'What arithmetic costs, counted in gates',
    lead: leadOf(verified, fitsAgainstAce(measured), networkComparisons()),
    sections: [
      formulaSection(verified),
      mapSection(verified),
      floatSection(),
      metricSection(verified, measured),
      networkSection(),
      ...FINDINGS.map((finding) => findingSection(finding, seed)),
    ],
  };
}
