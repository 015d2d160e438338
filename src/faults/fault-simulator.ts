import { byteAt, wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { simulateWords } from '../proof/refute.ts';

/**
 * Runs a netlist with one gate wrong, on 32 input vectors at a time. The right values are worked out once for all faults;
 * a fault costs only the gates that it changes, which are visited in the order of nets, since that is an order of
 * evaluation. Pending gates are bits of a few words, so finding the next is one instruction for 32 nets.
 */
export class FaultSimulator {
  readonly #netlist: Netlist;
  /** The readers of net n are readers[first[n]] to readers[first[n + 1] - 1]. */
  readonly #first: Uint32Array;
  readonly #readers: Uint32Array;
  readonly #isOutput: Uint8Array;
  readonly #right: Uint32Array;
  /** As `right`, but for the nets in `changed`. */
  readonly #values: Uint32Array;
  readonly #changed: Uint32Array;
  readonly #pending: Uint32Array;

  constructor(netlist: Netlist) {
    const { netCount } = netlist;
    this.#netlist = netlist;
    [this.#first, this.#readers] = readersOf(netlist);
    this.#isOutput = new Uint8Array(netCount);
    for (const bus of Object.values(netlist.outputs)) for (const net of bus) this.#isOutput[net] = 1;
    this.#right = new Uint32Array(netCount);
    this.#right[1] = 0xffffffff;
    this.#values = new Uint32Array(netCount);
    this.#changed = new Uint32Array(netCount);
    this.#pending = new Uint32Array((netCount >>> 5) + 1);
  }

  /** The values of every net in 32 lanes without a fault; write those of the inputs, nets 2 and up, then `run`. */
  get right(): Uint32Array {
    return this.#right;
  }

  run(): void {
    simulateWords(this.#netlist, this.#right);
    this.#values.set(this.#right);
  }

  /** The lanes in which some output is wrong when the gate that drives `net` has this truth table instead of its own. */
  wrongLanes(net: number, truth: number): number {
    const { gate, fanin } = this.#netlist;
    const [fanin0, fanin1, fanin2] = fanin;
    const values = this.#values;
    const right = this.#right;
    const wrong = applyTruth(
      truth,
      wordAt(right, wordAt(fanin0, net)),
      wordAt(right, wordAt(fanin1, net)),
      wordAt(right, wordAt(fanin2, net)),
    );
    if (wrong === wordAt(right, net)) return 0;
    values[net] = wrong;
    this.#changed[0] = net;
    let count = 1;
    let lanes = byteAt(this.#isOutput, net) === 1 ? wrong ^ wordAt(right, net) : 0;
    let last = this.#wake(net, net);
    for (let word = net >>> 5; word <= last; word++)
      for (let bits = wordAt(this.#pending, word); bits !== 0; bits = wordAt(this.#pending, word)) {
        const next = 32 * word + 31 - Math.clz32(bits & -bits);
        this.#pending[word] = bits & (bits - 1);
        const x = wordAt(values, wordAt(fanin0, next));
        const y = wordAt(values, wordAt(fanin1, next));
        const code = byteAt(gate, next);
        let value: number;
        if (code === GATE_CODE.and) value = x & y;
        else if (code === GATE_CODE.xor) value = x ^ y;
        else if (code === GATE_CODE.or) value = x | y;
        else if (code === GATE_CODE.not) value = ~x;
        else value = (x & y) | (~x & wordAt(values, wordAt(fanin2, next)));
        value >>>= 0;
        const difference = value ^ wordAt(right, next);
        if (difference === 0) continue;
        values[next] = value;
        this.#changed[count] = next;
        count++;
        if (byteAt(this.#isOutput, next) === 1) lanes |= difference;
        last = this.#wake(next, last << 5);
      }
    for (let k = 0; k < count; k++) {
      const one = wordAt(this.#changed, k);
      values[one] = wordAt(right, one);
    }
    return lanes >>> 0;
  }

  /** Marks the readers of a net as pending; returns the last word with a pending net, no less than that of `least`. */
  #wake(net: number, least: number): number {
    const end = wordAt(this.#first, net + 1);
    let last = least >>> 5;
    for (let k = wordAt(this.#first, net); k < end; k++) {
      const reader = wordAt(this.#readers, k);
      const word = reader >>> 5;
      this.#pending[word] = wordAt(this.#pending, word) | (1 << (reader & 31));
      if (word > last) last = word;
    }
    return last;
  }
}

/** A truth table applied to 32 lanes of fan-ins. */
export function applyTruth(truth: number, x: number, y: number, z: number): number {
  const low = rows(truth, x, y);
  // A gate that does not read z has zeros there, and z is the constant 0.
  return ((low & ~z) | (rows(truth >>> 4, x, y) & z)) >>> 0;
}

function rows(truth: number, x: number, y: number): number {
  return (
    (-(truth & 1) & ~x & ~y) |
    (-((truth >> 1) & 1) & x & ~y) |
    (-((truth >> 2) & 1) & ~x & y) |
    (-((truth >> 3) & 1) & x & y)
  );
}

/** The gates that read each net, one net after the other. */
function readersOf(netlist: Netlist): [first: Uint32Array, readers: Uint32Array] {
  const { netCount, fanin } = netlist;
  const first = new Uint32Array(netCount + 1);
  for (let net = firstGate(netlist); net < netCount; net++)
    for (let k = 0; k < faninCount(netlist, net); k++) {
      const read = wordAt(fanin[k as 0 | 1 | 2], net) + 1;
      first[read] = wordAt(first, read) + 1;
    }
  for (let net = 0; net < netCount; net++) first[net + 1] = wordAt(first, net + 1) + wordAt(first, net);
  const next = first.slice();
  const readers = new Uint32Array(wordAt(first, netCount));
  for (let net = firstGate(netlist); net < netCount; net++)
    for (let k = 0; k < faninCount(netlist, net); k++) {
      const read = wordAt(fanin[k as 0 | 1 | 2], net);
      const place = wordAt(next, read);
      readers[place] = net;
      next[read] = place + 1;
    }
  return [first, readers];
}
