import type { PairFit } from '../findings/compare-metrics.ts';
import { entryOf } from '../gates/entry-of.ts';
import { heldInWords, measuredInWords } from '../verify/in-words.ts';
import { foundOf, type Verified } from './formula-sections.ts';
import type { NetworkComparison } from './network-section.ts';

/** The formulas that the paper's cost model is made of, and what each is the price of. */
const MODEL: Readonly<Record<string, string>> = {
  F4: 'a product of i by j bits',
  F5: 'a multiply-accumulate',
  F6: 'a fixed-point sum',
  F7: 'a shift of i bits by one of j amounts',
  F8: 'a floating-point sum',
};

/** What came out, in sentences whose every number is of this run. */
export function leadOf(
  verified: Verified,
  fits: readonly PairFit[],
  networks: readonly NetworkComparison[],
): string[] {
  return [...model(verified), ...formulas(verified), ...metrics(fits), ...totals(networks)];
}

/** The five prices, each with its verdict. */
function model(verified: Verified): string[] {
  return foundOf(verified).flatMap(({ id, formula, words }) => {
    const what = entryOf(MODEL, id);
    if (what === undefined) return [];
    const more = id === 'F5' ? perTerm(verified) : '';
    return [`${id}, \`${formula}\` for ${what}: ${words}.${more}`];
  });
}

/** F5 counted in full adders alone: what the longest dot products have for each term. */
function perTerm({ cases }: Verified): string {
  const all = cases.get('F5dr') ?? [];
  const longest = all.reduce((most, { point }) => Math.max(most, point.d ?? 0), 0);
  const shares = all
    .filter(({ point }) => point.d === longest)
    .map(({ point: { i = 1, j = 1, d = 1 }, terms }) => ({
      least: Math.min(i, j),
      share: (100 * (terms[0]?.counted ?? 0)) / (d * i * j),
    }));
  const lowest = (from: number) =>
    Math.floor(10 * Math.min(...shares.filter(({ least }) => least >= from).map(({ share }) => share))) / 10;
  return ` Half adders are counted there. Full adders alone come near to it as terms are summed: for each of ${longest} terms they are ${lowest(1)} % of i*j and more, and ${lowest(8)} % and more from 8 by 8 bits on.`;
}

function formulas({ summary: { claims } }: Verified): string[] {
  const failed = claims.filter(({ verdict }) => verdict === 'fails').map(({ id }) => id);
  const held = claims.filter(({ verdict }) => verdict === 'holds').map(({ id }) => id);
  const measured = measuredInWords(claims);
  const parts = [
    ...(held.length === 0 ? [] : [`${heldInWords(claims).join(', ')} hold (${held.join(', ')})`]),
    ...(measured === undefined ? [] : [`measured: ${measured}`]),
    ...(failed.length === 0 ? [] : [`${failed.length} fail: ${failed.join(', ')}`]),
  ];
  return [
    `Of ${claims.length} formulas, with the stages of the floating-point adder and contrasts counted, ${parts.join('; ')}.`,
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
