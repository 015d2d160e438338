import { type Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';

/** Why nothing can be said of a netlist from elsewhere before more is said of its ports. */
export interface Unclear {
  readonly verdict: 'unclear';
  /** What must be said, and how; and what is there instead, in words. */
  readonly what: string;
  readonly rule: string;
  readonly got: string;
}

/** The same as a complaint. */
export function asMisuse(who: string, { what, rule, got }: Unclear): Misuse {
  return mustBe(who, what, rule, said(got));
}
