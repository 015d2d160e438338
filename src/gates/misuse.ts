import { entryOf } from './entry-of.ts';
import { shortened, visible } from './visible.ts';

/** What is wrong with what was given, as data. */
export interface Complaint {
  /** The file that it is in. */
  readonly where?: string;
  /** Who complains: a command, a function, a circuit, a place in a file. */
  readonly who: string;
  /** What is wrong: an option, a parameter, a port. */
  readonly what: string;
  /** What it must do: `be` where left out. */
  readonly verb?: string;
  /** What is allowed. */
  readonly rule: string;
  /** What was given: a value, or words by `said`. Left out where nothing can be told of it. */
  readonly got?: unknown;
  /** The same as it is printed; it takes the place of the value where the complaint goes to another thread. */
  readonly printed?: string;
  /** Why that is not allowed, where it takes a word more: the message of the system, as a rule. */
  readonly reason?: string;
}

/** Words in the place of a value: they stand without quotes. */
class Said {
  readonly words: string;

  constructor(words: string) {
    this.words = words;
  }
}

/** What was given, in words, where it is no value: `said('nothing')`. */
export function said(words: string): Said {
  return new Said(words);
}

/** What was given may be a whole file, and what is allowed the ports of one. */
const [MOST_GIVEN, MOST_ALLOWED] = [200, 6000];

/**
 * What the library throws where it is given what it does not allow. Whoever called it can put that right, so that a command
 * prints the message and nothing else. Every message has one shape, so that a reader always learns what was wrong, what is allowed and
 * what was given: "<who>: <what> must be <rule>, got <value>". It is one line of bounded length, and holds nothing that a
 * terminal obeys.
 */
export class Misuse extends RangeError {
  readonly #complaint: Complaint;

  constructor(complaint: Complaint) {
    super(inWords(complaint));
    this.#complaint = complaint;
  }

  get who(): string {
    return this.#complaint.who;
  }

  /** What is wrong: an option, a parameter, a port. */
  get what(): string {
    return this.#complaint.what;
  }

  /** What is allowed. */
  get rule(): string {
    return this.#complaint.rule;
  }

  /** What was given, as it is or in words. */
  get got(): unknown {
    return this.#complaint.got;
  }

  /** The complaint as plain data, for another thread: an error loses its class on the way. */
  complaint(): Complaint {
    const { got, printed = show(got), ...others } = this.#complaint;
    return 'got' in this.#complaint || this.#complaint.printed !== undefined
      ? { ...others, printed }
      : others;
  }

  /** The same complaint with the name that its reader knows what is wrong by, such as that of an option; by the old name where there is none. */
  renamed(names: Readonly<Record<string, string>>): Misuse {
    const { what } = this.#complaint;
    return new Misuse({ ...this.#complaint, what: entryOf(names, what) ?? what });
  }

  /** The same complaint, said to be of a file. */
  in(file: string): Misuse {
    const { where, ...others } = this.#complaint;
    return new Misuse({ ...others, where: where === undefined ? file : `${file}: ${where}` });
  }
}

function inWords(complaint: Complaint): string {
  const { where, who, what, verb = 'be', rule, got, reason } = complaint;
  const printed = complaint.printed ?? ('got' in complaint ? show(got) : undefined);
  const parts = [
    ...(where === undefined ? [] : [`${visible(where)}: `]),
    `${shortened(visible(who), MOST_GIVEN)}: ${shortened(visible(what), MOST_GIVEN)}`,
    ` must ${verb} ${shortened(visible(rule), MOST_ALLOWED)}`,
    ...(printed === undefined ? [] : [`, got ${printed}`]),
    ...(reason === undefined ? [] : [` (${shortened(visible(reason), MOST_ALLOWED)})`]),
  ];
  return parts.join('');
}

function show(value: unknown): string {
  if (value instanceof Said) return shortened(visible(value.words), MOST_ALLOWED);
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
