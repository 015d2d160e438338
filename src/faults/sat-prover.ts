import { byteAt, wordAt } from '../gates/at.ts';
import { FANIN_OF_CODE, TRUTH_OF_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { addDifference, addGate, type CreateSat, type IncrementalSat } from '../proof/sat.ts';

/** The bit of each input net, from net 2 on, of an input for which a fault makes an output wrong; none where there is no such. */
export type Telling = Uint8Array | undefined;

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
  readonly #create: CreateSat;
  readonly #createLast: CreateSat | undefined;
  /** The last net that reads each net; past the end for outputs. */
  readonly #lastReader: Uint32Array;
  #solver: IncrementalSat | undefined;
  #asked = 0;

  constructor(netlist: Netlist, create: CreateSat, createLast?: CreateSat) {
    this.#netlist = netlist;
    this.#create = create;
    this.#createLast = createLast;
    this.#lastReader = lastReaders(netlist);
  }

  /** An input for which some output is wrong where the gate at `net` has this truth table. Throws `SatExhausted`. */
  telling(net: number, truth: number): Telling {
    const { netCount } = this.#netlist;
    let solver = this.#ready();
    if (!this.#ask(solver, this.#rowsThatDiffer(solver, net, truth))) return undefined;
    const wrong = new Map<number, number>();
    for (const window of WINDOWS) {
      const end = net + window;
      if (end >= netCount) break;
      this.#addWrong(solver, wrong, end, net, truth);
      if (!this.#ask(solver, this.#differences(solver, wrong, end))) return undefined;
    }
    if (this.#createLast !== undefined) {
      solver = this.#written(this.#createLast());
      wrong.clear();
    }
    this.#addWrong(solver, wrong, netCount, net, truth);
    if (!this.#ask(solver, this.#differences(solver, wrong, netCount))) return undefined;
    return Uint8Array.from({ length: this.#netlist.inputCount }, (_, k) =>
      solver.value(variableOf(2 + k)) ? 1 : 0,
    );
  }

  #ready(): IncrementalSat {
    if (this.#solver === undefined || this.#asked === FAULTS_A_SOLVER) {
      this.#solver = this.#written(this.#create());
      this.#asked = 0;
    }
    this.#asked++;
    return this.#solver;
  }

  /** The solver with the netlist written into it: net n is variable n + 1. */
  #written(solver: IncrementalSat): IncrementalSat {
    const { netCount } = this.#netlist;
    for (let net = 0; net < netCount; net++) solver.variable();
    solver.clause([-variableOf(0)]);
    solver.clause([variableOf(1)]);
    for (let net = firstGate(this.#netlist); net < netCount; net++)
      addGate(solver, this.#truth(net), this.#fanins(net).map(variableOf), variableOf(net));
    return solver;
  }

  /** Whether one of these can be true. */
  #ask(solver: IncrementalSat, some: readonly number[]): boolean {
    const question = solver.variable();
    solver.clause([-question, ...some]);
    const answer = solver.solve(question);
    if (!answer) solver.clause([-question]);
    return answer;
  }

  /** For each row in which the truth tables differ, a variable that implies that the fan-ins have it. */
  #rowsThatDiffer(solver: IncrementalSat, net: number, truth: number): number[] {
    const fanins = this.#fanins(net);
    const rows: number[] = [];
    for (let row = 0; row < 2 ** fanins.length; row++) {
      if ((((truth ^ this.#truth(net)) >> row) & 1) === 0) continue;
      const here = solver.variable();
      for (const [k, fanin] of fanins.entries())
        solver.clause([-here, (row >> k) & 1 ? variableOf(fanin) : -variableOf(fanin)]);
      rows.push(here);
    }
    return rows;
  }

  /** Adds the wrong values of the nets below `end` that can be other than the right ones. */
  #addWrong(
    solver: IncrementalSat,
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
      const read = fanins.map((fanin) => wrong.get(fanin) ?? variableOf(fanin));
      addGate(solver, net === faulty ? truth : this.#truth(net), read, out);
      wrong.set(net, out);
    }
  }

  /** For each net that is read from `end` on, or by an output, a variable that implies that it is wrong. */
  #differences(solver: IncrementalSat, wrong: ReadonlyMap<number, number>, end: number): number[] {
    const some: number[] = [];
    for (const [net, value] of wrong) {
      if (wordAt(this.#lastReader, net) < end) continue;
      const different = solver.variable();
      addDifference(solver, different, variableOf(net), value);
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

function variableOf(net: number): number {
  return net + 1;
}

function lastReaders(netlist: Netlist): Uint32Array {
  const last = new Uint32Array(netlist.netCount);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    for (const fanin of netlist.fanin) last[wordAt(fanin, net)] = net;
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) last[net] = netlist.netCount;
  return last;
}
