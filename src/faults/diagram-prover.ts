import { byteAt, wordAt } from '../gates/at.ts';
import { TRUTH_OF_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { Bdd, BddTooLarge, FALSE, TRUE } from '../proof/bdd.ts';
import { bitsInOrder } from '../proof/prove-equal.ts';
import type { Telling } from './sat-prover.ts';

/** Diagrams of a netlist with more nodes than this are no help: faults would cost more than a SAT solver takes. */
const MOST_NODES = 1 << 17;

/**
 * Decides by decision diagrams whether a fault changes an output for any input, where those of the netlist itself are
 * small: they are made once, and a fault costs those that it changes.
 */
export class DiagramProver {
  readonly #netlist: Netlist;
  /** The input net of each variable. */
  readonly #inputs: Uint32Array;
  readonly #isOutput: Uint8Array;
  #bdd: Bdd;
  #right: Int32Array;

  private constructor(netlist: Netlist, order: readonly (readonly string[])[]) {
    this.#netlist = netlist;
    this.#inputs = Uint32Array.from(
      bitsInOrder(netlist, order),
      ({ port, bit }) => netlist.inputs[port]?.[bit] ?? 0,
    );
    this.#isOutput = new Uint8Array(netlist.netCount);
    for (const bus of Object.values(netlist.outputs)) for (const net of bus) this.#isOutput[net] = 1;
    [this.#bdd, this.#right] = this.#start();
  }

  /** Undefined where the diagrams of the netlist are too large. `order` is that of `proveEqual`. */
  static of(netlist: Netlist, order: readonly (readonly string[])[] = []): DiagramProver | undefined {
    return unlessTooLarge(() => new DiagramProver(netlist, order));
  }

  /** As `SatProver.telling`; 'undecided' where the diagrams with the fault are too large. */
  telling(net: number, truth: number): Telling | 'undecided' {
    const full = this.#bdd.size > MOST_NODES / 2;
    // What is left of other faults is thrown away.
    if (full) [this.#bdd, this.#right] = this.#start();
    const found = unlessTooLarge(() => ({ edge: this.#difference(net, truth) }));
    if (found === undefined) {
      [this.#bdd, this.#right] = this.#start();
      return 'undecided';
    }
    const ones = this.#bdd.witness(found.edge);
    if (ones === undefined) return undefined;
    const bits = new Uint8Array(this.#netlist.inputCount);
    for (const variable of ones) bits[wordAt(this.#inputs, variable) - 2] = 1;
    return bits;
  }

  #start(): [Bdd, Int32Array] {
    const { netCount } = this.#netlist;
    const bdd = new Bdd(MOST_NODES);
    const right = new Int32Array(netCount);
    right[0] = FALSE;
    right[1] = TRUE;
    for (const [variable, net] of this.#inputs.entries()) right[net] = bdd.variable(variable);
    for (let net = firstGate(this.#netlist); net < netCount; net++)
      right[net] = this.#apply(bdd, this.#truth(net), net, right);
    return [bdd, right];
  }

  /** Where the first output that can be wrong is wrong. */
  #difference(faulty: number, truth: number): number {
    const { netCount, fanin } = this.#netlist;
    const bdd = this.#bdd;
    const values = this.#right.slice();
    const isChanged = new Uint8Array(netCount);
    for (let net = faulty; net < netCount; net++) {
      if (net !== faulty && !fanin.some((read) => byteAt(isChanged, wordAt(read, net)) === 1)) continue;
      const value = this.#apply(bdd, net === faulty ? truth : this.#truth(net), net, values);
      if (value === values[net]) continue;
      if (byteAt(this.#isOutput, net) === 1) return bdd.xor(value, values[net] ?? 0);
      values[net] = value;
      isChanged[net] = 1;
    }
    return FALSE;
  }

  /** The function of a truth table: choices by x and y between what z leaves of each pair of rows. */
  #apply(bdd: Bdd, truth: number, net: number, values: Int32Array): number {
    const [x = 0, y = 0, z = 0] = this.#netlist.fanin.map((read) => values[wordAt(read, net)] ?? 0);
    const row = (k: number) => bdd.mux(z, (truth >> (k + 4)) & 1, (truth >> k) & 1);
    return bdd.mux(y, bdd.mux(x, row(3), row(2)), bdd.mux(x, row(1), row(0)));
  }

  #truth(net: number): number {
    return byteAt(TRUTH_OF_CODE, byteAt(this.#netlist.gate, net));
  }
}

function unlessTooLarge<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof BddTooLarge) return undefined;
    throw error;
  }
}
