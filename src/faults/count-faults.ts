import { at, byteAt, wordAt } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type FaultResult, VERDICTS } from './campaign.ts';
import { FAULT_KINDS, type FaultFamily } from './fault-kinds.ts';
import { stageOf } from './fault-list.ts';

/** How many faults there are of a kind, and what became of them. */
export interface FaultCount {
  faults: number;
  detected: number;
  equivalent: number;
  survived: number;
}

/** The part of the faults that can change an output which the vectors told, in percent; 100 where there are none. */
export function coverage({ faults, detected, equivalent }: FaultCount): number {
  return faults === equivalent ? 100 : (100 * detected) / (faults - equivalent);
}

/** All faults, those of each family, and those of each stage in the order of the netlist. */
export function countFaults(netlist: Netlist, result: FaultResult) {
  const all = none();
  const families = new Map<FaultFamily, FaultCount>();
  const stages = new Map<string, FaultCount>();
  const { faults, verdict } = result;
  let net = -1;
  let stage = '';
  for (let k = 0; k < faults.count; k++) {
    if (wordAt(faults.net, k) !== net) {
      net = wordAt(faults.net, k);
      stage = stageOf(netlist, net);
    }
    const { family } = at(FAULT_KINDS, byteAt(faults.kind, k));
    const name = at(VERDICTS, byteAt(verdict, k));
    for (const count of [all, countOf(families, family), countOf(stages, stage)]) {
      count.faults++;
      count[name]++;
    }
  }
  return { all, families, stages };
}

function none(): FaultCount {
  return { faults: 0, detected: 0, equivalent: 0, survived: 0 };
}

function countOf<K>(counts: Map<K, FaultCount>, key: K): FaultCount {
  const count = counts.get(key) ?? none();
  counts.set(key, count);
  return count;
}
