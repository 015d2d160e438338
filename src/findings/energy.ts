import { formatNamed } from '../circuits/float-formats.ts';
import { priceOf } from '../cost/metric.ts';
import { aceV2 } from '../cost/metrics/ace.ts';
import { ENERGY_45NM, type EnergyFigure, energy45nm } from '../cost/metrics/energy-45nm.ts';
import { operationOf } from '../cost/operation.ts';
import { tableOf } from '../tables/document.ts';
import { correlate, type Fit } from './correlate.ts';
import type { Finding } from './finding.ts';

/** A measured energy beside what ACE_v2 says of the operation. */
export interface EnergyRow extends EnergyFigure {
  readonly adders: number;
  readonly femtojoulesAnAdder: number;
}

const FORMATS: Readonly<Record<number, string>> = { 16: 'binary16', 32: 'binary32' };

/** Every figure of energy beside ACE_v2, and how well the one follows from the other. */
export function compareEnergy(): { readonly rows: readonly EnergyRow[]; readonly fit: Fit } {
  const rows = ENERGY_45NM.map((figure): EnergyRow => {
    const { kind, width, picojoules } = figure;
    const { e, f } = formatNamed(FORMATS[width] ?? 'binary32');
    const sizes = kind === 'add-float' || kind === 'mul-float' ? [e, f] : [width, width];
    const adders = priceOf(aceV2, operationOf('energy', kind, sizes))?.value ?? Number.NaN;
    return { ...figure, adders, femtojoulesAnAdder: (1000 * picojoules) / adders };
  });
  const fit = correlate(
    rows.map(({ adders }) => adders),
    rows.map(({ picojoules }) => picojoules),
  );
  return { rows, fit };
}

/** ACE_v2 beside measured energy. */
export const energy: Finding = {
  name: 'energy',
  title: 'Energy in 45 nm',
  about: `Energy of single operations beside what ACE_v2 charges for them. Figures: ${energy45nm.source}.`,
  isSeeded: false,
  show: () => {
    const { rows, fit } = compareEnergy();
    return {
      tables: [
        tableOf('energy', 'Energy in 45 nm beside ACE_v2', rows, [
          ['operation', ({ kind, width }) => `${kind} ${width}`],
          ['pJ', (row) => row.picojoules],
          ['status', (row) => row.status],
          ['ACE_v2', (row) => row.adders],
          ['fJ an adder', (row) => row.femtojoulesAnAdder],
        ]),
        tableOf(
          'fit',
          'Energy = factor * ACE_v2',
          [fit],
          [
            ['cases', (row) => row.cases],
            ['Pearson', (row) => row.pearson],
            ['Spearman', (row) => row.spearman],
            ['factor, pJ', (row) => row.factor],
            ['least ratio', (row) => row.least],
            ['largest ratio', (row) => row.most],
          ],
        ),
      ],
      plot: {
        title: 'Energy in 45 nm against ACE_v2',
        x: { label: 'ACE_v2 in adders', isLogarithmic: true },
        y: { label: 'pJ', isLogarithmic: true },
        series: ['add', 'mul', 'shift', 'add-float', 'mul-float'].map((kind) => ({
          name: kind,
          as: 'marks',
          points: rows
            .filter((row) => row.kind === kind)
            .map(({ adders, picojoules }) => [adders, picojoules] as const),
        })),
      },
    };
  },
  notes: [
    'Figures marked inferred are recalled, not read; so is the price of a floating-point product, i*j - max(i, j).',
  ],
};
