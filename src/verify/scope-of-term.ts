import type { Claim, Term } from '../claims/claim.ts';
import { type Netlist, type Scope, scopeAt, scopePath } from '../gates/netlist.ts';
import { placeOf, recordError, within } from './record-error.ts';

/** The stage that a term of a claim counts. Throws where the netlist has none at its path. */
export function scopeOfTerm(claim: Claim, term: Term, netlist: Netlist): Scope {
  const place = placeOf(claim);
  const paths = place === undefined ? [term.scope] : netlist.scopes.map((_, k) => scopePath(netlist, k));
  if (place !== undefined && !paths.includes(term.scope)) {
    const known = paths.map((path) => `'${path}'`).join(', ');
    const at = within(place, `.terms[${claim.terms.indexOf(term)}].scope`);
    throw recordError(at, `one of the stages of ${netlist.name}, ${known}`, term.scope);
  }
  return scopeAt(netlist, term.scope);
}
