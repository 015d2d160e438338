import type { Param } from '../circuits/params.ts';
import type { AddressKey } from './address.ts';
import { readValue } from './value-text.ts';

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

/** A key with an unsigned number of at most so many bits, in decimal, 0x or 0b. */
export function bitsKey(name: string, about: string, width: number): AddressKey {
  return {
    name,
    about: `${about}, ${width} bits in decimal, 0x or 0b`,
    fault: (text) =>
      readValue(text, width) === undefined
        ? `a number from 0 to 2^${width} - 1 in decimal, 0x or 0b`
        : undefined,
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
