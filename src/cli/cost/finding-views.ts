import { MAC_AREAS, MAC_AREAS_SOURCE, qkerasFit } from '../../cost/mac-gate-areas.ts';
import { type Activity, type ActivityFit, fitActivity, measureActivity } from '../../findings/activity.ts';
import { compareEnergy } from '../../findings/energy-figures.ts';
import { FIGURE_3, learningRate, type Schedule, SIZE_SCHEDULES } from '../../findings/learning-rate.ts';
import { fitMacAreas, productCorrelation } from '../../findings/mac-areas.ts';
import { measureQuantNorm, type NormError, ORDERS } from '../../findings/quant-norm.ts';
import { OPERAND_STATISTICS } from '../../sim/operand-statistics.ts';
import { type Table, tableOf } from '../../tables/document.ts';
import type { FindingView } from './finding-view.ts';
import { growthView } from './growth-view.ts';

/** The findings that are about cost and that no claim holds, by name. */
export const FINDINGS: Readonly<Record<string, (seed: number) => FindingView>> = {
  growth: growthView,
  areas: areaView,
  energy: energyView,
  activity: activityView,
  'quant-norm': quantNormView,
  schedule: scheduleView,
};

/** Those of them that draw operands at random. */
export const SEEDED_FINDINGS: readonly string[] = ['activity', 'quant-norm'];

function areaView(): FindingView {
  const fits = fitMacAreas();
  return {
    tables: [
      tableOf(
        'fits',
        'Gates of 190 synthesized MACs: a and w bits of the operands, s of the accumulator',
        fits,
        [
          ['fit', (row) => row.name],
          ['formula', (row) => row.formula],
          ['rms error, gates', (row) => row.rootMeanSquare],
          ['mean error %', (row) => 100 * row.meanRelError],
          ['max error %', (row) => 100 * row.maxRelError],
          ['R^2', (row) => row.r2],
        ],
      ),
      tableOf('accumulators', 'Correlation of a*w with the gates', productCorrelation(), [
        ['accumulator bits', (row) => row.accumulator],
        ['cases', (row) => row.cases],
        ['Pearson', (row) => row.pearson],
      ]),
    ],
    plot: {
      title: 'Gates of synthesized MACs against a*w',
      x: { label: 'a*w, the adders of F5' },
      y: { label: 'gates' },
      series: [24, 32, 40, 48].map((bits) => ({
        name: `accumulator of ${bits} bits`,
        as: 'marks',
        points: MAC_AREAS.filter(({ accumulator }) => accumulator === bits).map(
          ({ activation, weight, gates }) => [activation * weight, gates] as const,
        ),
      })),
    },
    notes: [
      `The areas are those of ${MAC_AREAS_SOURCE}; its fit is 7.705*a*w + 13.76*s - 92.16, which at a = w = 8, s = 32 gives ${Math.round(qkerasFit({ activation: 8, weight: 8, accumulator: 32, gates: 0 }))}.`,
      'The slope is near the 8 unit gates of a full adder with the AND that makes its dot, which is what F5 charges an adder for.',
    ],
  };
}

function energyView(): FindingView {
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
    notes: [
      'Figures marked inferred are recalled, not read; so is the price of a floating-point product, i*j - max(i, j).',
    ],
  };
}

function activityView(seed: number): FindingView {
  const rows = measureActivity(OPERAND_STATISTICS, seed);
  const uniform = rows.filter(({ statistics }) => statistics === 'uniform');
  return {
    tables: [
      tableOf(
        'statistics',
        'Operand statistics',
        OPERAND_STATISTICS.map(({ name, about }) => ({ name, about })),
        [
          ['name', (row) => row.name],
          ['operands', (row) => row.about],
        ],
      ),
      activityFitTable(fitActivity(rows)),
      tableOf(
        'operations',
        'Switched unit gates an operation, at equal widths',
        squareRows(rows),
        squareColumns(),
      ),
    ],
    plot: {
      title: 'Switched unit gates against counted adders, uniform operands',
      x: { label: 'ACE_v2 counted, adders', isLogarithmic: true },
      y: { label: 'switched unit gates an operation', isLogarithmic: true },
      series: [...new Set(uniform.map(({ kind }) => kind))].map((kind) => ({
        name: kind,
        as: 'marks',
        points: uniform
          .filter((row) => row.kind === kind)
          .map(({ adders, switched }) => [adders, switched] as const),
      })),
    },
    notes: [
      'Gates settle at once, so glitches do not count; each change of a gate counts its unit-gate area as capacitance.',
      'The rows of the accumulator of a mac are drawn like operands.',
    ],
  };
}

function activityFitTable(fits: readonly ActivityFit[]): Table {
  return tableOf('fits', 'Switched unit gates = factor * counted ACE_v2', fits, [
    ['operands', (row) => row.statistics],
    ['operation', (row) => row.kind],
    ['cases', (row) => row.cases],
    ['Pearson', (row) => row.pearson],
    ['Spearman', (row) => row.spearman],
    ['factor', (row) => row.factor],
    ['5 %', (row) => row.low],
    ['95 %', (row) => row.high],
  ]);
}

type SquareRow = Readonly<Record<string, string | number>>;

/** A row for each operation of equal widths, a column for each of the statistics. */
function squareRows(rows: readonly Activity[]): SquareRow[] {
  const names = [...new Set(rows.map(({ operation }) => operation))].filter((name) => {
    const [kind, i, j] = name.split(' ');
    return kind === 'add-float' || i === j;
  });
  return names.map((operation) => {
    const some = rows.filter((row) => row.operation === operation);
    const switched = some.map((row) => [row.statistics, row.switched] as const);
    return { operation, adders: some[0]?.adders ?? 0, ...Object.fromEntries(switched) };
  });
}

function squareColumns() {
  return ['operation', 'adders', ...OPERAND_STATISTICS.map(({ name }) => name)].map(
    (key) => [key, (row: SquareRow) => row[key] ?? ''] as const,
  );
}

function quantNormView(seed: number): FindingView {
  const rows = measureQuantNorm(seed);
  return {
    tables: [
      tableOf<NormError>('errors', 'Batch norm through the gates, against floating point', rows, [
        ['order', (row) => row.order],
        ['bits', (row) => row.bits],
        ['rms error', (row) => row.rootMeanSquare],
        ['largest error', (row) => row.largest],
        ['signal to noise, dB', (row) => row.decibels],
      ]),
    ],
    plot: {
      title: 'Error of batch norm by the bits of scale and offset',
      x: { label: 'bits of scale and offset' },
      y: { label: 'rms error', isLogarithmic: true },
      series: Object.keys(ORDERS).map((order) => ({
        name: order,
        as: 'line',
        points: rows
          .filter((row) => row.order === order)
          .map(({ bits, rootMeanSquare }) => [bits, rootMeanSquare] as const),
      })),
    },
    notes: [
      'Activations of 8 bits, 64 channels of 64; the datapath is the circuit normalizer, gate by gate.',
      'Inferred: that the paper means these two orders by QuantNorm and by the vanilla way; its equation 5 was not at hand. The effect on training is not computed here.',
    ],
  };
}

function scheduleView(): FindingView {
  const curve = (schedule: Schedule) =>
    Array.from({ length: 101 }, (_, k) => {
      const epoch = (k * schedule.epochs) / 100;
      return [epoch, learningRate(epoch, schedule)] as const;
    });
  return {
    tables: [
      tableOf('sizes', 'Schedules of PikeLPN: cosine decay, then a constant tail', SIZE_SCHEDULES, [
        ['size', (row) => row.size],
        ['epochs', (row) => row.epochs],
        ['decay', (row) => row.decayEpochs],
        ['tail', (row) => row.tailEpochs],
        ['initial', (row) => row.initial],
        ['final', (row) => row.final],
        ['halfway through the decay', (row) => learningRate(row.decayEpochs / 2, row)],
      ]),
    ],
    plot: {
      title: 'Learning rate with early decay, over 500 epochs',
      x: { label: 'epoch' },
      y: { label: 'learning rate' },
      series: FIGURE_3.map((schedule) => ({
        name: `decay over ${schedule.decayEpochs} epochs`,
        as: 'line',
        points: curve(schedule),
      })),
    },
    notes: [
      'Rates, epochs and tails are stated in the supplement, table 1 and section 5. For 1x the table gives a tail of 300 of 500 epochs, which leaves 200 for the decay; the text of section 5 calls 300 steps of decay the best for it.',
    ],
  };
}
