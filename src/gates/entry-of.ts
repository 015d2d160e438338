/**
 * The entry of a record under a name from outside, which may be any: every object of JavaScript answers to names such as
 * `constructor` that nobody put there.
 */
export function entryOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A record whose keys come from outside: in it even `__proto__` is a key like others. */
export function emptyRecord<T>(): Record<string, T> {
  return Object.create(null);
}
