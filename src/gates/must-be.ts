/**
 * Every complaint of the library has one shape, so that a reader always learns what was wrong, what is
 * allowed and what was given: "<who>: <what> must be <rule>, got <value>".
 */
export function mustBe(who: string, what: string, rule: string, got: unknown): RangeError {
  return new RangeError(`${who}: ${what} must be ${rule}, got ${show(got)}`);
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return showObject(value);
  return String(value);
}

/** Objects from elsewhere may hold what JSON has no words for. */
function showObject(value: object): string {
  try {
    return (
      JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? 'an object'
    );
  } catch {
    return 'an object';
  }
}
