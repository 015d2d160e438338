import { formatNamed } from '../circuits/float-formats.ts';
import { priceOf } from '../cost/metric.ts';
import { aceV2 } from '../cost/metrics/ace.ts';
import { ENERGY_45NM, type EnergyFigure } from '../cost/metrics/energy-45nm.ts';
import { operationOf } from '../cost/operation.ts';
import { correlate, type Fit } from './correlate.ts';

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
