import type { Command } from '../context.ts';
import { count } from './count.ts';
import { exportCircuit } from './export.ts';
import { list } from './list.ts';
import { simulate } from './simulate.ts';
import { table } from './table.ts';
import { verify } from './verify.ts';

/** The catalogue of commands. */
export const COMMANDS: readonly Command[] = [list, count, simulate, verify, table, exportCircuit];
