import type { Plot } from '../../report/plot.ts';
import type { Table } from '../document.ts';

/** What a finding shows: its tables, its plot, and what to know of it. */
export interface FindingView {
  readonly tables: readonly Table[];
  readonly plot: Plot;
  readonly notes: readonly string[];
}
