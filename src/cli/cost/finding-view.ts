import type { Plot } from '../../drawing/plot.ts';
import type { Table } from '../../tables/document.ts';

/** What a finding shows: its tables, its plot, and what to know of it. */
export interface FindingView {
  readonly tables: readonly Table[];
  readonly plot: Plot;
  readonly notes: readonly string[];
}
