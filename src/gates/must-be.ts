import { shortened, visible } from './visible.ts';

/** What was given may be a whole file, and what is allowed the ports of one. */
const [MOST_GIVEN, MOST_ALLOWED] = [200, 6000];

/**
 * Every complaint of the library has one shape, so that a reader always learns what was wrong, what is
 * allowed and what was given: "<who>: <what> must be <rule>, got <value>". It is one line of bounded length, and holds
 * nothing that a terminal obeys.
 */
export function mustBe(who: string, what: string, rule: string, got: unknown): RangeError {
  const subject = `${shortened(visible(who), MOST_GIVEN)}: ${shortened(visible(what), MOST_GIVEN)}`;
  return new RangeError(`${subject} must be ${shortened(visible(rule), MOST_ALLOWED)}, got ${show(got)}`);
}

function show(value: unknown): string {
  if (typeof value === 'string') {
    const text = visible(value.slice(0, MOST_GIVEN));
    return value.length <= MOST_GIVEN ? `'${text}'` : `'${text}...' (${value.length} characters)`;
  }
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'object' && value !== null ? showObject(value) : String(value);
  return shortened(visible(text), MOST_GIVEN);
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
