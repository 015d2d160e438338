import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { type Net, ZERO } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { bitLength, width } from './params.ts';

export const SHIFT_KINDS = ['left', 'right-logical', 'right-arithmetic', 'rotate-left'] as const;

export type ShiftKind = (typeof SHIFT_KINDS)[number];

/**
 * x moved by `amount` places, one row of multiplexers for each bit of the amount: row r moves by 2^r or not at all.
 * Every place of every row is a multiplexer, also where zero comes in; only a place that was zero and stays zero,
 * because x itself has constant zeros, takes none.
 */
export function shift(g: Builder, x: Bus, amount: Bus, kind: ShiftKind): Bus {
  return shiftSticky(g, x, amount, kind, false).shifted;
}

/** Right-logical `shift`. */
export function shiftRight(g: Builder, x: Bus, amount: Bus): Bus {
  return shift(g, x, amount, 'right-logical');
}

/** Left `shift`. */
export function shiftLeft(g: Builder, x: Bus, amount: Bus): Bus {
  return shift(g, x, amount, 'left');
}

/** A shift together with the sticky bit: whether any one was shifted out. A rotation loses nothing. */
export function shiftSticky(
  g: Builder,
  x: Bus,
  amount: Bus,
  kind: ShiftKind,
  withSticky = true,
): { shifted: Bus; sticky: Net | undefined } {
  let row = x;
  let sticky: Net | undefined;
  for (const [r, select] of amount.entries()) {
    const before = row;
    g.scope(`row ${r}`, () => {
      const distance = 2 ** r;
      row = before.map((stay, place) => {
        const moved = arriving(before, place, distance, kind);
        return moved === ZERO && stay === ZERO ? ZERO : g.mux(select, moved, stay);
      });
      const telling = leaving(before, distance, kind).filter((net) => net !== ZERO);
      if (!withSticky || telling.length === 0) return;
      const lost = g.and(select, orAll(g, telling));
      sticky = sticky === undefined ? lost : g.or(sticky, lost);
    });
  }
  return { shifted: row, sticky };
}

/** x or y or z ...; the nets are at least one. */
export function orAll(g: Builder, nets: Bus): Net {
  return joinAll(nets, (x, y) => g.or(x, y));
}

/** x and y and z ...; the nets are at least one. */
export function andAll(g: Builder, nets: Bus): Net {
  return joinAll(nets, (x, y) => g.and(x, y));
}

/** A balanced tree of n - 1 gates over n nets. */
function joinAll(nets: Bus, join: (x: Net, y: Net) => Net): Net {
  let level = [...nets];
  while (level.length > 1) {
    const next: Net[] = [];
    for (let k = 0; k + 1 < level.length; k += 2) next.push(join(at(level, k), at(level, k + 1)));
    if (level.length % 2 === 1) next.push(at(level, level.length - 1));
    level = next;
  }
  return at(level, 0);
}

function arriving(before: Bus, place: number, distance: number, kind: ShiftKind): Net {
  const n = before.length;
  if (kind === 'rotate-left') return at(before, (place + n - (distance % n)) % n);
  if (kind === 'left') return before[place - distance] ?? ZERO;
  const fill = kind === 'right-arithmetic' ? at(before, n - 1) : ZERO;
  return before[place + distance] ?? fill;
}

function leaving(before: Bus, distance: number, kind: ShiftKind): Bus {
  return kind === 'left' ? before.slice(-distance) : before.slice(0, distance);
}

export const barrelShifter = defineCircuit({
  name: 'barrel-shifter',
  about:
    'a number shifted or rotated by a variable amount, with the sticky bit of what was shifted out if wanted',
  source:
    'rows of multiplexers, one for each bit of the amount; M. R. Pillmeier et al., Design alternatives for barrel shifters, SPIE 4791, 2002',
  params: {
    n: width('bits of a', 8),
    max: width('largest amount; the amount port has as many bits as this number needs', 7),
    kind: {
      kind: 'choice',
      about: 'where the bits go and what comes in',
      values: SHIFT_KINDS,
      default: 'left',
    },
    sticky: { kind: 'flag', about: 'also tell whether a one was shifted out (shifts only)', default: false },
  },
  // Amounts of equal bit length give the same netlist, so one of each length stands for all.
  sweep: { max: [1, 3, 7, 15, 31, 63, 64] },
  forbids: ({ kind, sticky }) =>
    kind === 'rotate-left' && sticky
      ? { param: 'sticky', rule: 'false for rotate-left, which loses no bit' }
      : undefined,
  inputs: ({ n, max }) => ({ a: n, amount: bitLength(max) }),
  build: (g, { a, amount }, { kind, sticky: withSticky }) => {
    const { shifted, sticky } = shiftSticky(g, a, amount, kind, withSticky);
    return { s: shifted, sticky: sticky === undefined ? [] : [sticky] };
  },
  meaning: ({ n, kind, sticky }) => ({
    kind: 'shift',
    direction: kind,
    plain: { build: (g, x) => plainShift(g, x, { kind, sticky }), order: [['amount']] },
    model: ({ a, amount }) => {
      const bits = BigInt(n);
      const mask = (1n << bits) - 1n;
      if (kind === 'rotate-left') {
        const turn = amount % bits;
        return { s: ((a << turn) | (a >> (bits - turn))) & mask, sticky: 0n };
      }
      if (kind === 'left') return { s: (a << amount) & mask, sticky: (a << amount) >> bits === 0n ? 0n : 1n };
      const s = kind === 'right-logical' ? a >> amount : BigInt.asUintN(n, BigInt.asIntN(n, a) >> amount);
      return { s, sticky: (a >> amount) << amount === a ? 0n : 1n };
    },
  }),
  signed: ({ kind }) => (kind === 'right-arithmetic' ? ['a', 's'] : []),
  loose: ({ n, max, sticky }) => {
    const rows = bitLength(max);
    let or = rows - 1;
    for (let r = 0; r < rows; r++) or += Math.min(n, 2 ** r) - 1;
    return sticky ? { mux: n * rows, and: rows, or } : { mux: n * rows };
  },
  stimulus: ({ n, max }) => shiftVectors(n, bitLength(max)),
});

/** Every amount by itself: the places moved by wiring alone, and a multiplexer a bit that takes them at that amount. */
function plainShift(
  g: Builder,
  { a, amount }: Readonly<Record<'a' | 'amount', Bus>>,
  { kind, sticky: withSticky }: { readonly kind: ShiftKind; readonly sticky: boolean },
) {
  const n = a.length;
  let s: Bus = a;
  let sticky: Net = ZERO;
  for (let by = 0; by < 2 ** amount.length; by++) {
    const isBy = andAll(
      g,
      amount.map((bit, k) => ((by >> k) & 1 ? bit : g.not(bit))),
    );
    const fill = kind === 'right-arithmetic' ? at(a, n - 1) : ZERO;
    const moved = a.map((_, place) => {
      if (kind === 'rotate-left') return at(a, (((place - by) % n) + n) % n);
      return a[kind === 'left' ? place - by : place + by] ?? fill;
    });
    s = s.map((before, place) => g.mux(isBy, at(moved, place), before));
    if (!withSticky || by === 0) continue;
    const lost = kind === 'left' ? a.slice(-by) : a.slice(0, by);
    sticky = g.mux(isBy, orAll(g, lost), sticky);
  }
  return { s, sticky: withSticky ? [sticky] : [] };
}

/** Every amount of some bits with every telling pattern. Kinds follow each other, so the last answer is kept. */
function shiftVectors(n: number, amountBits: number): readonly { a: bigint; amount: bigint }[] {
  if (last?.n !== n || last.amountBits !== amountBits) {
    const patterns = tellingPatterns(n);
    const vectors = [];
    for (let amount = 0n; amount < 1n << BigInt(amountBits); amount++)
      for (const a of patterns) vectors.push({ a, amount });
    last = { n, amountBits, vectors };
  }
  return last.vectors;
}

let last: { n: number; amountBits: number; vectors: readonly { a: bigint; amount: bigint }[] } | undefined;

/**
 * Data that tells every bit from every other: a walking one, the binary addresses of the places, and the complements
 * of both. Two wires that are swapped differ in at least one of them.
 */
export function tellingPatterns(n: number): bigint[] {
  const all = (1n << BigInt(n)) - 1n;
  const patterns = [0n];
  for (let k = 0; k < n; k++) patterns.push(1n << BigInt(k));
  for (let bit = 0; bit < bitLength(n - 1); bit++) {
    let address = 0n;
    for (let k = 0; k < n; k++) if ((k >> bit) & 1) address |= 1n << BigInt(k);
    patterns.push(address);
  }
  return patterns.flatMap((pattern) => [pattern, all ^ pattern]);
}
