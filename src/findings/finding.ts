import type { Plot } from '../drawing/plot.ts';
import type { Table } from '../tables/document.ts';

/** Something about cost that is measured and that no formula holds, as a record: a command and a section of the report. */
export interface Finding {
  /** Kebab-case, as on the command line. */
  readonly name: string;
  /** As a heading. */
  readonly title: string;
  /** What is measured, in a sentence or two. */
  readonly about: string;
  /** Whether it draws operands at random. */
  readonly isSeeded: boolean;
  /** Measures it: the figures, and their plot. The seed is for what is drawn at random. */
  show(seed: number): Shown;
  /** What to know of the figures. */
  readonly notes: readonly string[];
}

/** What a finding shows. */
export interface Shown {
  readonly tables: readonly Table[];
  readonly plot: Plot;
}
