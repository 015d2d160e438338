import { type Formula, inferred, type Metric, stated } from '../metric.ts';

/** One figure of the table: picojoules, and whether it was read in a source or is recalled. */
export interface EnergyFigure {
  readonly kind: 'add' | 'mul' | 'shift' | 'add-float' | 'mul-float';
  /** Bits of each operand. */
  readonly width: number;
  readonly picojoules: number;
  readonly status: 'stated' | 'inferred';
}

/** Energy of an operation in 45 nm CMOS at 0.9 V. Widths without a figure are not guessed. */
export const ENERGY_45NM: readonly EnergyFigure[] = [
  { kind: 'add', width: 8, picojoules: 0.03, status: 'stated' },
  { kind: 'add', width: 16, picojoules: 0.05, status: 'inferred' },
  { kind: 'add', width: 32, picojoules: 0.1, status: 'stated' },
  { kind: 'add-float', width: 16, picojoules: 0.4, status: 'stated' },
  { kind: 'add-float', width: 32, picojoules: 0.9, status: 'stated' },
  { kind: 'mul', width: 8, picojoules: 0.2, status: 'stated' },
  { kind: 'mul', width: 32, picojoules: 3.1, status: 'stated' },
  { kind: 'mul-float', width: 16, picojoules: 1.1, status: 'stated' },
  { kind: 'mul-float', width: 32, picojoules: 3.7, status: 'stated' },
  { kind: 'shift', width: 8, picojoules: 0.024, status: 'inferred' },
  { kind: 'shift', width: 16, picojoules: 0.057, status: 'inferred' },
  { kind: 'shift', width: 32, picojoules: 0.13, status: 'inferred' },
];

function figure(kind: EnergyFigure['kind'], width: number): Formula<unknown> | undefined {
  const found = ENERGY_45NM.find((one) => one.kind === kind && one.width === width);
  if (found === undefined) return undefined;
  return (found.status === 'stated' ? stated : inferred)('table', () => found.picojoules);
}

const square = (kind: 'add' | 'mul' | 'shift') => (sizes: { readonly i: number; readonly j: number }) =>
  sizes.i === sizes.j ? figure(kind, sizes.i) : undefined;

/** binary16 and binary32 alone: the figures are for those. */
const float = (kind: 'add-float' | 'mul-float') => (sizes: { readonly e: number; readonly f: number }) => {
  const isIeee = (sizes.e === 5 && sizes.f === 10) || (sizes.e === 8 && sizes.f === 23);
  return isIeee ? figure(kind, 1 + sizes.e + sizes.f) : undefined;
};

/** Measured energy, for the few operations that have a figure. */
export const energy45nm: Metric = {
  name: 'energy-45nm',
  title: 'energy, 45 nm',
  unit: 'pJ',
  about: 'energy of an operation in 45 nm CMOS, for the widths that were measured',
  source: 'M. Horowitz, ISSCC 2014; the shifts and the 16-bit addition are recalled',
  status: 'stated',
  prices: {
    add: square('add'),
    mul: square('mul'),
    shift: square('shift'),
    'add-float': float('add-float'),
    'mul-float': float('mul-float'),
  },
};
