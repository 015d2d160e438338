import { mustBe } from '../gates/must-be.ts';
import { tableOf } from '../tables/document.ts';
import type { Finding } from './finding.ts';

/** A cosine decay that ends before the training does; the rest is a tail at the final rate. */
export interface Schedule {
  readonly initial: number;
  readonly final: number;
  /** Epochs of the decay, and of the whole training. */
  readonly decayEpochs: number;
  readonly epochs: number;
}

/**
 * The learning rate at an epoch: final + (initial - final) (1 + cos(pi t / decayEpochs)) / 2 up to decayEpochs, then final.
 * The supplement's early decay (PikeLPN, CVPR 2024, supplement, section 5): weights of few bits settle while it is low.
 */
export function learningRate(epoch: number, { initial, final, decayEpochs, epochs }: Schedule): number {
  if (!(decayEpochs > 0 && decayEpochs <= epochs))
    throw mustBe('learningRate', 'decayEpochs', `above 0 and at most ${epochs}`, decayEpochs);
  if (!(epoch >= 0 && epoch <= epochs)) throw mustBe('learningRate', 'epoch', `from 0 to ${epochs}`, epoch);
  const along = Math.min(epoch / decayEpochs, 1);
  return final + ((initial - final) * (1 + Math.cos(Math.PI * along))) / 2;
}

/** The rates of the supplement, section 5. */
const RATES = { initial: 1e-4, final: 1e-12 } as const;

/** The decays that the supplement's figure 3 compares over 500 epochs. */
export const FIGURE_3: readonly Schedule[] = [200, 300, 400, 500].map((decayEpochs) => ({
  ...RATES,
  decayEpochs,
  epochs: 500,
}));

/** The schedule of a size of PikeLPN: its table gives the epochs and the tail, the decay is the rest. */
export interface SizeSchedule extends Schedule {
  readonly size: string;
  readonly tailEpochs: number;
}

export const SIZE_SCHEDULES: readonly SizeSchedule[] = (
  [
    ['1x', 500, 300],
    ['2x', 1500, 300],
    ['3x', 1000, 20],
    ['6x', 1000, 50],
  ] as const
).map(([size, epochs, tailEpochs]) => ({
  size,
  ...RATES,
  epochs,
  tailEpochs,
  decayEpochs: epochs - tailEpochs,
}));

/** The supplement's early decay, as a function. */
export const schedule: Finding = {
  name: 'schedule',
  title: 'Early decay of the learning rate',
  about:
    'The schedule of the supplement, section 5, as a function: a cosine that ends before the training does.',
  isSeeded: false,
  show: () => {
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
    };
  },
  notes: [
    'Rates, epochs and tails are stated in the supplement, table 1 and section 5. For 1x the table gives a tail of 300 of 500 epochs, which leaves 200 for the decay; the text of section 5 calls 300 steps of decay the best for it.',
  ],
};
