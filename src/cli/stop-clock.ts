/** What ends a long computation early; `signal.reason` says why, in words. */
export interface StopClock {
  readonly signal: AbortSignal;
  /** Must be called when the computation is over: a clock that runs keeps the process. */
  stop(): void;
}

/** A timer cannot count further, in seconds. */
export const MOST_SECONDS = 2_000_000;

export const TIME_RAN_OUT = 'the time ran out';
export const INTERRUPTED = 'it was interrupted';

/** Starts a clock that aborts after so many seconds, and when the process is told to end. */
export function startClock(seconds = MOST_SECONDS): StopClock {
  const controller = new AbortController();
  const interrupt = () => controller.abort(INTERRUPTED);
  if (seconds === 0) controller.abort(TIME_RAN_OUT);
  const timer = setTimeout(() => controller.abort(TIME_RAN_OUT), seconds * 1000);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      process.removeListener('SIGINT', interrupt);
      process.removeListener('SIGTERM', interrupt);
    },
  };
}
