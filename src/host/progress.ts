import { createRequire } from 'node:module';
import { WriteStream } from 'node:tty';

/** Shows how far a computation is; `step` is told of what was done since it was told last. */
export interface Progress {
  step(cases: number, vectors: number): void;
  stop(): void;
}

/**
 * A progress bar on stderr, when a person is watching: both streams are terminals and nothing asked for quiet. It counts
 * input vectors, with their rate, where a run tries them all, else cases.
 */
export function startProgress(cases: number, vectors: number, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY || !process.stdout.isTTY) return { step: () => {}, stop: () => {} };
  const { Presets, SingleBar }: typeof import('cli-progress') = createRequire(import.meta.url)(
    'cli-progress',
  );
  const byVectors = vectors > 0;
  const started = performance.now();
  let tried = 0;
  const bar = new SingleBar(
    {
      format: byVectors
        ? '{bar} {percentage}%  {rate} million vectors a second  {eta_formatted} left'
        : '{bar} {percentage}%  {value} of {total} cases  {eta_formatted} left',
      // Written before the call returns, as messages are.
      stream: new WriteStream(2),
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 100,
    },
    Presets.shades_classic,
  );
  bar.start(byVectors ? vectors : cases, 0, { rate: '-' });
  return {
    step: (moreCases, moreVectors) => {
      tried += moreVectors;
      const rate = (tried / 1000 / (performance.now() - started)).toFixed(0);
      bar.increment(byVectors ? moreVectors : moreCases, { rate });
    },
    stop: () => bar.stop(),
  };
}
