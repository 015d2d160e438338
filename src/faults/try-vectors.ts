import { byteAt, wordAt } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { FaultList } from './fault-list.ts';
import { FaultSimulator } from './fault-simulator.ts';
import type { VectorWord } from './vector-words.ts';

/** No vector of those tried told the fault. */
export const MISSED = 0xffffffff;

/**
 * For each fault the number of the first vector for which an output is wrong, or `MISSED`. A fault that was told is not
 * tried again, and of faults that are the same only the first is tried.
 */
export function tryVectors(
  netlist: Netlist,
  faults: FaultList,
  words: Iterable<VectorWord>,
  onTold: (fault: number) => void = () => {},
): Uint32Array {
  const first = new Uint32Array(faults.count).fill(MISSED);
  const live = new Uint32Array(faults.count);
  let left = 0;
  for (let k = 0; k < faults.count; k++) if (wordAt(faults.alike, k) === k) live[left++] = k;
  const simulator = new FaultSimulator(netlist);
  for (const word of words) {
    if (left === 0) break;
    word.fill(simulator.right);
    simulator.run();
    const lanes = word.count === 32 ? 0xffffffff : 2 ** word.count - 1;
    let kept = 0;
    for (let place = 0; place < left; place++) {
      const k = wordAt(live, place);
      const wrong = simulator.wrongLanes(wordAt(faults.net, k), byteAt(faults.truth, k)) & lanes;
      if (wrong === 0) live[kept++] = k;
      else {
        first[k] = word.first + 31 - Math.clz32(wrong & -wrong);
        onTold(k);
      }
    }
    left = kept;
  }
  for (let k = 0; k < faults.count; k++) first[k] = wordAt(first, wordAt(faults.alike, k));
  return first;
}
