import type { Equation, EquationTerm } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';

/**
 * Replays a certificate in LPAC. It shares nothing with what writes one and knows nothing of adders: it derives the
 * polynomial of each gate and of the equation from the netlist, multiplies out every line, and compares. Variables are
 * 0 or 1, so a square is its root. Nothing is believed: neither ids, nor results, nor the equation at the end.
 */
export interface Replay {
  readonly accepted: boolean;
  /** Lines that were derived. */
  readonly rules: number;
  /** Why it was refused, with the number of the line. */
  readonly reason?: string;
}

/** Factors by product of variables; the key holds the variables' numbers, ascending. */
type Polynomial = Map<string, bigint>;

/** The polynomial of each gate code: terms of a factor and the places of the fan-ins that it multiplies. */
const GATE_POLYNOMIALS = ['', '1: -1:0', '1:01', '1:0 1:1 -1:01', '1:0 1:1 -2:01', '1:01 1:2 -1:02'];

export function checkCertificate(netlist: Netlist, equation: Equation, text: string): Replay {
  const known = new Map<number, Polynomial>();
  const used = new Set<number>();
  const target = equationOf(netlist, equation);
  const modulus = new Map([['', 1n << BigInt(bitsOf(netlist, equation))]]);
  let last: Polynomial | undefined;
  let rules = 0;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      const deletion = /^(\d+) d;$/.exec(line);
      if (deletion !== null) {
        if (!known.delete(Number(deletion[1]))) throw mustBe('the line', 'id', 'known', deletion[1]);
        continue;
      }
      const rule = /^(\d+) % (.+), ([^,]+);$/.exec(line);
      if (rule === null) throw mustBe('the line', 'form', 'id % sum, result;', line.slice(0, 40));
      const [, head = '', sum = '', claimed = ''] = rule;
      const id = Number(head);
      // An id of a gate's axiom, or of an earlier line even if deleted, cannot be given again.
      if (id < netlist.netCount || used.has(id)) throw mustBe('the line', 'id', 'new', id);
      const result = polynomialOf(claimed, netlist);
      const difference: Polynomial = new Map();
      for (const part of sum.split(' + ')) {
        const match = /^(\d+)(?: \*\(([^()]+)\))?$/.exec(part);
        if (match === null) throw mustBe('the line', 'part', 'id or id *(factor)', part.slice(0, 40));
        const [, of = '', factor = '1'] = match;
        const number = Number(of);
        const base = number === 1 ? modulus : (known.get(number) ?? axiomOf(netlist, number));
        addProduct(difference, base, polynomialOf(factor, netlist), 1n);
      }
      addProduct(difference, result, new Map([['', 1n]]), -1n);
      if (difference.size > 0)
        throw mustBe('the line', 'result', 'the sum of its parts', claimed.slice(0, 40));
      known.set(id, result);
      used.add(id);
      last = result;
      rules++;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { accepted: false, rules, reason: `line ${index + 1}: ${reason}` };
    }
  }
  if (last === undefined) return { accepted: false, rules, reason: 'the certificate has no line' };
  const rest: Polynomial = new Map(last);
  addProduct(rest, target, new Map([['', 1n]]), -1n);
  if (rest.size > 0) return { accepted: false, rules, reason: 'the last line is not the equation' };
  return { accepted: true, rules };
}

/** The polynomial of the gate that drives a net, less the net. */
function axiomOf(netlist: Netlist, net: number): Polynomial {
  const polynomial = GATE_POLYNOMIALS[netlist.gate[net] ?? 0] ?? '';
  if (polynomial === '') throw mustBe('the line', 'id', 'known', net);
  const axiom: Polynomial = new Map([[String(net), -1n]]);
  for (const term of polynomial.split(' ')) {
    const [factor = '', fanins = ''] = term.split(':');
    const nets = [...fanins].map((k) => netlist.fanin[Number(k)]?.[net] ?? 0);
    addTerm(axiom, BigInt(factor), nets);
  }
  return axiom;
}

/** Adds a factor times some nets; the nets 0 and 1 are the numbers. */
function addTerm(to: Polynomial, factor: bigint, nets: readonly number[]): void {
  if (nets.includes(0)) return;
  const variables = nets.length < 2 ? nets : [...new Set(nets)].sort((x, y) => x - y);
  const key = variables.filter((net) => net !== 1).join(' ');
  const sum = (to.get(key) ?? 0n) + factor;
  if (sum === 0n) to.delete(key);
  else to.set(key, sum);
}

function addProduct(to: Polynomial, x: Polynomial, y: Polynomial, sign: bigint): void {
  for (const [keyX, factorX] of x)
    for (const [keyY, factorY] of y) {
      const key = keyX === '' ? keyY : keyY === '' || keyX === keyY ? keyX : union(keyX, keyY);
      const sum = (to.get(key) ?? 0n) + factorX * factorY * sign;
      if (sum === 0n) to.delete(key);
      else to.set(key, sum);
    }
}

/** The variables of two products together: a variable that is 0 or 1 counts once. */
function union(x: string, y: string): string {
  if (!x.includes(' ') && !y.includes(' ')) return Number(x) < Number(y) ? `${x} ${y}` : `${y} ${x}`;
  const variables = new Set([...x.split(' '), ...y.split(' ')].map(Number));
  return [...variables].sort((p, q) => p - q).join(' ');
}

/** Reads `-2*x12-x13+1`. Variables are nets of the netlist. */
function polynomialOf(text: string, netlist: Netlist): Polynomial {
  const polynomial: Polynomial = new Map();
  const token = /([+-]?)(x?)(\d+)(\*?)/y;
  let factor = 1n;
  let nets: number[] = [];
  let isInside = false;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    const [, sign, x, digits = '', star] = match ?? [];
    // A sign stands before every term but the first, and nowhere else.
    if (match === null || (isInside ? sign !== '' : sign === '' && match.index > 0))
      throw mustBe('the line', 'polynomial', 'a sum such as -2*x12+1', text.slice(0, 40));
    if (sign === '-') factor = -factor;
    if (x === '') factor *= BigInt(digits);
    else nets.push(Number(digits));
    isInside = star === '*';
    if (isInside) continue;
    if (nets.some((net) => net < 2 || net >= netlist.netCount))
      throw mustBe('the line', 'variable', `from x2 to x${netlist.netCount - 1}`, digits);
    addTerm(polynomial, factor, nets);
    factor = 1n;
    nets = [];
  }
  if (isInside || text === '') throw mustBe('the line', 'polynomial', 'complete', text.slice(0, 40));
  return polynomial;
}

/** The right side of the equation less its left side, in the nets of the ports. */
function equationOf(netlist: Netlist, { outputs, inputs, signed = [] }: Equation): Polynomial {
  const target: Polynomial = new Map();
  const add = (terms: readonly EquationTerm[], ports: Netlist['inputs'], sign: bigint) => {
    for (const { coefficient, ports: names } of terms) {
      let products: (readonly [bigint, readonly number[]])[] = [[sign * coefficient, []]];
      for (const name of names) {
        const bus = ports[name];
        if (bus === undefined) throw mustBe('the equation', 'port', `one of ${Object.keys(ports)}`, name);
        // In two's complement the top bit is worth -2^k.
        const top = signed.includes(name) ? bus.length - 1 : -1;
        products = products.flatMap(([factor, nets]) =>
          bus.map((net, k) => [(k === top ? -factor : factor) << BigInt(k), [...nets, net]] as const),
        );
      }
      for (const [factor, nets] of products) addTerm(target, factor, nets);
    }
  };
  add(outputs, netlist.outputs, -1n);
  add(inputs, netlist.inputs, 1n);
  return target;
}

/** A number of bits in which both sides of the equation differ whenever they differ at all. */
function bitsOf(netlist: Netlist, { outputs, inputs, modulo, signed = [] }: Equation): number {
  if (modulo !== undefined) return modulo;
  let least = 0n;
  let most = 0n;
  for (const [terms, ports] of [
    [outputs, netlist.outputs],
    [inputs, netlist.inputs],
  ] as const) {
    let low = 0n;
    let high = 0n;
    for (const { coefficient, ports: names } of terms) {
      let ends = [coefficient];
      for (const name of names) {
        const all = 1n << BigInt(ports[name]?.length ?? 0);
        const [first, last] = signed.includes(name) ? [-all / 2n, all / 2n - 1n] : [0n, all - 1n];
        ends = ends.flatMap((end) => [end * first, end * last]);
      }
      ends.sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
      low += ends[0] ?? 0n;
      high += ends.at(-1) ?? 0n;
    }
    if (terms === outputs || low < least) least = low;
    if (terms === outputs || high > most) most = high;
  }
  return most === least ? 1 : (most - least).toString(2).length;
}
