import { mustBe } from '../gates/must-be.ts';

/** The value of an option that takes a whole number; throws where it is none or out of bounds. */
export function wholeOption(
  who: string,
  what: string,
  raw: unknown,
  preset: number,
  min: number,
  max: number,
): number {
  if (raw === undefined) return preset;
  const value = /^\d+$/.test(String(raw)) ? Number(raw) : Number.NaN;
  if (!(value >= min && value <= max)) throw mustBe(who, what, `a whole number from ${min} to ${max}`, raw);
  return value;
}
