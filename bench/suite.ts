import Benchmark from 'benchmark';

/** One figure: how long one run takes, how sure that is, and how it compares with the baseline beside it. */
export interface Figure {
  readonly name: string;
  readonly milliseconds: number;
  /** Relative margin of error of the mean, in percent. */
  readonly margin: number;
  readonly samples: number;
  /** How many times as fast as the baseline; absent for the baseline itself. */
  readonly ratio?: number;
}

/** Times functions of the same meaning in one suite; the first is the baseline of the others. */
export function compareTimes(cases: Readonly<Record<string, () => unknown>>, minSamples = 3): Figure[] {
  const suite = new Benchmark.Suite();
  for (const [name, body] of Object.entries(cases)) suite.add(name, body, { minSamples, maxTime: 1 });
  const figures: Figure[] = [];
  suite.on('cycle', ({ target }: Benchmark.Event) => {
    if (!(target instanceof Benchmark)) return;
    const { name = '', stats, error } = target;
    if (error !== undefined) throw error;
    const milliseconds = 1000 * stats.mean;
    const baseline = figures[0]?.milliseconds;
    figures.push({
      name,
      milliseconds,
      margin: stats.rme,
      samples: stats.sample.length,
      ...(baseline === undefined ? {} : { ratio: baseline / milliseconds }),
    });
  });
  suite.run({ async: false });
  return figures;
}
