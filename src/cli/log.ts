import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export const LOG_FORMATS = ['pretty', 'json'] as const;

/** Messages to stderr, written before the call returns, so that none is lost when the process ends. */
export function createLog(level: string, format: string, colour: boolean): Logger {
  if (format === 'json') return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  const stream = pretty({
    colorize: colour,
    ignore: 'time,pid,hostname',
    singleLine: true,
    destination: 2,
    sync: true,
  });
  return pino({ level, base: null }, stream);
}
