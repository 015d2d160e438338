import { signal } from '@preact/signals';
import type { AnyCircuit } from '../../circuits/circuit.ts';
import { type AnyValues, showParams } from '../../circuits/params.ts';
import { emptyMap, fillMap, SIDE, type WidthMap } from './width-map.ts';

/** A map and what is left to do of it. */
interface Job {
  readonly map: WidthMap;
  readonly steps: Generator<number, void>;
  done: number;
}

/** Maps are kept while the page is open: each takes a second or more. */
const jobs = new Map<string, Job>();

/** Goes up whenever more is measured that is worth drawing; whoever reads it is drawn again. */
export const measured = signal(0);

/** Milliseconds of measuring at a time: short enough that nothing is felt. */
const SLICE = 12;

/** The maps are drawn again when so much more of them is known: some 50 times in all, however slow the machine. */
const GROWTH = 1.15;

/** The map of a circuit, as far as it is measured. */
export function mapOf(circuit: AnyCircuit, rest: AnyValues): WidthMap {
  return jobOf(circuit, rest).map;
}

function jobOf(circuit: AnyCircuit, rest: AnyValues): Job {
  const key = `${circuit.name} ${showParams(rest)}`;
  const known = jobs.get(key);
  if (known !== undefined) return known;
  const map = emptyMap(circuit, rest);
  const job = { map, steps: fillMap(map), done: 0 };
  jobs.set(key, job);
  return job;
}

/** Measures these circuits in small portions, all at the same pace, until done or stopped; returns what stops it. */
export function startMeasuring(wanted: readonly { circuit: AnyCircuit; rest: AnyValues }[]): () => void {
  const mine = wanted.map(({ circuit, rest }) => jobOf(circuit, rest));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const total = () => mine.reduce((sum, { done }) => sum + done, 0);
  let drawn = total();
  const work = () => {
    const start = performance.now();
    let left = true;
    while (left && performance.now() - start < SLICE) left = stepSlowest(mine);
    const done = total();
    if (!left || done > GROWTH * drawn) {
      drawn = done;
      measured.value++;
    }
    timer = left ? setTimeout(work) : undefined;
  };
  timer = setTimeout(work);
  return () => clearTimeout(timer);
}

/** One circuit of the map that is least done; false when all are. */
function stepSlowest(mine: readonly Job[]): boolean {
  const next = mine.reduce<Job | undefined>(
    (slowest, job) => (job.done < (slowest?.done ?? SIDE * SIDE) ? job : slowest),
    undefined,
  );
  const step = next?.steps.next();
  if (next === undefined || step === undefined) return false;
  next.done = step.done === true ? SIDE * SIDE : step.value;
  return true;
}
