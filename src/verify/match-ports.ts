import type { Bus, Ports } from '../gates/bus.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Net } from '../gates/net.ts';
import type { Netlist } from '../gates/netlist.ts';
import { findDifference } from '../proof/compare.ts';
import { describePorts, gatherBits, parseBits } from './port-bits.ts';

/** Two netlists with the same ports in the same order. */
export interface Matched {
  readonly netlist: Netlist;
  readonly reference: Netlist;
}

/** Of more ports the bits are not tried the other way round. */
const MOST_TURNED = 4;

/**
 * Ports of which the bits may be meant the other way round: with them so the netlists agree, as far as some vectors tell.
 * Undefined where there are none.
 */
export function turnedPorts({ netlist, reference }: Matched): string[] | undefined {
  const wide = Object.entries({ ...netlist.inputs, ...netlist.outputs })
    .filter(([, { length }]) => length > 1)
    .map(([name]) => name);
  if (wide.length > MOST_TURNED) return undefined;
  for (let some = 1; some < 2 ** wide.length; some++) {
    const turned = wide.filter((_, k) => (some >> k) & 1);
    const turn = (ports: Ports): Ports =>
      Object.fromEntries(
        Object.entries(ports).map(([name, bus]) => [name, turned.includes(name) ? bus.toReversed() : bus]),
      );
    const other = { ...netlist, inputs: turn(netlist.inputs), outputs: turn(netlist.outputs) };
    if (findDifference(other, reference) === undefined) return turned;
  }
  return undefined;
}

interface Pair {
  readonly name: string;
  readonly ours: Bus;
  readonly theirs: Bus;
}

/**
 * Gives two netlists the same ports, by the names of the first: those that `said` matches, `sum=s[3:0],cout=s[4]`, then
 * those of one name and width, and what is then alone on both sides. Throws, with the option that answers it, where
 * ports are left.
 */
export function matchPorts(netlist: Netlist, reference: Netlist, said?: string): Matched {
  const inputs = pairsOf('inputs', netlist, reference, said);
  const outputs = pairsOf('outputs', netlist, reference, said);
  const side = (pairs: readonly Pair[], which: 'ours' | 'theirs') =>
    Object.fromEntries(pairs.map((pair) => [pair.name, pair[which]]));
  return {
    netlist: { ...netlist, inputs: side(inputs, 'ours'), outputs: side(outputs, 'ours') },
    reference: { ...reference, inputs: side(inputs, 'theirs'), outputs: side(outputs, 'theirs') },
  };
}

function pairsOf(
  side: 'inputs' | 'outputs',
  netlist: Netlist,
  reference: Netlist,
  said: string | undefined,
): Pair[] {
  const ours = gatherBits(netlist[side]);
  const theirs = gatherBits(reference[side]);
  const pairs = said === undefined ? [] : pairsSaid(side, said, netlist, reference, { ours, theirs });
  const left = leftOf(ours, new Set(pairs.flatMap((pair) => pair.ours)));
  const right = leftOf(theirs, new Set(pairs.flatMap((pair) => pair.theirs)));
  const unmatched = () =>
    mustBe(
      netlist.name,
      side,
      `${describePorts(theirs)} as in ${reference.name}, or matched to them by --match, as in a=x,b=y`,
      describePorts(ours),
    );
  const alone: [string, Bus][] = [];
  for (const [name, bus] of Object.entries(left)) {
    const other = Object.hasOwn(right, name) ? right[name] : undefined;
    if (other === undefined) alone.push([name, bus]);
    else if (other.length === bus.length) pairs.push({ name, ours: bus, theirs: other });
    else throw unmatched();
  }
  const others = Object.entries(right).filter(([name]) => !Object.hasOwn(left, name));
  const [mine, ...more] = alone;
  const [other, ...rest] = others;
  if (mine === undefined && other === undefined) return pairs;
  if (mine === undefined || other === undefined || more.length + rest.length > 0) throw unmatched();
  if (mine[1].length !== other[1].length) throw unmatched();
  return [...pairs, { name: mine[0], ours: mine[1], theirs: other[1] }];
}

/** The ports of which no bit is matched; what is left of others goes by no name, so it stays unmatched under its own. */
function leftOf(ports: Ports, used: ReadonlySet<Net>): Ports {
  return Object.fromEntries(
    Object.entries(ports)
      .map(([name, bus]) => [name, bus.filter((net) => !used.has(net))] as const)
      .filter(([, bus]) => bus.length > 0),
  );
}

/** The pairs of `left=right` whose left is on this side. */
function pairsSaid(
  side: 'inputs' | 'outputs',
  said: string,
  netlist: Netlist,
  reference: Netlist,
  { ours, theirs }: { readonly ours: Ports; readonly theirs: Ports },
): Pair[] {
  const text = said.replaceAll(/\s+/g, '');
  const pairs = [...text.matchAll(/(\{[^{}=]*\}|[^,{}=]+)=(\{[^{}=]*\}|[^,{}=]+)(?:,|$)/g)];
  if (text === '' || text.endsWith(',') || pairs.map(([all]) => all).join('') !== text)
    throw mustBe('--match', 'its value', 'pairs of ports with commas between, as in a=x,{cout,sum}=s', said);
  const other = side === 'inputs' ? 'outputs' : 'inputs';
  const found: Pair[] = [];
  for (const [, left = '', right = ''] of pairs) {
    const first = /\w+/.exec(left)?.[0] ?? '';
    const isHere = Object.hasOwn(ours, first) || Object.hasOwn(netlist[side], first);
    const isThere = Object.hasOwn(gatherBits(netlist[other]), first) || Object.hasOwn(netlist[other], first);
    if (!isHere && isThere) continue;
    const [mine] = parseBits('--match', left, { ...netlist[side], ...ours });
    const [yours] = parseBits('--match', right, { ...reference[side], ...theirs });
    if (mine === undefined || yours === undefined || mine.bits.length !== yours.bits.length)
      throw mustBe('--match', `${left}=${right}`, 'of the same width', said);
    found.push({ name: mine.name, ours: mine.bits, theirs: yours.bits });
  }
  for (const which of ['ours', 'theirs'] as const) {
    const bits = found.flatMap((pair) => pair[which]);
    if (new Set(bits).size < bits.length) throw mustBe('--match', 'its value', 'each bit once', said);
  }
  return found;
}
