import { mustBe } from '../gates/must-be.ts';
import { type Netlist, scopeAt } from '../gates/netlist.ts';
import { busValue } from './evaluate.ts';

/**
 * The values of the buses that stages show, given the bit of every net: a function of the path of a stage and the name
 * of a bus, which throws when there is none.
 */
export function shownValues(netlist: Netlist, bits: readonly bigint[]) {
  return (stage: string, name: string): bigint => {
    const { shows } = scopeAt(netlist, stage);
    const bus = shows[name];
    if (bus === undefined)
      throw mustBe(netlist.name, `bus of stage '${stage}'`, `one of ${Object.keys(shows).join(', ')}`, name);
    return busValue(bits, bus);
  };
}
