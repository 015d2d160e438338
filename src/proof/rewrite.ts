import { at, byteAt, wordAt } from '../gates/at.ts';
import { type Equation, signOfBit } from '../gates/equation.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { Adders } from './adders.ts';
import { NONE, netOf } from './literal.ts';
import { asPower, Coefficients } from './polynomial.ts';
import { eachTerm, smallFunction } from './small-function.ts';

/**
 * A polynomial over the nets of a netlist, linear but for its products of two inputs, modulo 2^n. It says
 * "this sum is 0", and is rewritten backwards from the outputs, whole adders at a time, until only inputs are left.
 * What is in no adder, such as the rows of Booth's digits, is written as a polynomial in inputs where it reads few.
 */
export class Remainder {
  readonly #netlist: Netlist;
  readonly #literals: Uint32Array;
  readonly #linear: Coefficients;
  /** Coefficients of inputs, which many terms of far apart weights may add up to. */
  readonly #inputSums: bigint[];
  readonly #products = new Map<number, Coefficients>();
  /** Which bus, and which place on it, each input net is. */
  readonly #portOf: Uint32Array;
  readonly #placeOf: Uint32Array;
  readonly #names: string[];
  readonly #widths: number[];
  /** Coefficients of products that are not of one input of each of two ports; these must vanish. */
  readonly #others = new Map<string, bigint>();
  #constant = 0n;
  #lost = false;

  constructor(netlist: Netlist, literals: Uint32Array, modulus: number) {
    this.#netlist = netlist;
    this.#literals = literals;
    this.#linear = new Coefficients(netlist.netCount, modulus);
    this.#names = Object.keys(netlist.inputs);
    this.#widths = Object.values(netlist.inputs).map((bus) => bus.length);
    const end = firstGate(netlist);
    this.#inputSums = new Array(end).fill(0n);
    this.#portOf = new Uint32Array(end);
    this.#placeOf = new Uint32Array(end);
    for (const [port, bus] of Object.values(netlist.inputs).entries())
      for (const [place, net] of bus.entries()) {
        this.#portOf[net] = port;
        this.#placeOf[net] = place;
      }
  }

  /** Adds m 2^e times a literal. */
  addLiteral(literal: number, m: number, e: number): void {
    if (literal & 1) {
      this.addConstant(m, e);
      this.#addNet(netOf(literal), -m, e);
    } else if (literal !== 0) this.#addNet(netOf(literal), m, e);
  }

  #addNet(net: number, m: number, e: number): void {
    // Net 0 is worth nothing, and net 1 is its complement.
    if (net === 0) return;
    if (net >= this.#inputSums.length) this.#linear.add(net, m, e);
    else if (e < this.#linear.modulus)
      this.#inputSums[net] = at(this.#inputSums, net) + (BigInt(m) << BigInt(e));
  }

  addConstant(m: number, e: number): void {
    if (e < this.#linear.modulus) this.#constant += BigInt(m) << BigInt(e);
  }

  /** Adds `coefficient` times the numbers on up to two input ports of an equation. */
  addTerm(equation: Equation, coefficient: bigint, ports: readonly string[]): void {
    const power = asPower(coefficient);
    if (power === undefined) {
      this.#lost = true;
      return;
    }
    const { m, e } = power;
    const [x, y] = ports;
    if (x === undefined) {
      this.#constant += coefficient;
      return;
    }
    if (y === undefined) {
      const bus = this.#netlist.inputs[x] ?? [];
      for (const [k, net] of bus.entries())
        this.addLiteral(wordAt(this.#literals, net), m * signOfBit(equation, x, k, bus.length), e + k);
      return;
    }
    const portX = this.#names.indexOf(x);
    const portY = this.#names.indexOf(y);
    const [low, high] = [Math.min(portX, portY), Math.max(portX, portY)];
    const table = this.#productTable(low, high);
    const width = this.#widths[high] ?? 0;
    if (low === high) {
      this.#lost = true;
      return;
    }
    const height = this.#widths[low] ?? 0;
    const [lowName = '', highName = ''] = [this.#names[low], this.#names[high]];
    for (let i = 0; i < height; i++) {
      const signed = m * signOfBit(equation, lowName, i, height);
      for (let j = 0; j < width; j++)
        table.add(i * width + j, signed * signOfBit(equation, highName, j, width), e + i + j);
    }
  }

  /**
   * Rewrites the polynomial from the highest net down to the inputs. Returns the net at which it got stuck: no adder's
   * output, no product of inputs, or an adder whose sum and carry do not have weights 1 and 2.
   */
  rewrite(adders: Adders): number | undefined {
    const { gate } = this.#netlist;
    const first = firstGate(this.#netlist);
    const linear = this.#linear;
    let cell = adders.count - 1;
    let lowest = cell < 0 ? -1 : lowerOutput(adders, cell);
    for (let net = this.#netlist.netCount - 1; net >= first; net--) {
      if (net === lowest) {
        if (!this.#rewriteAdder(adders, cell) && !this.#rewriteOutputs(adders, cell)) return net;
        cell--;
        lowest = cell < 0 ? -1 : lowerOutput(adders, cell);
        continue;
      }
      if (linear.isZero(net)) continue;
      const owner = adders.owner[net] ?? -1;
      // The higher output of an adder waits for the lower one.
      if (owner !== -1 && this.#isOutput(adders, owner, net)) continue;
      const code = byteAt(gate, net);
      if (code === GATE_CODE.xor && this.#rewriteXor(net)) continue;
      if ((code === GATE_CODE.and || code === GATE_CODE.or) && this.#rewriteProduct(net)) continue;
      if (this.#rewriteFunction(net)) continue;
      return net;
    }
    return undefined;
  }

  /** Whether nothing is left. */
  isZero(): boolean {
    if (this.#lost || this.#linear.lost) return false;
    if (BigInt.asUintN(this.#linear.modulus, this.#constant) !== 0n) return false;
    for (const sum of [...this.#inputSums, ...this.#others.values()])
      if (BigInt.asUintN(this.#linear.modulus, sum) !== 0n) return false;
    for (const table of this.#products.values()) {
      if (table.lost) return false;
      for (let k = 0; k < table.mantissa.length; k++) if (!table.isZero(k)) return false;
    }
    return true;
  }

  #isOutput(adders: Adders, owner: number, net: number): boolean {
    const carry = wordAt(adders.carry, owner);
    return netOf(wordAt(adders.sum, owner)) === net || (carry !== NONE && netOf(carry) === net);
  }

  #rewriteAdder(adders: Adders, cell: number): boolean {
    const linear = this.#linear;
    const sum = wordAt(adders.sum, cell);
    const carry = wordAt(adders.carry, cell);
    const z = wordAt(adders.leaf2, cell);
    const [given, e] = linear.get(netOf(sum));
    const [givenCarry, ec] = carry === NONE ? [0, 0] : linear.get(netOf(carry));
    const m = sum & 1 ? -given : given;
    const mc = carry & 1 && carry !== NONE ? -givenCarry : givenCarry;
    // The carry must be worth twice the sum, modulo 2^n: so a carry out of the top may be missing, or unread.
    if (mc !== m || ec !== e + 1) {
      const difference = (BigInt(mc) << BigInt(ec)) - (BigInt(m) << BigInt(e + 1));
      if (BigInt.asUintN(linear.modulus, difference) !== 0n) return false;
    }
    linear.take(netOf(sum));
    if (sum & 1) this.addConstant(given, e);
    if (carry !== NONE) {
      linear.take(netOf(carry));
      if (carry & 1) this.addConstant(givenCarry, ec);
    }
    if (m === 0) return true;
    this.addLiteral(wordAt(adders.leaf0, cell), m, e);
    this.addLiteral(wordAt(adders.leaf1, cell), m, e);
    if (z !== NONE) this.addLiteral(z, m, e);
    return true;
  }

  /** The outputs of an adder as functions of inputs, for what is used as no adder. */
  #rewriteOutputs(adders: Adders, cell: number): boolean {
    const carry = wordAt(adders.carry, cell);
    const outputs = [wordAt(adders.sum, cell), ...(carry === NONE ? [] : [carry])].map(netOf);
    return outputs.every((net) => this.#linear.isZero(net) || this.#rewriteFunction(net));
  }

  /** What a gate computes of few inputs, as a polynomial in them. */
  #rewriteFunction(net: number): boolean {
    const small = smallFunction(this.#netlist, this.#literals, net);
    if (small === undefined) return false;
    const e = this.#linear.exponent[net] ?? 0;
    const m = this.#linear.take(net);
    eachTerm(small, (factor, inputs) => this.#addMonomial(inputs, factor * m, e));
    return true;
  }

  #addMonomial(inputs: readonly number[], m: number, e: number): void {
    const [x, y, ...more] = inputs;
    if (x === undefined) this.addConstant(m, e);
    else if (y === undefined) this.#addNet(x, m, e);
    else if (more.length > 0 || wordAt(this.#portOf, x) === wordAt(this.#portOf, y)) {
      const key = inputs.join(' ');
      this.#others.set(key, (this.#others.get(key) ?? 0n) + (BigInt(m) << BigInt(e)));
    } else this.#addProduct(x, y, m, e);
  }

  /** x xor y = x + y - 2 x y: in the top column the product is worth a multiple of 2^n. */
  #rewriteXor(net: number): boolean {
    const e = this.#linear.exponent[net] ?? 0;
    if (e + 1 < this.#linear.modulus) return false;
    const m = this.#linear.take(net);
    this.addLiteral(this.#fanin(0, net), m, e);
    this.addLiteral(this.#fanin(1, net), m, e);
    return true;
  }

  /** An AND, or by de Morgan an OR, of two literals of inputs is a product of two inputs, and linear terms. */
  #rewriteProduct(net: number): boolean {
    const isOr = byteAt(this.#netlist.gate, net) === GATE_CODE.or;
    const x = this.#fanin(0, net) ^ (isOr ? 1 : 0);
    const y = this.#fanin(1, net) ^ (isOr ? 1 : 0);
    const end = firstGate(this.#netlist);
    if (netOf(x) >= end || netOf(y) >= end) return false;
    if (wordAt(this.#portOf, netOf(x)) === wordAt(this.#portOf, netOf(y))) return false;
    const e = this.#linear.exponent[net] ?? 0;
    let m = this.#linear.take(net);
    if (isOr) {
      this.addConstant(m, e);
      m = -m;
    }
    // (p or 1 - p) (q or 1 - q), with the signs of the literals.
    const signX = x & 1 ? -1 : 1;
    const signY = y & 1 ? -1 : 1;
    if (x & 1 && y & 1) this.addConstant(m, e);
    if (y & 1) this.addLiteral(x & ~1, m * signX, e);
    if (x & 1) this.addLiteral(y & ~1, m * signY, e);
    this.#addProduct(netOf(x), netOf(y), m * signX * signY, e);
    return true;
  }

  /** Adds m 2^e times a product of inputs of two ports. */
  #addProduct(x: number, y: number, m: number, e: number): void {
    const portX = wordAt(this.#portOf, x);
    const portY = wordAt(this.#portOf, y);
    const [low, high] = portX < portY ? [x, y] : [y, x];
    const table = this.#productTable(Math.min(portX, portY), Math.max(portX, portY));
    const width = this.#widths[Math.max(portX, portY)] ?? 0;
    table.add(wordAt(this.#placeOf, low) * width + wordAt(this.#placeOf, high), m, e);
  }

  /** The coefficients of the products of two ports: bit i of the first and j of the second at i width + j. */
  #productTable(low: number, high: number): Coefficients {
    const key = low * this.#names.length + high;
    const known = this.#products.get(key);
    if (known !== undefined) return known;
    const size = (this.#widths[low] ?? 0) * (this.#widths[high] ?? 0);
    const table = new Coefficients(size, this.#linear.modulus);
    this.#products.set(key, table);
    return table;
  }

  #fanin(k: 0 | 1, net: number): number {
    return wordAt(this.#literals, wordAt(this.#netlist.fanin[k], net));
  }
}

/** The lower of an adder's two outputs. */
export function lowerOutput(adders: Adders, cell: number): number {
  const sum = netOf(wordAt(adders.sum, cell));
  const carry = wordAt(adders.carry, cell);
  return carry === NONE ? sum : Math.min(sum, netOf(carry));
}
