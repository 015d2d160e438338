/**
 * Every complaint of the library has one shape, so that a reader always learns what was wrong, what is
 * allowed and what was given: "<who>: <what> must be <rule>, got <value>".
 */
export function mustBe(who: string, what: string, rule: string, got: unknown): RangeError {
  return new RangeError(`${who}: ${what} must be ${rule}, got ${show(got)}`);
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}
