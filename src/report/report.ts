import type { Table } from '../tables/document.ts';

/** A part of a section. A drawing is the text of an SVG; its caption says what is to be seen. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly table: Table; readonly isFolded?: boolean }
  | { readonly kind: 'drawing'; readonly svg: string; readonly caption: string };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Commands that print the same figures again. */
  readonly reproduce: readonly string[];
}

/** A report as data; `htmlReport` and `markdownReport` write it. */
export interface Report {
  readonly title: string;
  /** What came out, a sentence each. */
  readonly lead: readonly string[];
  /** The run: version, seed, machine and what else is needed to repeat it. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly sections: readonly Section[];
}

/** The name of a section in addresses. */
export function anchorOf({ title }: Section): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
