import { type CaseId, showCase } from '../circuits/case-id.ts';
import type { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';

/** A verdict that is kept in a `thing` is of a circuit of this name, but not of the one that there is now. */
export function staleVerdict(who: string, what: string, thing: string, id: CaseId, got: string): Misuse {
  const rule = `${thing} of verdicts on what is verified, but ${showCase(id)} had another netlist or another model there: begin in a new folder`;
  return mustBe(who, what, rule, got);
}
