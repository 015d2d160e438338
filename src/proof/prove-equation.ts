import { wordAt } from '../gates/at.ts';
import { type Equation, signOfBit } from '../gates/equation.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type Adders, labelledAdders } from './adders.ts';
import { Bdd, BddTooLarge } from './bdd.ts';
import { sumOfDots } from './final-adder.ts';
import { computeFunctions, functionOf, OPEN, sumBits, type Weighted } from './functions.ts';
import { equationTest } from './lanes.ts';
import { type Dot, literalsOf } from './literal.ts';
import { asPower } from './polynomial.ts';
import { modulusOf, portOf } from './ports.ts';
import type { OpenDoubt, Proof } from './proof.ts';
import { recoverAdders } from './recover.ts';
import { confirm, FEW_ROUNDS, judgeOf, searchInput } from './refute.ts';
import { Remainder } from './rewrite.ts';

export interface ProveOptions {
  /** Reads no label, even where there are some. */
  readonly ignoreLabels?: boolean;
  /** Seed of the random inputs of a search for a counterexample. */
  readonly seed?: number;
  /** At most this many rounds of 32 random inputs in that search; by default as many as about a second allows. */
  readonly rounds?: number;
}

/**
 * Proves that a netlist computes what an equation says, for every input:
 * - each adder is proved from its gates, labelled ones first, else those that are recovered;
 * - the equation's polynomial is rewritten from the outputs down, a whole adder at a time, and must vanish;
 * - a final adder that is no ripple of adders is cut out, proved to add its dots, and replaced by their sum.
 * A final adder that is wrong for some values of its dots may never get these: that doubt is left to a solver (`settle`).
 * Where all that fails, sums are decided by decision diagrams, and small netlists by all their inputs. A wrong netlist is
 * refuted by an input. D. Kaufmann, A. Biere, M. Kauers, Verifying large multipliers by combining SAT and computer
 * algebra, 2019.
 */
export function proveEquation(netlist: Netlist, equation: Equation, options: ProveOptions = {}): Proof {
  const modulus = modulusOf(netlist, equation);
  const literals = literalsOf(netlist);
  const labelled =
    options.ignoreLabels === true || netlist.cells.start.length === 0
      ? undefined
      : labelledAdders(netlist, literals);
  let reason = '';
  let doubt: OpenDoubt | undefined;
  const judge = judgeOf(netlist, equation);
  const test = equationTest(netlist, equation);
  const { seed } = options;
  const search = (rounds?: number) =>
    searchInput(netlist, judge, { test, seed, ...(rounds === undefined ? {} : { rounds }) });
  for (const [kind, adders] of [
    ['labelled', () => labelled],
    ['recovered', () => recoverAdders(netlist, literals)],
  ] as const) {
    const found = adders();
    if (found === undefined) continue;
    const stuck = close(netlist, literals, found, equation, modulus, outputDots(netlist, literals, equation));
    if (stuck === undefined) return { verdict: 'proved', method: `rewriting of ${kind} adders` };
    const soon = search(FEW_ROUNDS);
    if (typeof soon === 'object') return { verdict: 'refuted', method: 'simulation', counterexample: soon };
    reason = stuck;
    const final = sumOfDots(netlist, literals, found, equation, modulus);
    if (final === undefined) continue;
    const left = close(netlist, literals, found, equation, modulus, final.dots);
    const method = `rewriting of ${kind} adders, final adder by ${final.by}`;
    if (left === undefined && final.doubt === undefined) return { verdict: 'proved', method };
    if (left === undefined && final.doubt !== undefined)
      doubt ??= {
        ...final.doubt,
        netlist,
        judge,
        method: `rewriting of ${kind} adders, final adder by decision diagrams and SAT`,
      };
    reason = left ?? 'the final adder is not right for every value of its dots';
  }
  const found = search(options.rounds);
  if (found === 'none of all') return { verdict: 'proved', method: 'simulation of every input' };
  if (found !== 'none found') return { verdict: 'refuted', method: 'simulation', counterexample: found };
  const proof = decideSum(netlist, literals, equation, modulus, reason);
  return proof.verdict === 'undecided' && doubt !== undefined ? { ...proof, doubt } : proof;
}

/** The bits of the outputs as dots; undefined where a coefficient is no power of two. */
function outputDots(
  netlist: Netlist,
  literals: Uint32Array,
  equation: Equation,
): readonly (Dot & { readonly sign?: -1 })[] | undefined {
  const dots: (Dot & { sign?: -1 })[] = [];
  for (const { coefficient, ports } of equation.outputs) {
    const power = asPower(coefficient);
    const [name, ...more] = ports;
    if (power === undefined || Math.abs(power.m) !== 1 || name === undefined || more.length > 0)
      return undefined;
    const bus = portOf(netlist.name, netlist.outputs, name);
    for (const [k, net] of bus.entries()) {
      const dot = { literal: wordAt(literals, net), weight: power.e + k };
      dots.push(power.m * signOfBit(equation, name, k, bus.length) < 0 ? { ...dot, sign: -1 } : dot);
    }
  }
  return dots;
}

/** Rewrites the sum of dots less the right side; undefined when nothing is left, else what is in the way. */
function close(
  netlist: Netlist,
  literals: Uint32Array,
  adders: Adders,
  equation: Equation,
  modulus: number,
  dots: readonly (Dot & { readonly sign?: -1 })[] | undefined,
): string | undefined {
  if (dots === undefined) return 'the coefficients of the outputs are no powers of two';
  const remainder = new Remainder(netlist, literals, modulus);
  for (const { literal, weight, sign = 1 } of dots) remainder.addLiteral(literal, sign, weight);
  for (const { coefficient, ports } of equation.inputs) {
    for (const name of ports) portOf(netlist.name, netlist.inputs, name);
    remainder.addTerm(equation, -coefficient, ports);
  }
  const stuck = remainder.rewrite(adders);
  if (stuck !== undefined) return `net ${stuck} is no output of an adder that can be rewritten`;
  return remainder.isZero() ? undefined : 'what is left at the inputs is not what the equation says';
}

/** Decision diagrams decide what is a sum of inputs. */
function decideSum(
  netlist: Netlist,
  literals: Uint32Array,
  equation: Equation,
  modulus: number,
  reason: string,
): Proof {
  const undecided = { verdict: 'undecided', method: 'rewriting and simulation', reason } as const;
  if (equation.inputs.some(({ ports }) => ports.length > 1)) return undecided;
  try {
    const wrong = wrongSum(netlist, literals, equation, modulus);
    if (wrong === undefined) return { verdict: 'proved', method: 'decision diagrams' };
    const counterexample = confirm(netlist, judgeOf(netlist, equation), { inputs: wrong });
    return { verdict: 'refuted', method: 'decision diagrams', counterexample };
  } catch (error) {
    if (error instanceof BddTooLarge) return { ...undecided, reason: `${reason}; ${error.message}` };
    throw error;
  }
}

/** An input for which a sum of inputs is not what the outputs show, by diagrams with the highest bits on top. */
function wrongSum(
  netlist: Netlist,
  literals: Uint32Array,
  equation: Equation,
  modulus: number,
): Record<string, bigint> | undefined {
  const bdd = new Bdd();
  const edges = new Int32Array(netlist.netCount).fill(OPEN);
  const order = Object.entries(netlist.inputs)
    .flatMap(([name, bus]) => bus.map((net, k) => ({ name, net, k })))
    .sort((x, y) => y.k - x.k || x.net - y.net);
  for (const [place, { net }] of order.entries()) edges[net] = bdd.variable(place);
  computeFunctions(bdd, netlist, literals, edges);
  const terms = (side: 'outputs' | 'inputs'): Weighted[] =>
    equation[side].flatMap(({ coefficient, ports: [name] }) =>
      name === undefined
        ? [{ edge: 1, coefficient }]
        : portOf(netlist.name, netlist[side], name).map((net, k, { length }) => ({
            edge: functionOf(literals, edges, net),
            coefficient: BigInt(signOfBit(equation, name, k, length)) * (coefficient << BigInt(k)),
          })),
    );
  const wanted = sumBits(bdd, terms('inputs'), modulus);
  for (const [k, got] of sumBits(bdd, terms('outputs'), modulus).entries()) {
    const ones = bdd.witness(bdd.xor(got, wanted[k] ?? 0));
    if (ones === undefined) continue;
    const values: Record<string, bigint> = Object.fromEntries(order.map(({ name }) => [name, 0n]));
    for (const [place, { name, k: bit }] of order.entries())
      if (ones.has(place)) values[name] = (values[name] ?? 0n) | (1n << BigInt(bit));
    return values;
  }
  return undefined;
}
