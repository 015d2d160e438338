import type { Metric } from './metric.ts';
import { ace, aceV2 } from './metrics/ace.ts';
import { andInverterLevels, andInverterNodes } from './metrics/and-inverter-size.ts';
import { bops } from './metrics/bops.ts';
import { energy45nm } from './metrics/energy-45nm.ts';
import { fullAdders } from './metrics/full-adders.ts';
import { fanoutOfFour } from './metrics/logical-effort.ts';
import { unitGateArea, unitGateDelay } from './metrics/unit-gates.ts';

/** The catalogue of metrics. Whatever prices, compares or tabulates reads this. */
export const METRICS: readonly Metric[] = [
  ace,
  aceV2,
  fullAdders,
  unitGateArea,
  unitGateDelay,
  fanoutOfFour,
  andInverterNodes,
  andInverterLevels,
  bops,
  energy45nm,
];
