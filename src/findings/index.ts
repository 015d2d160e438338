import { activity } from './activity.ts';
import { areas } from './areas.ts';
import { energy } from './energy.ts';
import type { Finding } from './finding.ts';
import { growth } from './growth.ts';
import { quantNorm } from './quant-norm.ts';
import { schedule } from './schedule.ts';

/** The catalogue of findings: `cost` and the report show these. */
export const FINDINGS: readonly Finding[] = [growth, areas, energy, activity, quantNorm, schedule];
