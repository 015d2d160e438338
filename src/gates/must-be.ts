import { Misuse } from './misuse.ts';

/** The usual complaint: "<who>: <what> must be <rule>, got <value>", with the reason behind it where one is given. */
export function mustBe(who: string, what: string, rule: string, got: unknown, reason?: string): Misuse {
  return new Misuse({ who, what, rule, got, ...(reason === undefined ? {} : { reason }) });
}
