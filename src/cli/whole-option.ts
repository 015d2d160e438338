import { mustBe } from '../gates/must-be.ts';

/** The whole number that an option gives, or what holds where it is left out; throws where it is none within the bounds. */
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
