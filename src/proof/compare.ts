import { at, wordAt } from '../gates/at.ts';
import type { PortNumbers } from '../gates/counterexample.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { LaneTest } from './lanes.ts';
import { miter } from './miter.ts';
import type { Proof } from './proof.ts';
import { proveEqual } from './prove-equal.ts';
import { EXHAUSTIVE_BITS, type Search, searchInput } from './refute.ts';

/** Rounds of 32 inputs that are tried before anything else: most differences are easy. */
const ROUNDS = 128;

/** Decision diagrams get no more than a fraction of a second here: a solver comes after them. */
const MOST_NODES = 1 << 18;

/**
 * Whether two netlists with the same ports give the same outputs, as far as simulation and decision diagrams can tell at
 * once: of few inputs all are tried, and sums have small diagrams. Undecided where it takes a solver.
 */
export function compareNetlists(netlist: Netlist, reference: Netlist): Proof {
  const found = search(netlist, reference);
  if (found === 'none of all') return { verdict: 'proved', method: 'simulation of every input' };
  if (found !== 'none found') return { verdict: 'refuted', method: 'simulation', counterexample: found };
  return proveEqual(netlist, reference, [Object.keys(netlist.inputs)], MOST_NODES);
}

/** An input for which two netlists with the same ports give other outputs, as far as some vectors tell. */
export function findDifference(netlist: Netlist, reference: Netlist): PortNumbers | undefined {
  const found = search(netlist, reference);
  return typeof found === 'string' ? undefined : found.inputs;
}

function search(netlist: Netlist, reference: Netlist): Search {
  const both = miter(netlist, reference);
  const differs = at(both.outputs.differs ?? [], 0);
  const test: LaneTest = {
    isExact: true,
    wrongLane: (words) => 31 - Math.clz32(wordAt(words, differs)),
  };
  const isFew = both.inputCount <= EXHAUSTIVE_BITS;
  return searchInput(both, (_, outputs) => outputs.differs === 0n, {
    test,
    ...(isFew ? {} : { rounds: ROUNDS }),
  });
}
