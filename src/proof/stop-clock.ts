/** What ends a long computation early; `signal.reason` says why, in words. */
export interface StopClock {
  readonly signal: AbortSignal;
  /** Must be called when the computation is over: a clock that runs keeps the process. */
  stop(): void;
}

/** A timer cannot count further, in seconds. */
export const MOST_SECONDS = 2_000_000;

export const TIME_RAN_OUT = 'the time ran out';

/** Starts a clock that aborts after so many seconds. */
export function startClock(seconds = MOST_SECONDS): StopClock {
  const controller = new AbortController();
  if (seconds === 0) controller.abort(TIME_RAN_OUT);
  const timer = setTimeout(() => controller.abort(TIME_RAN_OUT), seconds * 1000);
  return {
    signal: controller.signal,
    stop: () => clearTimeout(timer),
  };
}
