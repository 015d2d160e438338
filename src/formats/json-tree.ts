import { at } from '../gates/at.ts';
import type { Misuse } from '../gates/misuse.ts';
import type { Wrong } from './place.ts';

/** A value in a JSON text and the place where it begins, so that an error in its meaning has a place too. */
export type JsonTree = { readonly place: number } & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonTree> }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word'; readonly value: 'true' | 'false' | 'null' }
);

/** A netlist needs about ten levels; more is an attack on the stack. */
const DEEPEST = 64;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /true|false|null/y;

/** Reads a JSON text (RFC 8259). A member given twice is an error: readers of the world differ on what it means. */
export function parseJsonTree(text: string, wrong: Wrong): JsonTree {
  return new JsonReader(text, wrong).whole();
}

/** What `JSON.parse` gives for the same text. */
export function plainJson(tree: JsonTree): unknown {
  if (tree.kind === 'array') return tree.items.map(plainJson);
  if (tree.kind === 'object')
    return Object.fromEntries([...tree.members].map(([name, member]) => [name, plainJson(member)]));
  return tree.kind === 'word' ? WORDS[tree.value] : tree.value;
}

const WORDS = { true: true, false: false, null: null };

class JsonReader {
  readonly #text: string;
  readonly #wrong: Wrong;
  #place = 0;

  constructor(text: string, wrong: Wrong) {
    this.#text = text;
    this.#wrong = wrong;
  }

  whole(): JsonTree {
    this.#space();
    const tree = this.#value(0);
    if (this.#place < this.#text.length) throw this.#unexpected('the end');
    return tree;
  }

  #value(depth: number): JsonTree {
    const place = this.#place;
    if (depth > DEEPEST) throw this.#wrong(place, 'nesting', `at most ${DEEPEST} deep`, 'more');
    if (this.#take('{')) return { place, kind: 'object', members: this.#members(depth) };
    if (this.#take('[')) return { place, kind: 'array', items: this.#items(depth) };
    const value = this.#quoted();
    if (value !== undefined) return { place, kind: 'string', value };
    const digits = this.#match(NUMBER);
    if (digits !== undefined) {
      this.#space();
      return { place, kind: 'number', value: Number(digits) };
    }
    const word = this.#match(WORD);
    if (word !== 'true' && word !== 'false' && word !== 'null') throw this.#unexpected('a value');
    this.#space();
    return { place, kind: 'word', value: word };
  }

  #members(depth: number): Map<string, JsonTree> {
    const members = new Map<string, JsonTree>();
    if (this.#take('}')) return members;
    for (;;) {
      const place = this.#place;
      const name = this.#quoted();
      if (name === undefined) throw this.#unexpected('a name in quotes');
      if (members.has(name)) throw this.#wrong(place, 'a member', 'given once', name);
      if (!this.#take(':')) throw this.#unexpected(':');
      members.set(name, this.#value(depth + 1));
      if (this.#take('}')) return members;
      if (!this.#take(',')) throw this.#unexpected(', or }');
    }
  }

  #items(depth: number): JsonTree[] {
    const items: JsonTree[] = [];
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#value(depth + 1));
      if (this.#take(']')) return items;
      if (!this.#take(',')) throw this.#unexpected(', or ]');
    }
  }

  /** Takes a sign and the space behind it. */
  #take(sign: string): boolean {
    if (this.#text[this.#place] !== sign) return false;
    this.#place++;
    this.#space();
    return true;
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.#place] ?? 'the end')) this.#place++;
  }

  /**
   * A text in quotes and the space behind it; undefined where there is none. It is gone through by hand, since a pattern
   * for millions of characters does not fit the stack of patterns.
   */
  #quoted(): string | undefined {
    if (this.#text.charCodeAt(this.#place) !== QUOTE) return undefined;
    let end = this.#place + 1;
    for (let code = this.#text.charCodeAt(end); code !== QUOTE; code = this.#text.charCodeAt(end)) {
      // Beyond the end there is NaN.
      if (!(code > 0x1f) || (code >= 0x7f && code <= 0x9f)) return undefined;
      end += code === BACKSLASH ? 2 : 1;
    }
    const value = unquoted(this.#text.slice(this.#place, end + 1));
    if (value === undefined) return undefined;
    this.#place = end + 1;
    this.#space();
    return value;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#place;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#place = pattern.lastIndex;
    return at(match, 0);
  }

  #unexpected(rule: string): Misuse {
    const got = this.#text.slice(this.#place, this.#place + 20);
    return this.#wrong(this.#place, 'the text', rule, got === '' ? 'the end' : got);
  }
}

/** What a JSON string says; undefined where an escape in it is none. */
function unquoted(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

/** Reads the parts of a tree by what they must be. */
export class JsonShape {
  readonly #wrong: Wrong;

  constructor(wrong: Wrong) {
    this.#wrong = wrong;
  }

  members(tree: JsonTree, what: string): ReadonlyMap<string, JsonTree> {
    if (tree.kind !== 'object') throw this.#wrong(tree.place, what, 'an object', nameOf(tree));
    return tree.members;
  }

  items(tree: JsonTree, what: string): readonly JsonTree[] {
    if (tree.kind !== 'array') throw this.#wrong(tree.place, what, 'an array', nameOf(tree));
    return tree.items;
  }

  text(tree: JsonTree, what: string): string {
    if (tree.kind !== 'string') throw this.#wrong(tree.place, what, 'a string', nameOf(tree));
    return tree.value;
  }

  /** A whole number from 0 to `most`. */
  index(tree: JsonTree, what: string, most: number): number {
    const rule = `a whole number from 0 to ${most}`;
    if (tree.kind !== 'number') throw this.#wrong(tree.place, what, rule, nameOf(tree));
    if (!Number.isInteger(tree.value) || tree.value < 0 || tree.value > most)
      throw this.#wrong(tree.place, what, rule, tree.value);
    return tree.value;
  }

  /** The member of an object. */
  member(tree: JsonTree, name: string, what: string): JsonTree {
    const found = this.members(tree, what).get(name);
    if (found === undefined) throw this.#wrong(tree.place, what, `an object with "${name}"`, 'none');
    return found;
  }
}

function nameOf(tree: JsonTree): string | number {
  return tree.kind === 'string' || tree.kind === 'number' || tree.kind === 'word' ? tree.value : tree.kind;
}
