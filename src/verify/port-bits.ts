import { at } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Net } from '../gates/net.ts';

/** Bits of ports that stand for one number, lowest first, by the name that a message calls them. */
export interface NamedBits {
  readonly name: string;
  readonly bits: Bus;
}

/**
 * Ports of which single bits are gathered by name and index: `a0` to `a7`, `a_0` to `a_7` or `a_0_` to `a_7_` are the
 * bus `a`, where all of them are there, from 0 on and each once; so are `a00` to `a15`. Any other port stays as it is.
 */
export function gatherBits(ports: Ports): Ports {
  const groups = new Map<
    string,
    { base: string; first: string; bits: Map<number, Net>; lengths: Set<number>; isPadded: boolean }
  >();
  const groupOf = new Map<string, string>();
  for (const [name, bus] of Object.entries(ports)) {
    const match = bus.length === 1 ? /^(.*?[^\d_])(_?)(\d{1,5})(_?)$/.exec(name) : null;
    if (match === null) continue;
    const [, base = '', before = '', digits = '', behind = ''] = match;
    const key = `${before}#${behind}${base}`;
    const group = groups.get(key) ?? {
      base,
      first: name,
      bits: new Map<number, Net>(),
      lengths: new Set<number>(),
      isPadded: false,
    };
    group.lengths.add(digits.length);
    if (/^0\d/.test(digits)) group.isPadded = true;
    group.bits.set(Number(digits), at(bus, 0));
    groups.set(key, group);
    groupOf.set(name, key);
  }
  const sizes = new Map<string, number>();
  for (const key of groupOf.values()) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const bases = new Map<string, number>();
  for (const { base } of groups.values()) bases.set(base, (bases.get(base) ?? 0) + 1);
  const gathered: (readonly [string, Bus])[] = [];
  for (const [name, bus] of Object.entries(ports)) {
    const key = groupOf.get(name) ?? '';
    const group = groups.get(key);
    const size = sizes.get(key) ?? 0;
    const isBus =
      group !== undefined &&
      size > 1 &&
      group.bits.size === size &&
      [...group.bits.keys()].every((index) => index < size) &&
      (!group.isPadded || group.lengths.size === 1) &&
      bases.get(group.base) === 1 &&
      !Object.hasOwn(ports, group.base);
    if (!isBus) gathered.push([name, bus]);
    else if (group.first === name)
      gathered.push([
        group.base,
        Array.from({ length: size }, (_, k) => group.bits.get(k)).filter((net) => net !== undefined),
      ]);
  }
  return Object.fromEntries(gathered);
}

/**
 * Reads a list of ports or parts of them: `a,b,cin`, `x[7:0],x[15:8]`, `{a1,a0},{b1,b0}`. As in Verilog the bit that is
 * written first is the highest, so `a[0:3]` has its bits the other way round.
 */
export function parseBits(what: string, text: string, ports: Ports): NamedBits[] {
  const rule = `names of ports or parts of them, as in a,b[3:0],{c1,c0}, of ${describePorts(ports)}`;
  const wrong = () => mustBe(what, 'its value', rule, text);
  const items = text.replaceAll(/\s+/g, '').match(/\{[^{}]*\}|[^,{}]+|,/g) ?? [];
  if (items.join('') !== text.replaceAll(/\s+/g, '')) throw wrong();
  if (items.length % 2 === 0 || items.some((item, k) => (item === ',') !== (k % 2 === 1))) throw wrong();
  return items
    .filter((item) => item !== ',')
    .map((item) => {
      const parts = item.replaceAll(/[{}]/g, '').split(',');
      const bits = parts.flatMap((part) => [...partBits(part, ports, wrong)].reverse());
      if (new Set(bits).size < bits.length) throw mustBe(what, item, 'made of each bit once', 'a bit twice');
      return { name: parts.length === 1 ? at(parts, 0) : item, bits: bits.reverse() };
    });
}

/** The bits of `a`, `a[3]`, `a[7:4]` or `a[4:7]`, lowest first. */
function partBits(part: string, ports: Ports, wrong: () => Error): Bus {
  const [, name = '', from, to] = /^(\w+)(?:\[(\d{1,7})(?::(\d{1,7}))?\])?$/.exec(part) ?? [];
  const bus = Object.hasOwn(ports, name) ? ports[name] : undefined;
  if (bus === undefined) throw wrong();
  if (from === undefined) return bus;
  const [first, last] = [Number(from), Number(to ?? from)];
  if (Math.max(first, last) >= bus.length) throw wrong();
  const slice = bus.slice(Math.min(first, last), Math.max(first, last) + 1);
  return first >= last ? slice : slice.reverse();
}

/** A function that tells what to call some bits, lowest first: the port that they are, or their parts as `parseBits` reads them. */
export function bitNamer(ports: Ports): (bits: Bus) => string {
  const places = new Map<Net, { port: string; place: number; width: number }>();
  for (const [port, bus] of Object.entries(ports))
    for (const [place, net] of bus.entries()) places.set(net, { port, place, width: bus.length });
  return (bits) => {
    const runs: { port: string; high: number; low: number; width: number }[] = [];
    for (const net of bits.toReversed()) {
      const found = places.get(net);
      if (found === undefined) throw mustBe('bitNamer', 'a bit', 'one of a port', net);
      const { port, place, width } = found;
      const last = runs.at(-1);
      if (last?.port === port && last.low === place + 1) last.low = place;
      else runs.push({ port, high: place, low: place, width });
    }
    const parts = runs.map(({ port, high, low, width }) => {
      if (high - low + 1 === width) return port;
      return high === low ? `${port}[${high}]` : `${port}[${high}:${low}]`;
    });
    return parts.length === 1 ? at(parts, 0) : `{${parts.join(',')}}`;
  };
}

/** More ports than that are not listed in a message. */
const MOST_LISTED = 12;

/** Ports with their widths, as messages show them: `a[8] b[8] cin`. */
export function describePorts(ports: Ports): string {
  const all = Object.entries(ports).map(([name, { length }]) => (length === 1 ? name : `${name}[${length}]`));
  if (all.length <= MOST_LISTED) return all.join(' ');
  return `${all.slice(0, MOST_LISTED).join(' ')} ... (${all.length} in all)`;
}
