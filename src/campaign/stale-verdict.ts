import { netlistName } from '../circuits/circuit.ts';
import type { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Shard } from './shard.ts';

/** A verdict that is kept in a `thing` is of a circuit of this name, but not of the one that there is now. */
export function staleVerdict(
  who: string,
  what: string,
  thing: string,
  { circuit, params }: Pick<Shard, 'circuit' | 'params'>,
  got: string,
): Misuse {
  const name = netlistName({ name: circuit }, params);
  const rule = `${thing} of verdicts on what is verified, but ${name} had another netlist or another model there: begin in a new folder`;
  return mustBe(who, what, rule, got);
}
