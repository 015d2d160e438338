import { at, byteAt, wordAt } from '../gates/at.ts';
import type { PortNumbers } from '../gates/counterexample.ts';
import { FANIN_OF_CODE, GATE_NAMES, GATES, type Gate, TRUTH_OF_CODE } from '../gates/gate.ts';
import { ZERO } from '../gates/net.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { ClauseSink } from './problem.ts';

/** Adds what the gates of the nets below `end` say, a variable a net; returns the literal of a net. */
export function addNetlist(
  sink: ClauseSink,
  netlist: Netlist,
  end = netlist.netCount,
): (net: number) => number {
  // The first variable is true, net 1.
  const truth = sink.variable();
  for (let net = 2; net < end; net++) sink.variable();
  const literalOf = (net: number) => (net === ZERO ? -truth : truth + net - 1);
  sink.clause([truth]);
  for (let net = firstGate(netlist); net < end; net++) {
    const code = byteAt(netlist.gate, net);
    const fanins = netlist.fanin
      .slice(0, byteAt(FANIN_OF_CODE, code))
      .map((fanin) => literalOf(wordAt(fanin, net)));
    addGate(sink, byteAt(TRUTH_OF_CODE, code), fanins, literalOf(net));
  }
  return literalOf;
}

/** Adds that `out` is what this truth table gives for the fan-ins. Bit (x + 2 y + 4 z) of it is a row. */
export function addGate(sink: ClauseSink, truth: number, fanins: readonly number[], out: number): void {
  for (const { fixed, value } of implicants(truth, fanins.length)) {
    const clause = [value === 1 ? out : -out];
    for (const [k, bit] of fixed.entries())
      if (bit !== FREE) clause.push(bit === 1 ? -at(fanins, k) : at(fanins, k));
    sink.clause(clause);
  }
}

/** Adds that `different` implies that x and y differ. */
export function addDifference(sink: ClauseSink, different: number, x: number, y: number): void {
  sink.clause([-different, x, y]);
  sink.clause([-different, -x, -y]);
}

/** The values of a netlist's input ports, of which these nets are 1. */
export function inputsOf({ inputs }: Netlist, isOne: (net: number) => boolean): PortNumbers {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, bus]) => [
      name,
      bus.reduce((value, net, k) => (isOne(net) ? value | (1n << BigInt(k)) : value), 0n),
    ]),
  );
}

/** Where these fan-ins have these bits, the output has this value, whatever the others are. */
interface Implicant {
  readonly fixed: readonly number[];
  readonly value: number;
}

const FREE = 2;

/**
 * The implicants of our own gates, in the order in which files in DIMACS have them: fan-ins and value. They are irredundant.
 * That the inputs of a multiplexer may agree is no clause of its own: with it, proofs and faults took a third longer.
 */
const OF_GATES: Readonly<Record<Gate, readonly string[]>> = {
  not: ['0 1', '1 0'],
  and: ['0- 0', '-0 0', '11 1'],
  or: ['1- 1', '-1 1', '00 0'],
  xor: ['00 0', '11 0', '10 1', '01 1'],
  mux: ['10- 0', '11- 1', '0-0 0', '0-1 1'],
};

const known = new Map<number, readonly Implicant[]>(
  GATE_NAMES.map((gate) => [keyOf(GATES[gate].truth, GATES[gate].fanin), OF_GATES[gate].map(readImplicant)]),
);

function keyOf(truth: number, fanin: number): number {
  return 256 * fanin + truth;
}

function readImplicant(text: string): Implicant {
  const [fanins = '', value] = text.split(' ');
  return { fixed: Array.from(fanins, (bit) => (bit === '-' ? FREE : Number(bit))), value: Number(value) };
}

/** Of another function, such as a broken gate's, every prime implicant of it and of its complement. */
function implicants(truth: number, fanin: number): readonly Implicant[] {
  const key = keyOf(truth, fanin);
  const found = known.get(key) ?? primes(truth, fanin);
  known.set(key, found);
  return found;
}

function primes(truth: number, fanin: number): Implicant[] {
  const all: Implicant[] = [];
  for (let cube = 0; cube < 3 ** fanin; cube++) {
    const fixed = Array.from({ length: fanin }, (_, k) => Math.floor(cube / 3 ** k) % 3);
    const values = new Set<number>();
    for (let row = 0; row < 2 ** fanin; row++)
      if (fixed.every((bit, k) => bit === FREE || bit === ((row >> k) & 1))) values.add((truth >> row) & 1);
    for (const value of values) if (values.size === 1) all.push({ fixed, value });
  }
  const holds = (wide: Implicant, narrow: Implicant) =>
    wide !== narrow && wide.fixed.every((bit, k) => bit === FREE || bit === narrow.fixed[k]);
  return all.filter((one) => !all.some((other) => holds(other, one)));
}
