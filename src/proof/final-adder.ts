import { wordAt } from '../gates/at.ts';
import { faninCount } from '../gates/depth.ts';
import { type Equation, signOfBit } from '../gates/equation.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { Adders } from './adders.ts';
import { Bdd, BddTooLarge, FALSE } from './bdd.ts';
import { addsByGroups } from './carry-groups.ts';
import { computeFunctions, functionOf, OPEN, sumBits, type Weighted } from './functions.ts';
import { type Dot, NONE, netOf } from './literal.ts';
import { asPower } from './polynomial.ts';
import { portOf } from './ports.ts';
import { readersOf } from './recover.ts';

/** The dots of a final adder, and where their sum is not what the outputs show. */
export interface FinalAdder {
  readonly dots: readonly Dot[];
  /** Undefined where the sum is right for every value of the dots. */
  readonly doubt: Doubt | undefined;
  /** What proved it. */
  readonly by: 'decision diagrams' | 'carry groups';
}

/** Diagrams of fewer dots take no time, and know more of a network than rules do. */
const FEW_DOTS = 512;

/** Values of dots for which the outputs are wrong, as decision diagrams: one of these functions is true. */
export interface Doubt {
  readonly bdd: Bdd;
  /** The literal of each variable. */
  readonly literals: readonly number[];
  readonly edges: readonly number[];
}

/**
 * The part of a netlist that whole adders do not reach, from the outputs down to dots of known weight: a final adder
 * that is no ripple of adders. It is cut out, and its dots are proved to sum up to the outputs, for every value of the
 * dots, by decision diagrams in the order of weights, the highest on top: there an addition has few nodes. Returns the
 * dots, whose sum then stands for the outputs, with the values of them for which it does not; undefined when there are no
 * such dots, or the diagrams are too large.
 */
export function sumOfDots(
  netlist: Netlist,
  literals: Uint32Array,
  adders: Adders,
  equation: Equation,
  modulus: number,
): FinalAdder | undefined {
  const dots = new Cut(netlist, literals, adders, equation).run();
  if (dots === undefined) return undefined;
  const isWide = dots.front.length >= FEW_DOTS;
  if (isWide && isAddedByGroups(netlist, literals, equation, modulus, dots))
    return { dots: dots.front, doubt: undefined, by: 'carry groups' };
  try {
    const doubt = doubtOf(netlist, literals, equation, modulus, dots);
    return { dots: dots.front, doubt, by: 'decision diagrams' };
  } catch (error) {
    if (error instanceof BddTooLarge) return undefined;
    throw error;
  }
}

interface Front {
  readonly front: readonly Dot[];
  /** Marks the gates between the dots and the outputs. */
  readonly between: Uint8Array;
}

function isAddedByGroups(
  netlist: Netlist,
  literals: Uint32Array,
  equation: Equation,
  modulus: number,
  { front, between }: Front,
): boolean {
  const outputs: Dot[] = [];
  for (const { coefficient, ports } of equation.outputs) {
    const [name = ''] = ports;
    const power = asPower(coefficient);
    if (power?.m !== 1 || equation.signed?.includes(name) === true) return false;
    const bus = portOf(netlist.name, netlist.outputs, name);
    for (const [k, net] of bus.entries())
      outputs.push({ literal: wordAt(literals, net), weight: power.e + k });
  }
  return addsByGroups(netlist, literals, { dots: front, outputs, modulus, between });
}

function doubtOf(
  netlist: Netlist,
  literals: Uint32Array,
  equation: Equation,
  modulus: number,
  { front, between }: Front,
): Doubt | undefined {
  const bdd = new Bdd();
  const edges = new Int32Array(netlist.netCount).fill(OPEN);
  const sorted = [...front].sort((x, y) => y.weight - x.weight || y.literal - x.literal);
  const terms: Weighted[] = sorted.map(({ literal, weight }, place) => {
    const edge = bdd.variable(place);
    edges[netOf(literal)] = edge ^ (literal & 1);
    return { edge, coefficient: 1n << BigInt(weight) };
  });
  computeFunctions(bdd, netlist, literals, edges, between);
  const got: Weighted[] = [];
  for (const { coefficient, ports } of equation.outputs) {
    const [name = ''] = ports;
    const bus = portOf(netlist.name, netlist.outputs, name);
    for (const [k, net] of bus.entries()) {
      const sign = BigInt(signOfBit(equation, name, k, bus.length));
      got.push({ edge: functionOf(literals, edges, net), coefficient: sign * (coefficient << BigInt(k)) });
    }
  }
  const wanted = sumBits(bdd, terms, modulus);
  const wrong = sumBits(bdd, got, modulus)
    .map((edge, k) => bdd.xor(edge, wanted[k] ?? 0))
    .filter((edge) => edge !== FALSE);
  return wrong.length === 0
    ? undefined
    : { bdd, literals: sorted.map(({ literal }) => literal), edges: wrong };
}

/** Finds the dots: outputs of adders whose leaves they alone read, products of inputs, and inputs. */
class Cut {
  readonly #netlist: Netlist;
  readonly #literals: Uint32Array;
  readonly #adders: Adders;
  readonly #equation: Equation;
  /** The literal of each net that is a dot, or `NONE`, and its weight. */
  readonly #dot: Uint32Array;
  readonly #weight: Int32Array;
  /** Adders that are part of the sum of dots. */
  readonly #isTyped: Uint8Array;
  readonly #readers: Uint32Array;
  #between: Uint8Array;
  #inside: Uint32Array;

  constructor(netlist: Netlist, literals: Uint32Array, adders: Adders, equation: Equation) {
    this.#netlist = netlist;
    this.#literals = literals;
    this.#adders = adders;
    this.#equation = equation;
    this.#dot = new Uint32Array(netlist.netCount).fill(NONE);
    this.#weight = new Int32Array(netlist.netCount);
    this.#isTyped = new Uint8Array(adders.count);
    this.#readers = readersOf(netlist, literals);
    this.#between = new Uint8Array(netlist.netCount);
    this.#inside = new Uint32Array(netlist.netCount);
  }

  run(): Front | undefined {
    this.#typeInputs();
    this.#typeAdders();
    let nets = this.#walk(new Set());
    if (nets === undefined) return undefined;
    const opened = this.#halfAddersInside(nets);
    if (opened.size > 0) nets = this.#walk(opened);
    if (nets === undefined) return undefined;
    const front = nets.map((net) => ({ literal: wordAt(this.#dot, net), weight: this.#weight[net] ?? 0 }));
    return { front, between: this.#between };
  }

  #typeInputs(): void {
    const { inputs } = this.#netlist;
    for (const { coefficient, ports } of this.#equation.inputs) {
      const power = asPower(coefficient);
      const [x, y] = ports;
      if (power?.m !== 1 || x === undefined) continue;
      const bus = inputs[x] ?? [];
      if (y === undefined) {
        for (const [k, net] of bus.entries()) this.#type(2 * net, power.e + k);
        continue;
      }
      this.#typeProducts(bus, inputs[y] ?? [], power.e);
    }
  }

  #typeProducts(x: readonly number[], y: readonly number[], e: number): void {
    const place = new Int32Array(firstGate(this.#netlist));
    for (const [k, net] of x.entries()) place[net] = k + 1;
    for (const [k, net] of y.entries()) place[net] = -k - 1;
    const { gate, fanin, netCount } = this.#netlist;
    for (let net = firstGate(this.#netlist); net < netCount; net++) {
      if (gate[net] !== GATE_CODE.and || wordAt(this.#literals, net) !== 2 * net) continue;
      const p = wordAt(this.#literals, wordAt(fanin[0], net));
      const q = wordAt(this.#literals, wordAt(fanin[1], net));
      if ((p | q) & 1) continue;
      const [i = 0, j = 0] = [place[netOf(p)], place[netOf(q)]];
      if (i * j < 0) this.#type(2 * net, e + Math.abs(i) + Math.abs(j) - 2);
    }
  }

  #type(literal: number, weight: number): void {
    this.#dot[netOf(literal)] = literal;
    this.#weight[netOf(literal)] = weight;
  }

  /** Types the outputs of adders whose leaves are dots of one weight that nothing else reads. */
  #typeAdders(): void {
    const { count, leaf0, leaf1, leaf2, sum, carry } = this.#adders;
    const cells = new Uint32Array(this.#netlist.netCount);
    for (let k = 0; k < count; k++)
      for (const leaf of [leaf0, leaf1, leaf2]) {
        const literal = wordAt(leaf, k);
        if (literal !== NONE) cells[netOf(literal)] = wordAt(cells, netOf(literal)) + 1;
      }
    const byOthers = this.#readByLoose();
    for (let k = 0; k < count; k++) {
      if (wordAt(carry, k) === NONE) continue;
      const leaves = [wordAt(leaf0, k), wordAt(leaf1, k), wordAt(leaf2, k)].filter((one) => one !== NONE);
      const flip = wordAt(this.#dot, netOf(leaves[0] ?? 0)) ^ (leaves[0] ?? 0);
      if (flip > 1 || (flip === 1 && leaves.length === 2)) continue;
      const weight = this.#weight[netOf(leaves[0] ?? 0)] ?? 0;
      const fits = leaves.every(
        (leaf) =>
          wordAt(this.#dot, netOf(leaf)) === (leaf ^ flip) &&
          this.#weight[netOf(leaf)] === weight &&
          wordAt(cells, netOf(leaf)) === 1 &&
          byOthers[netOf(leaf)] === 0,
      );
      if (!fits) continue;
      this.#isTyped[k] = 1;
      this.#type(wordAt(sum, k) ^ flip, weight);
      this.#type(wordAt(carry, k) ^ flip, weight + 1);
    }
  }

  /** Marks the nets that are read by gates in no adder, or by outputs. */
  #readByLoose(): Uint8Array {
    const marks = new Uint8Array(this.#netlist.netCount);
    const { owner, carry } = this.#adders;
    for (let net = firstGate(this.#netlist); net < this.#netlist.netCount; net++) {
      const cell = owner[net] ?? -1;
      if (wordAt(this.#literals, net) !== 2 * net || (cell !== -1 && wordAt(carry, cell) !== NONE)) continue;
      for (const fanin of this.#fanins(net)) marks[fanin] = 1;
    }
    for (const bus of Object.values(this.#netlist.outputs))
      for (const net of bus) marks[netOf(wordAt(this.#literals, net))] = 1;
    return marks;
  }

  #fanins(net: number): number[] {
    return this.#netlist.fanin
      .slice(0, faninCount(this.#netlist, net))
      .map((fanin) => netOf(wordAt(this.#literals, wordAt(fanin, net))));
  }

  /** Goes from the outputs down to dots; the half adders in `opened` are passed. Returns the nets of the dots. */
  #walk(opened: ReadonlySet<number>): number[] | undefined {
    const { owner } = this.#adders;
    this.#between = new Uint8Array(this.#netlist.netCount);
    this.#inside = new Uint32Array(this.#netlist.netCount);
    const front = new Set<number>();
    const stack: number[] = [];
    const visit = (net: number) => {
      this.#inside[net] = wordAt(this.#inside, net) + 1;
      if (net === 0 || front.has(net) || this.#between[net] === 1) return;
      const cell = owner[net] ?? -1;
      const isOutput = cell === -1 || this.#isTyped[cell] === 1;
      if (wordAt(this.#dot, net) !== NONE && isOutput && !opened.has(cell)) {
        front.add(net);
        return;
      }
      this.#between[net] = 1;
      stack.push(net);
    };
    for (const bus of Object.values(this.#netlist.outputs))
      for (const net of bus) visit(netOf(wordAt(this.#literals, net)));
    for (let net = stack.pop(); net !== undefined; net = stack.pop()) {
      if (net < firstGate(this.#netlist)) return undefined;
      for (const fanin of this.#fanins(net)) visit(fanin);
    }
    return [...front];
  }

  /**
   * Half adders of which every reader lies inside: the generate and propagate of a bit. Their two outputs are never
   * both 1, which the proof may need, so it goes down to their leaves.
   */
  #halfAddersInside(front: readonly number[]): Set<number> {
    const { owner, sum, carry, leaf2 } = this.#adders;
    const opened = new Set<number>();
    const byItself = this.#readByOwnAdder();
    const isInside = (literal: number) => {
      const net = netOf(literal);
      return wordAt(this.#inside, net) + wordAt(byItself, net) === wordAt(this.#readers, net);
    };
    for (const net of front) {
      const cell = owner[net] ?? -1;
      if (cell === -1 || wordAt(leaf2, cell) !== NONE || wordAt(carry, cell) === NONE) continue;
      if (isInside(wordAt(sum, cell)) && isInside(wordAt(carry, cell))) opened.add(cell);
    }
    return opened;
  }

  /** How often each net is read by gates of the adder that drives it, as a carry is that is half of its sum. */
  #readByOwnAdder(): Uint32Array {
    const { owner } = this.#adders;
    const reads = new Uint32Array(this.#netlist.netCount);
    for (let net = firstGate(this.#netlist); net < this.#netlist.netCount; net++) {
      const cell = owner[net] ?? -1;
      if (cell === -1 || wordAt(this.#literals, net) !== 2 * net) continue;
      for (const fanin of this.#fanins(net))
        if (owner[fanin] === cell) reads[fanin] = wordAt(reads, fanin) + 1;
    }
    return reads;
  }
}
