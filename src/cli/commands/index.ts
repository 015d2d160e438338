import type { Command, CommandGroup } from '../context.ts';
import { checkCertificate } from './check-certificate.ts';
import { cost } from './cost/index.ts';
import { count } from './count.ts';
import { exportCircuit } from './export.ts';
import { faults } from './faults.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { prove } from './prove.ts';
import { recover } from './recover.ts';
import { report } from './report.ts';
import { simulate } from './simulate.ts';
import { table } from './table.ts';
import { verify } from './verify.ts';
import { worker } from './worker.ts';

/** The catalogue of commands. */
export const COMMANDS: readonly (Command | CommandGroup)[] = [
  list,
  count,
  cost,
  simulate,
  verify,
  merge,
  worker,
  table,
  prove,
  recover,
  checkCertificate,
  faults,
  exportCircuit,
  report,
  inspect,
];
