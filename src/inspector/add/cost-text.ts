import type { StageCost } from './stage-cost.ts';

/** A cost with at most one decimal: `8`, `10.4`. */
export function decimal(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** What was counted in a stage, in a sentence. */
export function costLine({ counted: { fa, ha, muxes, gates } }: StageCost): string {
  const parts = [
    [fa, 'full adder'],
    [ha, 'half adder'],
    [muxes, 'multiplexer'],
  ] as const;
  const named = parts.flatMap(([many, what]) =>
    many === 0 ? [] : [`${many} ${what}${many === 1 ? '' : 's'}`],
  );
  return `${named.length === 0 ? 'No adders and no multiplexers' : named.join(', ')}; ${gates} gates in all.`;
}

/** Lengths of the bars of a stage, as parts of the longest of all. */
export function barsOf(
  cost: StageCost,
  most: number,
): { name: 'counted' | 'unit' | 'paper'; percent: number }[] {
  const percent = (value: number) => (most === 0 ? 0 : (100 * value) / most);
  return [
    { name: 'counted', percent: percent(cost.weighted) },
    { name: 'unit', percent: percent(cost.unitGates) },
    ...(cost.term === undefined ? [] : [{ name: 'paper', percent: percent(cost.term.value) } as const]),
  ];
}

/** The largest number of some stages. */
export function mostOf(costs: readonly StageCost[]): number {
  return costs.reduce(
    (most, { weighted, unitGates, term }) => Math.max(most, weighted, unitGates, term?.value ?? 0),
    0,
  );
}
