import type { Redis } from 'ioredis';
import { type Misuse, said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Log } from '../log.ts';
import type { Address } from './address.ts';

/** The longest wait between two tries to reach a Redis that is gone, in milliseconds. */
const LONGEST_WAIT = 1000;

/**
 * Connects to a Redis. Throws at once where nobody answers or the credentials are wrong; once it has answered, it is
 * tried again for as long as it is gone, commands wait meanwhile, and the log tells when it went and when it is back.
 */
export async function connect(who: string, { url, shown }: Address, log: Log): Promise<Redis> {
  const { Redis } = await import('ioredis');
  let isStarted = false;
  let reason = '';
  const redis = new Redis(url, {
    lazyConnect: true,
    keepAlive: 10_000,
    // What a queue needs: commands never give up.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isStarted ? Math.min(50 * 2 ** Math.min(times, 10), LONGEST_WAIT) : null),
  });
  redis.on('error', (error) => {
    reason = reasonOf(error);
  });
  try {
    await redis.connect();
    // BullMQ asks for the version; a user who may not would be told so nowhere.
    await redis.info('server');
  } catch (error) {
    if (isRefusal(error)) reason = reasonOf(error);
    redis.disconnect();
    throw mustBe(who, '--queue', 'a Redis that lets us in', said(shown), reason);
  }
  isStarted = true;
  // Connections made after this one start by themselves, and like it are tried again for as long as it takes.
  redis.options.lazyConnect = false;
  let isGone = false;
  redis.on('close', () => {
    if (isGone || redis.status === 'end') return;
    isGone = true;
    log.warn(`the queue at ${shown} is gone; it is tried again until it is back, and nothing is lost`);
  });
  redis.on('ready', () => {
    if (isGone) log.info(`the queue at ${shown} is back`);
    isGone = false;
  });
  return redis;
}

/** Whether a Redis understood a command and does not do it, which trying again would not change. */
export function isRefusal(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === 'ReplyError' || /^(NOPERM|WRONGTYPE|READONLY|OOM)\b/.test(error.message))
  );
}

/** What a user can put right at the Redis: a right that is missing, a key that holds something else. */
export function refusal(who: string, { shown }: Address, error: Error): Misuse {
  return mustBe(who, '--queue', 'a Redis that does what is asked', said(shown), error.message.split('\n')[0]);
}

/** What went wrong, in words without secrets: the arguments of a command, which an error also holds, stay out. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where a name has several addresses the error of each is inside, and the message empty.
  const code = 'code' in error ? String(error.code) : '';
  return error.message === '' ? code : error.message;
}
