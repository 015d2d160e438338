import type { PairFit } from '../../findings/compare-metrics.ts';
import type { NetworkComparison } from './cost-sections.ts';
import { foundOf, type Verified } from './formula-sections.ts';

/** What came out, in sentences whose every number is of this run. */
export function leadOf(
  verified: Verified,
  fits: readonly PairFit[],
  networks: readonly NetworkComparison[],
): string[] {
  return [...formulas(verified), ...metrics(fits), ...totals(networks)];
}

function formulas(verified: Verified): string[] {
  const found = foundOf(verified);
  const begins = (start: string) => found.filter(({ words }) => words.startsWith(start));
  const all = begins('holds in all');
  const some = begins('holds for');
  const names = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(', ');
  const failed = begins('fails');
  return [
    `${all.length} of ${found.length} formulas hold in every case that was built: ${names(all)}.`,
    ...(some.length === 0 ? [] : [`${some.length} hold for some cases: ${names(some)}.`]),
    `${begins('off by').length} are off everywhere, by as much as the table says.`,
    ...(failed.length === 0 ? [] : [`${failed.length} fail: ${names(failed)}.`]),
    ...found
      .filter(({ id }) => id === 'F8')
      .map(({ words }) => `F8, 6*max(i, j) for a floating-point addition: ${words}.`),
  ];
}

function metrics(fits: readonly PairFit[]): string[] {
  const area = fits.filter(({ y, kind }) => y === 'unit-gate-area' && kind !== 'all');
  const factors = area.map(({ kind, factor }) => `${kind} ${short(factor)}`);
  const product = area.find(({ kind }) => kind === 'mul');
  if (product === undefined) return [];
  return [
    `Unit gates follow ACE_v2 closely within products (Pearson ${product.pearson.toFixed(5)}), but there is no one factor for all operations: ${factors.join(', ')} unit gates an adder.`,
  ];
}

function totals(networks: readonly NetworkComparison[]): string[] {
  const whole = networks.filter(({ of }) => of === 'total');
  const each = whole.map(({ network, gap }) => `${network} ${gap > 0 ? '+' : ''}${short(gap)} %`);
  const shares = networks.filter(({ of }) => of !== 'total');
  const missed = shares.filter(({ verdict }) => verdict === 'does not come out');
  return [
    `Totals of PikeLPN by an inferred assignment, computed less published: ${each.join(', ')}. Of ${shares.length} published shares, PokeBNN's included, ${missed.length} do not come out within 0.1 points.`,
  ];
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
