import type { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';

/** The part of an address behind `?`, decoded: every key and its text. */
export type Query = Readonly<Record<string, string>>;

/** Where the page is: a view, and what it shows. Everything the page knows of its state is here. */
export interface Address {
  readonly view: string;
  readonly query: Query;
}

/** A key that a view reads from its address. */
export interface AddressKey {
  readonly name: string;
  /** One phrase, for the help. */
  readonly about: string;
  /** What a text must be, if this one is not it; undefined if it is. */
  fault(text: string): string | undefined;
}

/** What the page and the command line know of a view without drawing it. */
export interface ViewAddress {
  /** As in the address: `#/reduce`. */
  readonly name: string;
  /** The keys it reads; those of a circuit follow from the ones before them, such as the widths. */
  keys(query: Query): readonly AddressKey[];
  /** The circuit it shows, so that another view can show the same; absent where it shows none. */
  subject?(query: Query): Subject;
  /** The query that shows this circuit here; undefined where this view cannot. */
  show?(subject: Subject): Query | undefined;
}

/** What views share: one circuit with values at its inputs, and the net that is selected. */
export interface Subject {
  readonly circuit: string;
  /** Parameters as text, by name. */
  readonly params: Query;
  /** Values of input ports as text, by name; what is absent takes the view's own. */
  readonly inputs: Query;
  readonly net?: number;
}

/** An address as read: what could be used of it, and a sentence for each part that could not. */
export interface Reading {
  readonly address: Address;
  readonly problems: readonly Misuse[];
}

/** A longer address is no address of ours. */
export const MOST_CHARACTERS = 4096;

/**
 * Reads the part of a location from `#` on. It never throws: a view that is unknown becomes the first, a key that is
 * unknown, repeated or no good is left out, and each has its sentence. No text means the first view.
 */
export function parseAddress(hash: string, views: readonly ViewAddress[]): Reading {
  const [first] = views;
  if (first === undefined) throw mustBe('parseAddress', 'number of views', 'at least 1', 0);
  const start = { view: first.name, query: {} };
  if (hash === '' || hash === '#' || hash === '#/') return { address: start, problems: [] };
  if (hash.length > MOST_CHARACTERS)
    return {
      address: start,
      problems: [fault('length', `at most ${MOST_CHARACTERS} characters`, hash.length)],
    };
  const match = /^#\/?([^?]*)(?:\?(.*))?$/s.exec(hash);
  const problems: Misuse[] = [];
  const written = match?.[1] ?? hash;
  const name = decode(written) ?? written;
  const view = views.find((one) => one.name === name);
  if (view === undefined) {
    problems.push(fault('view', `one of ${views.map((one) => one.name).join(', ')}`, short(name)));
    return { address: start, problems };
  }
  const raw = new Map<string, string>();
  for (const pair of (match?.[2] ?? '').split('&')) {
    if (pair === '') continue;
    const [key, ...rest] = pair.split('=');
    const [name, text] = [decode(key ?? ''), decode(rest.join('='))];
    if (name === undefined || text === undefined)
      problems.push(fault('text', 'encoded as in %20', short(pair)));
    else if (raw.has(name)) problems.push(fault('key', 'given once', short(name)));
    else raw.set(name, text);
  }
  const { query, problems: faults } = checkQuery(view, Object.fromEntries(raw));
  return { address: { view: view.name, query }, problems: [...problems, ...faults] };
}

/** Leaves out of a query what the view does not read or cannot use, with a sentence for each. */
export function checkQuery(view: ViewAddress, raw: Query): { query: Query; problems: Misuse[] } {
  const problems: Misuse[] = [];
  const query: Record<string, string> = {};
  // Which keys there are may depend on the values of others, so faults are taken out one by one.
  let left = new Map(Object.entries(raw));
  for (let again = true; again; ) {
    again = false;
    for (const key of view.keys(Object.fromEntries(left))) {
      const text = left.get(key.name);
      const rule = text === undefined ? undefined : key.fault(text);
      if (rule === undefined) continue;
      problems.push(fault(key.name, rule, short(text ?? '')));
      left = new Map([...left].filter(([name]) => name !== key.name));
      again = true;
      break;
    }
  }
  const keys = view.keys(Object.fromEntries(left));
  for (const key of keys) {
    const text = left.get(key.name);
    if (text !== undefined) query[key.name] = text;
  }
  for (const name of left.keys())
    if (!keys.some((key) => key.name === name))
      problems.push(fault('key', `one of ${keys.map((key) => key.name).join(', ')}`, short(name)));
  return { query, problems };
}

/** The address as a person would write it; `parseAddress` reads it back. */
export function printAddress({ view, query }: Address): string {
  const pairs = Object.entries(query).map(([key, text]) => `${encode(key)}=${encode(text)}`);
  return `#/${encode(view)}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** Characters that mean something in an address or that copying would lose; all others stay as they are. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(
    /%(2C|3A|2F|2B|40)/g,
    (code) => decodeURIComponent(code),
  );
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function fault(what: string, rule: string, got: unknown): Misuse {
  return mustBe('address', what, rule, got);
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
