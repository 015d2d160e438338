import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';

/** Where a queue is. */
export interface Address {
  /** With the credentials; never printed. */
  readonly url: string;
  /** Without them, for messages. */
  readonly shown: string;
}

/** Reads `redis://[user:password@]host[:port][/database]`, or rediss:// for TLS. Messages never repeat what was given. */
export function queueAddress(who: string, _what: string, raw: unknown): Address {
  const url = typeof raw === 'string' && URL.canParse(raw) ? new URL(raw) : undefined;
  const isRight =
    url !== undefined &&
    ['redis:', 'rediss:'].includes(url.protocol) &&
    url.hostname !== '' &&
    /^(\/\d*)?$/.test(url.pathname);
  if (!isRight)
    throw mustBe(
      who,
      '--queue',
      'redis://[user:password@]host[:port][/database] or rediss://...',
      said('something else'),
    );
  return { url: url.href, shown: `${url.protocol}//${url.host}${url.pathname}` };
}
