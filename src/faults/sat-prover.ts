import { byteAt, wordAt } from '../gates/at.ts';
import { FANIN_OF_CODE, TRUTH_OF_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { addDifference, addGate, addNetlist } from '../proof/clauses.ts';
import type { Solver, SolverAnswer, SolverKind } from '../proof/solver.ts';

/** The bit of each input net, from net 2 on, of an input for which a fault makes an output wrong; none where there is no such. */
export type Telling = Uint8Array | undefined;

/** A solver that knows the netlist, and the literal of each net there. */
interface Knowing {
  readonly solver: Solver;
  literalOf(net: number): number;
}

/** A solver slows down with what it has learnt of faults that are done. */
const FAULTS_A_SOLVER = 20;

/** Nets behind the faulty gate at which a wrong value must still be seen, before the outputs are asked. */
const WINDOWS = [24, 96] as const;

/**
 * Decides by SAT whether a fault changes an output for any input. The netlist is written down once, each fault adds what it
 * changes, and is asked in steps, since most faults that change nothing do so close by: can the gate's output be wrong at
 * all, can a net some gates behind it, can an output? T. Larrabee, Test pattern generation using Boolean satisfiability,
 * 1992. The last step may be for another solver, which starts afresh.
 */
export class SatProver {
  readonly #netlist: Netlist;
  readonly #kind: SolverKind;
  readonly #lastKind: SolverKind | undefined;
  /** The last net that reads each net; past the end for outputs. */
  readonly #lastReader: Uint32Array;
  #known: Knowing | undefined;
  #asked = 0;

  constructor(netlist: Netlist, kind: SolverKind, lastKind?: SolverKind) {
    this.#netlist = netlist;
    this.#kind = kind;
    this.#lastKind = lastKind;
    this.#lastReader = lastReaders(netlist);
  }

  /** An input for which some output is wrong where the gate at `net` has this truth table; or the solver gave up. */
  async telling(net: number, truth: number): Promise<Telling | 'undecided'> {
    const { netCount, inputCount } = this.#netlist;
    let known = await this.#ready();
    let answer = await ask(known, this.#rowsThatDiffer(known, net, truth));
    const wrong = new Map<number, number>();
    for (const end of WINDOWS.map((window) => net + window)) {
      if (answer.kind !== 'sat' || end >= netCount) break;
      this.#addWrong(known, wrong, end, net, truth);
      answer = await ask(known, this.#differences(known, wrong, end));
    }
    if (answer.kind === 'sat') {
      if (this.#lastKind !== undefined) {
        known = await this.#start(this.#lastKind);
        wrong.clear();
      }
      this.#addWrong(known, wrong, netCount, net, truth);
      answer = await ask(known, this.#differences(known, wrong, netCount));
    }
    if (answer.kind === 'unknown') return 'undecided';
    if (answer.kind === 'unsat') return undefined;
    const { isTrue } = answer;
    return Uint8Array.from({ length: inputCount }, (_, k) => (isTrue(known.literalOf(2 + k)) ? 1 : 0));
  }

  async #ready(): Promise<Knowing> {
    if (this.#known === undefined || this.#asked === FAULTS_A_SOLVER) {
      this.#known = await this.#start(this.#kind);
      this.#asked = 0;
    }
    this.#asked++;
    return this.#known;
  }

  async #start(kind: SolverKind): Promise<Knowing> {
    const solver = await kind.start();
    return { solver, literalOf: addNetlist(solver, this.#netlist) };
  }

  /** For each row in which the truth tables differ, a variable that implies that the fan-ins have it. */
  #rowsThatDiffer({ solver, literalOf }: Knowing, net: number, truth: number): number[] {
    const fanins = this.#fanins(net);
    const rows: number[] = [];
    for (let row = 0; row < 2 ** fanins.length; row++) {
      if ((((truth ^ this.#truth(net)) >> row) & 1) === 0) continue;
      const here = solver.variable();
      for (const [k, fanin] of fanins.entries())
        solver.clause([-here, (row >> k) & 1 ? literalOf(fanin) : -literalOf(fanin)]);
      rows.push(here);
    }
    return rows;
  }

  /** Adds the wrong values of the nets below `end` that can be other than the right ones. */
  #addWrong(
    { solver, literalOf }: Knowing,
    wrong: Map<number, number>,
    end: number,
    faulty: number,
    truth: number,
  ): void {
    const from = Math.max(faulty, ...wrong.keys()) + (wrong.size === 0 ? 0 : 1);
    for (let net = from; net < end; net++) {
      const fanins = this.#fanins(net);
      if (net !== faulty && !fanins.some((fanin) => wrong.has(fanin))) continue;
      const out = solver.variable();
      const read = fanins.map((fanin) => wrong.get(fanin) ?? literalOf(fanin));
      addGate(solver, net === faulty ? truth : this.#truth(net), read, out);
      wrong.set(net, out);
    }
  }

  /** For each net that is read from `end` on, or by an output, a variable that implies that it is wrong. */
  #differences({ solver, literalOf }: Knowing, wrong: ReadonlyMap<number, number>, end: number): number[] {
    const some: number[] = [];
    for (const [net, value] of wrong) {
      if (wordAt(this.#lastReader, net) < end) continue;
      const different = solver.variable();
      addDifference(solver, different, literalOf(net), value);
      some.push(different);
    }
    return some;
  }

  #truth(net: number): number {
    return byteAt(TRUTH_OF_CODE, byteAt(this.#netlist.gate, net));
  }

  #fanins(net: number): number[] {
    const count = byteAt(FANIN_OF_CODE, byteAt(this.#netlist.gate, net));
    return this.#netlist.fanin.slice(0, count).map((fanin) => wordAt(fanin, net));
  }
}

/** Whether one of these can be true. */
async function ask({ solver }: Knowing, some: readonly number[]): Promise<SolverAnswer> {
  const question = solver.variable();
  solver.clause([-question, ...some]);
  const answer = await solver.solve([question]);
  // What is done is of no use to the questions that follow.
  if (answer.kind === 'unsat') solver.clause([-question]);
  return answer;
}

function lastReaders(netlist: Netlist): Uint32Array {
  const last = new Uint32Array(netlist.netCount);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    for (const fanin of netlist.fanin) last[wordAt(fanin, net)] = net;
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) last[net] = netlist.netCount;
  return last;
}
