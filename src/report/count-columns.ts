import type { Count } from '../gates/count.ts';

/** The columns of every table of counts, in order. */
export const COUNT_COLUMNS = [
  ['full adders', (row) => row.fa],
  ['half adders', (row) => row.ha],
  ['adders', (row) => row.adders],
  ['muxes', (row) => row.muxes],
  ['with a constant', (row) => row.constantMuxes],
  ['gates', (row) => row.gates],
] as const satisfies readonly (readonly [string, (row: Count) => number])[];
