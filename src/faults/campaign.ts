import { byteAt, wordAt } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { SolverKind } from '../proof/solver.ts';
import type { Vectors } from '../verify/vectors.ts';
import { DiagramProver } from './diagram-prover.ts';
import { type FaultList, listFaults } from './fault-list.ts';
import { FaultSimulator } from './fault-simulator.ts';
import { SatProver, type Telling } from './sat-prover.ts';
import { MISSED, tryVectors } from './try-vectors.ts';
import { vectorWords } from './vector-words.ts';

/** What became of a fault. A survivor is either told by an input that was not among the vectors, or nobody knows. */
export const VERDICTS = ['detected', 'equivalent', 'survived'] as const;

export type FaultVerdict = (typeof VERDICTS)[number];

/** Every single fault of a netlist, and what became of it. */
export interface FaultResult {
  readonly faults: FaultList;
  /** The number of the first vector that told each fault, or `MISSED`. */
  readonly vector: Uint32Array;
  /** A place in `VERDICTS` for each fault. */
  readonly verdict: Uint8Array;
  /** The input bits that tell a survivor, by its number; missing where it could not be decided. */
  readonly telling: ReadonlyMap<number, Uint8Array>;
}

export interface FaultOptions {
  /** The order of variables of diagrams, as for `proveEqual`. */
  readonly order?: readonly (readonly string[])[] | undefined;
  /** A solver for what diagrams do not decide; without one it stays undecided. */
  readonly solver?: SolverKind | undefined;
  /** Another for the hardest questions. */
  readonly strongSolver?: SolverKind | undefined;
  readonly onProgress?: (done: number) => void;
}

/**
 * Tries every single fault of a netlist on vectors, and proves those that no vector tells to change nothing, or finds an
 * input that tells them: first by decision diagrams, then by SAT. Each such input is simulated before it is believed.
 */
export async function runFaults(
  netlist: Netlist,
  vectors: Vectors,
  options: FaultOptions = {},
): Promise<FaultResult> {
  const { onProgress = () => {} } = options;
  const faults = listFaults(netlist);
  const different = new Uint32Array(faults.count);
  for (let k = 0; k < faults.count; k++) {
    const leader = wordAt(faults.alike, k);
    different[leader] = wordAt(different, leader) + 1;
  }
  const vector = tryVectors(netlist, faults, vectorWords(netlist, vectors), (k) =>
    onProgress(wordAt(different, k)),
  );
  const verdict = new Uint8Array(faults.count);
  const telling = new Map<number, Uint8Array>();
  const missed: number[] = [];
  for (let k = 0; k < faults.count; k++)
    if (wordAt(vector, k) === MISSED && wordAt(faults.alike, k) === k) missed.push(k);
  if (missed.length > 0) {
    const judge = new Judge(netlist, options);
    for (const k of missed) {
      const found = await judge.decide(wordAt(faults.net, k), byteAt(faults.truth, k));
      verdict[k] = found === 'equivalent' ? 1 : 2;
      if (typeof found === 'object') telling.set(k, found);
      onProgress(wordAt(different, k));
    }
    for (let k = 0; k < faults.count; k++) {
      const leader = wordAt(faults.alike, k);
      verdict[k] = byteAt(verdict, leader);
      const input = telling.get(leader);
      if (input !== undefined) telling.set(k, input);
    }
  }
  return { faults, vector, verdict, telling };
}

/** Decides what vectors leave open. */
class Judge {
  readonly #diagrams: DiagramProver | undefined;
  readonly #sat: SatProver | undefined;
  readonly #simulator: FaultSimulator;
  /** Inputs that told earlier faults, which often tell the next. */
  readonly #inputs: Uint8Array[] = [];

  constructor(netlist: Netlist, { order, solver, strongSolver }: FaultOptions) {
    this.#diagrams = DiagramProver.of(netlist, order);
    this.#sat = solver === undefined ? undefined : new SatProver(netlist, solver, strongSolver);
    this.#simulator = new FaultSimulator(netlist);
  }

  /** The bits of an input that tells the fault, or what else is known of it. */
  async decide(net: number, truth: number): Promise<Uint8Array | 'equivalent' | 'undecided'> {
    const lanes = this.#simulator.wrongLanes(net, truth);
    const lane = lanes === 0 ? -1 : 31 - Math.clz32(lanes & -lanes);
    const before = this.#inputs[lane];
    if (before !== undefined) return before;
    const found = await this.#ask(net, truth);
    if (found === 'undecided') return found;
    if (found === undefined) return 'equivalent';
    if (this.#inputs.length === 32) this.#inputs.length = 0;
    this.#inputs.push(found);
    this.#load();
    const isTold = (this.#simulator.wrongLanes(net, truth) >>> (this.#inputs.length - 1)) & 1;
    if (isTold === 0)
      throw new Error(`net ${net}: the input that tells a fault must do so, got one that does not`);
    return found;
  }

  async #ask(net: number, truth: number): Promise<Telling | 'undecided'> {
    const found =
      this.#diagrams?.telling(net, truth) ?? (this.#diagrams === undefined ? 'undecided' : undefined);
    return found === 'undecided' && this.#sat !== undefined ? this.#sat.telling(net, truth) : found;
  }

  /** Puts the inputs into the lanes; the other lanes repeat the last. */
  #load(): void {
    const words = this.#simulator.right;
    const last = this.#inputs.length - 1;
    for (let k = 0; k < (this.#inputs[0]?.length ?? 0); k++) {
      let word = 0;
      for (let lane = 0; lane < 32; lane++) word |= (this.#inputs[Math.min(lane, last)]?.[k] ?? 0) << lane;
      words[2 + k] = word >>> 0;
    }
    this.#simulator.run();
  }
}
