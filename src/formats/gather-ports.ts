import { at } from '../gates/at.ts';
import type { Names } from './names.ts';

/** A port, or one bit of a port, as a file names it; bits least significant first, by whatever the reader knows them. */
export interface PortOfBits {
  readonly name: string;
  readonly ids: readonly number[];
}

/** How the bits of a bus may be written: with brackets alone, or also as `a_3`. */
export type BitStyles = 'brackets' | 'any';

/**
 * Gathers bits into buses by their names. Bits `a[0]` to `a[n-1]`, all of them and in any order, are the bus `a`; so
 * are `a<0>` to `a<n-1>`, and in formats without buses `a_0` to `a_n-1` when there are at least two. Any other bit is
 * a port of its own, and what is wider than a bit stays as it is. Ports come in the order of their first bits. A name
 * that cannot be a port's has `_` for what does not fit, and `_` behind it, or `_2`, when it is taken.
 */
export function gatherPorts(ports: readonly PortOfBits[], styles: BitStyles, taken: Names): PortOfBits[] {
  const groups = new Map<string, { base: string; members: { index: number; port: PortOfBits }[] }>();
  for (const port of ports) {
    const { base, style, index } =
      port.ids.length === 1 ? splitName(port.name, styles) : { base: port.name, style: '.', index: 0 };
    const key = `${style}${base}`;
    const group = groups.get(key) ?? { base, members: [] };
    group.members.push({ index, port });
    groups.set(key, group);
  }
  const gathered: PortOfBits[] = [];
  for (const [key, { base, members }] of groups) {
    const sorted = members.toSorted((x, y) => x.index - y.index);
    const isBus = sorted.every(({ index }, k) => index === k) && (members.length > 1 || !key.startsWith('_'));
    if (isBus) gathered.push({ name: portName(base, taken), ids: sorted.flatMap(({ port }) => port.ids) });
    else for (const { port } of members) gathered.push({ ...port, name: portName(port.name, taken) });
  }
  return gathered.filter(({ ids }) => ids.length > 0);
}

/** A name that the builder takes and that nothing else has. */
export function portName(name: string, taken: Names): string {
  const legal = name.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const started = /^[A-Za-z_]/.test(legal) ? legal : `_${legal}`;
  return taken.unique(started in {} ? `${started}_` : started);
}

/** Style `.` is a plain name. */
function splitName(name: string, styles: BitStyles): { base: string; style: string; index: number } {
  const match = /^(.+?)(?:\[(0|[1-9]\d{0,6})\]|<(0|[1-9]\d{0,6})>|_(0|[1-9]\d{0,6}))$/.exec(name);
  const plain = { base: name, style: '.', index: 0 };
  if (match === null) return plain;
  const [square, angle, under] = match.slice(2);
  const base = at(match, 1);
  if (square !== undefined) return { base, style: '[', index: Number(square) };
  if (angle !== undefined) return { base, style: '<', index: Number(angle) };
  return styles === 'any' ? { base, style: '_', index: Number(under) } : plain;
}
