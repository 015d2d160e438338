import type { FloatFormat } from '../../circuits/float-formats.ts';
import { bitLength } from '../../circuits/params.ts';

/** Where bits of one kind stand, in every lane below each other. */
export type Region = 'sign' | 'exponent' | 'significand';

/** The places of each region, the lowest 0. A place of the significand has the same weight in all lanes. */
export const SLOT = { sticky: 0, round: 1, guard: 2, significand: 3 } as const;

/** How many places each region has in a format. */
export interface Layout {
  readonly f: number;
  readonly sign: 1;
  /** Exponents, shift amounts and the leading-zero count, which may need more bits than an exponent. */
  readonly exponent: number;
  /** Sticky, round, guard, f trailing bits, the hidden bit, and the carry above it. */
  readonly significand: number;
}

/** The places that the lanes of a format need. */
export function layoutOf({ e, f }: Pick<FloatFormat, 'e' | 'f'>): Layout {
  return { f, sign: 1, exponent: Math.max(e, bitLength(f + 4)), significand: f + 5 };
}

/** What stands at a place of the significand region: `carry`, `hidden bit`, `bit 9 below it`, `guard` ... */
export function slotName({ f }: Pick<Layout, 'f'>, region: Region, slot: number): string {
  if (region === 'sign') return 'sign';
  if (region === 'exponent') return `exponent bit ${slot}`;
  if (slot === f + 4) return 'carry';
  if (slot === f + 3) return 'hidden bit';
  if (slot >= SLOT.significand) return `significand bit ${slot - SLOT.significand}`;
  return slot === SLOT.guard ? 'guard' : slot === SLOT.round ? 'round' : 'sticky';
}
