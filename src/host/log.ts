import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import { visible } from '../gates/visible.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export const LOG_FORMATS = ['pretty', 'json'] as const;

/** Messages to stderr, each in a line without what a terminal obeys; written before the call returns, so that none is lost when the process ends. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** An error of several lines: where a fault of ours came from. */
  fault(stack: string): void;
}

/** A log whose library is loaded with its first message: most commands have none. */
export function createLog(level: string, format: string, colour: boolean): Log {
  let made: Logger | undefined;
  const logger = () => {
    made ??= loadPino(level, format, colour);
    return made;
  };
  return {
    info: (message) => logger().info(visible(message)),
    warn: (message) => logger().warn(visible(message)),
    error: (message) => logger().error(visible(message)),
    fault: (stack) => logger().error(stack.split('\n').map(visible).join('\n')),
  };
}

function loadPino(level: string, format: string, colour: boolean): Logger {
  const require = createRequire(import.meta.url);
  const { pino }: typeof import('pino') = require('pino');
  if (format === 'json') return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  const { build }: typeof import('pino-pretty') = require('pino-pretty');
  const stream = build({
    colorize: colour,
    ignore: 'time,pid,hostname',
    singleLine: true,
    destination: 2,
    sync: true,
  });
  return pino({ level, base: null }, stream);
}
