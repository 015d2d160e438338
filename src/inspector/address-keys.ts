import type { Param } from '../circuits/params.ts';
import type { AddressKey } from './address.ts';
import { readValue, valueRule } from './value-text.ts';

/** A key that is one of some words. */
export function choiceKey(name: string, about: string, values: readonly string[]): AddressKey {
  return {
    name,
    about: `${about}: ${values.join(', ')}`,
    fault: (text) => (values.includes(text) ? undefined : `one of ${values.join(', ')}`),
  };
}

/** A key that is a whole number in decimal. */
export function integerKey(name: string, about: string, min: number, max: number): AddressKey {
  return {
    name,
    about: `${about}, ${min} to ${max}`,
    fault: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max
        ? undefined
        : `a whole number from ${min} to ${max}`,
  };
}

/** A key that is on or off. */
export function flagKey(name: string, about: string): AddressKey {
  return choiceKey(name, about, ['true', 'false']);
}

/** A key with a number of at most so many bits, in decimal, 0x or 0b. */
export function bitsKey(name: string, about: string, width: number, isSigned: boolean): AddressKey {
  return {
    name,
    about: `${about}, ${width} bits in decimal, 0x or 0b`,
    fault: (text) =>
      readValue(text, width, isSigned) === undefined ? valueRule(width, isSigned) : undefined,
  };
}

/** A key whose text follows a pattern. */
export function patternKey(name: string, about: string, pattern: RegExp, rule: string): AddressKey {
  return { name, about, fault: (text) => (pattern.test(text) ? undefined : rule) };
}

/** A key for the parameter of a circuit. */
export function paramKey(name: string, param: Param): AddressKey {
  if (param.kind === 'integer') return integerKey(name, param.about, param.min, param.max);
  if (param.kind === 'choice') return choiceKey(name, param.about, param.values);
  return flagKey(name, param.about);
}
