import { byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import type { Netlist } from '../gates/netlist.ts';

/** A product of nets: their numbers ascending, and a factor. */
interface Monomial {
  readonly nets: readonly number[];
  readonly factor: bigint;
}

/**
 * A polynomial in the nets of a netlist, each 0 or 1, so that a square is its root. For the few nets around one adder;
 * the polynomial of a whole circuit is another matter.
 */
export class LocalPolynomial {
  readonly #terms = new Map<string, Monomial>();

  add(factor: bigint, nets: readonly number[]): this {
    // The nets 0 and 1 are the numbers 0 and 1.
    if (nets.includes(0)) return this;
    const sorted = [...new Set(nets.filter((net) => net !== 1))].sort((x, y) => x - y);
    const key = sorted.join('*');
    const sum = (this.#terms.get(key)?.factor ?? 0n) + factor;
    if (sum === 0n) this.#terms.delete(key);
    else this.#terms.set(key, { nets: sorted, factor: sum });
    return this;
  }

  /** Adds a literal: a net, or 1 less a net. */
  addLiteral(factor: bigint, literal: number): this {
    const net = literal >>> 1;
    return literal & 1 ? this.add(factor, []).add(-factor, [net]) : this.add(factor, [net]);
  }

  get isZero(): boolean {
    return this.#terms.size === 0;
  }

  /** Calls `body` with every factor and its nets. */
  each(body: (factor: bigint, nets: readonly number[]) => void): void {
    for (const { nets, factor } of this.#terms.values()) body(factor, nets);
  }

  /** The highest net that `isLeaf` does not stop at. */
  highest(isLeaf: (net: number) => boolean): number | undefined {
    let most: number | undefined;
    for (const { nets } of this.#terms.values())
      for (const net of nets) if (!isLeaf(net) && (most === undefined || net > most)) most = net;
    return most;
  }

  /** Puts the gate's polynomial in the place of its net; returns what the net was multiplied by. */
  replace(netlist: Netlist, net: number): LocalPolynomial {
    const cofactor = new LocalPolynomial();
    for (const { nets, factor } of [...this.#terms.values()]) {
      if (!nets.includes(net)) continue;
      const others = nets.filter((one) => one !== net);
      cofactor.add(factor, others);
      this.add(-factor, nets);
      for (const term of gateTerms(netlist, net)) this.add(factor * term.factor, [...others, ...term.nets]);
    }
    return cofactor;
  }

  negated(): LocalPolynomial {
    const negated = new LocalPolynomial();
    for (const { nets, factor } of this.#terms.values()) negated.add(-factor, nets);
    return negated;
  }

  toString(): string {
    if (this.isZero) return '0';
    let text = '';
    for (const { nets, factor } of this.#terms.values()) {
      const size = factor < 0n ? -factor : factor;
      const factors = [...(size === 1n && nets.length > 0 ? [] : [size]), ...nets.map((net) => `x${net}`)];
      text += (factor < 0n ? '-' : text === '' ? '' : '+') + factors.join('*');
    }
    return text;
  }
}

/** What a gate computes, as a polynomial in its fan-ins. */
function gateTerms(netlist: Netlist, net: number): Monomial[] {
  const x = wordAt(netlist.fanin[0], net);
  const y = wordAt(netlist.fanin[1], net);
  const z = wordAt(netlist.fanin[2], net);
  const term = (factor: bigint, ...nets: number[]): Monomial => ({ factor, nets });
  switch (byteAt(netlist.gate, net)) {
    case GATE_CODE.not:
      return [term(1n), term(-1n, x)];
    case GATE_CODE.and:
      return [term(1n, x, y)];
    case GATE_CODE.or:
      return [term(1n, x), term(1n, y), term(-1n, x, y)];
    case GATE_CODE.xor:
      return [term(1n, x), term(1n, y), term(-2n, x, y)];
    default:
      return [term(1n, x, y), term(1n, z), term(-1n, x, z)];
  }
}

/** The axiom of a gate: its polynomial less its net. */
export function gateAxiom(netlist: Netlist, net: number): LocalPolynomial {
  const axiom = new LocalPolynomial().add(-1n, [net]);
  for (const { nets, factor } of gateTerms(netlist, net)) axiom.add(factor, nets);
  return axiom;
}
