import { wordAt } from '../gates/at.ts';
import type { Ports } from '../gates/bus.ts';
import { type Equation, signOfBit } from '../gates/equation.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { type Adders, labelledAdders } from './adders.ts';
import { literalsOf, NONE, netOf } from './literal.ts';
import { gateAxiom, LocalPolynomial } from './local-polynomial.ts';
import { modulusOf, portOf } from './ports.ts';
import { recoverAdders } from './recover.ts';
import { lowerOutput } from './rewrite.ts';

/**
 * Writes a proof that others can check, in LPAC, the practical algebraic calculus with linear combinations. Variables
 * are nets, `x12`, each 0 or 1. Axiom k is the polynomial of the gate that drives net k, which is 0; axiom 1 is 2^n,
 * the modulus, which only a circuit that drops a carry needs. A line
 *
 *     id % i1 *(p1) + i2 *(p2) + ..., result;
 *
 * says that a sum of known polynomials times factors is the result. Each adder takes one line, x + y + z - 2 carry -
 * sum from its gates; the last line adds all by weight and gives the equation, right side less left side.
 * D. Kaufmann, M. Fleury, A. Biere, The proof checkers Pacheck and Pasteque for the practical algebraic calculus, 2020.
 * Undefined where the equation does not follow from adders alone, as with a final adder that is no ripple of them.
 */
export function certificateOf(netlist: Netlist, equation: Equation): string | undefined {
  const literals = literalsOf(netlist);
  for (const adders of [labelledAdders(netlist, literals), recoverAdders(netlist, literals)]) {
    const text = adders === undefined ? undefined : new Writer(netlist, adders, equation).write();
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The axioms of a netlist, as checkers of others read them: a line for each gate, and the modulus. */
export function axiomsOf(netlist: Netlist, equation: Equation): string {
  const lines = [`1 ${1n << BigInt(modulusOf(netlist, equation))};`];
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    lines.push(`${net} ${gateAxiom(netlist, net)};`);
  return `${lines.join('\n')}\n`;
}

/** The polynomial that a certificate must end in. */
export function targetOf(netlist: Netlist, equation: Equation): string {
  return `${equationPolynomial(netlist, equation)};\n`;
}

function equationPolynomial(netlist: Netlist, equation: Equation): LocalPolynomial {
  const target = new LocalPolynomial();
  const add = (factor: bigint, ports: Ports, names: readonly string[], nets: readonly number[]): void => {
    const [name, ...others] = names;
    if (name === undefined) {
      target.add(factor, nets);
      return;
    }
    const bus = portOf(netlist.name, ports, name);
    for (const [k, net] of bus.entries())
      add(bitFactor(equation, factor, name, k, bus.length), ports, others, [...nets, net]);
  };
  for (const { coefficient, ports } of equation.outputs) add(-coefficient, netlist.outputs, ports, []);
  for (const { coefficient, ports } of equation.inputs) add(coefficient, netlist.inputs, ports, []);
  return target;
}

/** `factor` times what bit k of a port is worth. */
function bitFactor(equation: Equation, factor: bigint, name: string, k: number, width: number): bigint {
  return BigInt(signOfBit(equation, name, k, width)) * (factor << BigInt(k));
}

class Writer {
  readonly #netlist: Netlist;
  readonly #adders: Adders;
  readonly #equation: Equation;
  readonly #modulus: bigint;
  readonly #lines: string[] = [];
  /** What the last line adds: ids with their factors. */
  readonly #sum: string[] = [];
  /** The running polynomial: coefficients of nets, and in `rest` its products and constant. */
  readonly #coefficients = new Map<number, bigint>();
  readonly #rest = new LocalPolynomial();
  #nextId: number;

  constructor(netlist: Netlist, adders: Adders, equation: Equation) {
    this.#netlist = netlist;
    this.#adders = adders;
    this.#equation = equation;
    this.#modulus = 1n << BigInt(modulusOf(netlist, equation));
    this.#nextId = netlist.netCount;
  }

  write(): string | undefined {
    for (const { coefficient, ports } of this.#equation.outputs) {
      const [name = ''] = ports;
      const bus = portOf(this.#netlist.name, this.#netlist.outputs, name);
      for (const [k, net] of bus.entries())
        this.#add(bitFactor(this.#equation, coefficient, name, k, bus.length), net);
    }
    let cell = this.#adders.count - 1;
    for (let net = this.#netlist.netCount - 1; net >= firstGate(this.#netlist); net--) {
      if (cell >= 0 && net === lowerOutput(this.#adders, cell)) {
        if (!this.#addAdder(cell--)) return undefined;
      } else if (this.#coefficients.has(net) && !this.#waits(net)) this.#addGate(net);
    }
    // What is left must be the right side, but for multiples of the modulus.
    const target = equationPolynomial(this.#netlist, this.#equation);
    const left = new LocalPolynomial();
    const right = equationPolynomial(this.#netlist, { ...this.#equation, outputs: [] });
    right.each((factor, nets) => left.add(factor, nets));
    this.#rest.each((factor, nets) => left.add(-factor, nets));
    for (const [net, factor] of this.#coefficients) left.add(-factor, [net]);
    if (!this.#addMultiple(left)) return undefined;
    this.#lines.push(`${this.#nextId} % ${this.#sum.join(' + ')}, ${target};`);
    return `${this.#lines.join('\n')}\n`;
  }

  /** The higher output of an adder waits for the lower one. */
  #waits(net: number): boolean {
    const cell = this.#adders.owner[net] ?? -1;
    if (cell === -1) return false;
    const carry = wordAt(this.#adders.carry, cell);
    return (
      (netOf(wordAt(this.#adders.sum, cell)) === net || (carry !== NONE && netOf(carry) === net)) &&
      lowerOutput(this.#adders, cell) < net
    );
  }

  #add(factor: bigint, net: number): void {
    if (net === 0) return;
    if (net === 1) {
      this.#rest.add(factor, []);
      return;
    }
    const sum = (this.#coefficients.get(net) ?? 0n) + factor;
    if (sum === 0n) this.#coefficients.delete(net);
    else this.#coefficients.set(net, sum);
  }

  #addLiteral(factor: bigint, literal: number): void {
    if (literal & 1) this.#rest.add(factor, []);
    this.#add(literal & 1 ? -factor : factor, netOf(literal));
  }

  /** Puts a gate's own polynomial in its place: products of inputs, inverters, sums without a carry. */
  #addGate(net: number): void {
    const factor = this.#take(net);
    this.#sum.push(`${net} *(${factor})`);
    const gate = new LocalPolynomial().add(1n, [net]);
    gate.replace(this.#netlist, net);
    gate.each((by, nets) => {
      const [only] = nets;
      if (nets.length === 1 && only !== undefined) this.#add(factor * by, only);
      else this.#rest.add(factor * by, nets);
    });
  }

  #take(net: number): bigint {
    const factor = this.#coefficients.get(net) ?? 0n;
    this.#coefficients.delete(net);
    return factor;
  }

  #addAdder(cell: number): boolean {
    const { sum, carry, leaf0, leaf1, leaf2 } = this.#adders;
    const [s, c] = [wordAt(sum, cell), wordAt(carry, cell)];
    if (c === NONE) return this.#addSum(cell, s);
    const factor = this.#literalFactor(s);
    const carried = this.#literalFactor(c);
    if (factor === 0n && carried === 0n) return true;
    const leaves = [wordAt(leaf0, cell), wordAt(leaf1, cell), wordAt(leaf2, cell)].filter((x) => x !== NONE);
    const result = new LocalPolynomial().addLiteral(-2n, c).addLiteral(-1n, s);
    for (const leaf of leaves) result.addLiteral(1n, leaf);
    const id = this.#line(result, leaves);
    if (id === undefined) return false;
    this.#sum.push(`${id} *(${factor})`);
    for (const leaf of leaves) this.#addLiteral(factor, leaf);
    // carried C = 2 factor C + (carried - 2 factor) C, and the last part must be a multiple of the modulus.
    return this.#addMultiple(new LocalPolynomial().addLiteral(2n * factor - carried, c));
  }

  /** The coefficient of a literal, taken out of the running polynomial. */
  #literalFactor(literal: number): bigint {
    const factor = this.#take(netOf(literal));
    if ((literal & 1) === 0) return factor;
    this.#rest.add(factor, []);
    return -factor;
  }

  /** Adds a polynomial as a multiple of the modulus; false when it is none. */
  #addMultiple(polynomial: LocalPolynomial): boolean {
    if (polynomial.isZero) return true;
    const quotient = new LocalPolynomial();
    let isMultiple = true;
    polynomial.each((factor, nets) => {
      if (factor % this.#modulus !== 0n) isMultiple = false;
      quotient.add(factor / this.#modulus, nets);
    });
    if (isMultiple) this.#sum.push(`1 *(${quotient})`);
    return isMultiple;
  }

  /** A sum without a carry: x + y - 2 x y - sum, where the product is worth a multiple of the modulus. */
  #addSum(cell: number, sum: number): boolean {
    if (!this.#coefficients.has(netOf(sum))) return true;
    const factor = this.#literalFactor(sum);
    const [x, y] = [netOf(wordAt(this.#adders.leaf0, cell)), netOf(wordAt(this.#adders.leaf1, cell))];
    const result = new LocalPolynomial().addLiteral(-1n, sum).add(1n, [x]).add(1n, [y]).add(-2n, [x, y]);
    const id = this.#line(result, [2 * x, 2 * y]);
    if (id === undefined) return false;
    this.#sum.push(`${id} *(${factor})`);
    this.#add(factor, x);
    this.#add(factor, y);
    return this.#addMultiple(new LocalPolynomial().add(2n * factor, [x, y]));
  }

  /** Derives a polynomial from the gates above some leaves, the highest first. Returns the id of its line. */
  #line(result: LocalPolynomial, leaves: readonly number[]): number | undefined {
    const text = String(result);
    const isLeaf = (net: number) => leaves.some((leaf) => netOf(leaf) === net);
    const parts: string[] = [];
    for (let net = result.highest(isLeaf); net !== undefined; net = result.highest(isLeaf)) {
      if (net < firstGate(this.#netlist)) return undefined;
      const cofactor = String(result.replace(this.#netlist, net).negated());
      parts.push(cofactor === '1' ? String(net) : `${net} *(${cofactor})`);
    }
    if (!result.isZero) return undefined;
    const id = this.#nextId++;
    this.#lines.push(`${id} % ${parts.join(' + ')}, ${text};`);
    return id;
  }
}
