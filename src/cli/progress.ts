import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  step(): void;
  stop(): void;
}

/** A progress bar on stderr, when a person is watching: both streams are terminals and nothing asked for quiet. */
export function startProgress(what: string, total: number, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY || !process.stdout.isTTY) return { step: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}%  {value}/{total}  {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
