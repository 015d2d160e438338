import { at } from '../gates/at.ts';
import type { Wrong } from './place.ts';

export interface Token {
  /** `name` is any identifier that is no keyword of ours; an escaped one loses its backslash. */
  readonly kind: 'name' | 'word' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly place: number;
}

/** The words that mean something to the reader, and those that it knows to be beyond it. */
const WORDS = new Set(
  `module endmodule input output inout wire tri assign supply0 supply1 and nand or nor xor xnor not buf
  reg logic integer parameter localparam always initial function task generate genvar defparam specify signed
  always_comb always_ff always_latch bufif0 bufif1 notif0 notif1 macromodule primitive`.split(/\s+/),
);

const SPACE = /\s+|\/\/[^\n]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_$]*/y;
const ESCAPED = /\\[!-~]+/y;
const NUMBER = /\d*'[sS]?[bBoOdDhH][0-9a-fA-FxXzZ?_]+|\d[\d_]*/y;
const SIGN = /~\^|\^~|~&|~\||&&|\|\||[()[\]{},;:.=?&|^~!#]/y;
const DIRECTIVE = /`(?:timescale|default_nettype|celldefine|endcelldefine|resetall)\b[^\n]*/y;

/** The tokens of a Verilog text, one ahead. Comments, attributes and harmless directives are passed over. */
export class VerilogTokens {
  readonly #text: string;
  readonly #wrong: Wrong;
  #next = 0;
  #ahead: Token;

  constructor(text: string, wrong: Wrong) {
    this.#text = text;
    this.#wrong = wrong;
    this.#ahead = this.#read();
  }

  /** The next token, which stays. */
  get ahead(): Token {
    return this.#ahead;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.#ahead;
    if (token.kind !== 'end') this.#ahead = this.#read();
    return token;
  }

  /** Takes the next token if it is this sign or word. */
  takeIf(text: string): boolean {
    if (!this.is(text)) return false;
    this.take();
    return true;
  }

  is(text: string): boolean {
    const { kind, text: found } = this.#ahead;
    return found === text && (kind === 'sign' || kind === 'word');
  }

  /** Takes a sign or word that must be there. */
  expect(text: string): Token {
    if (!this.is(text)) throw this.unexpected(`'${text}'`);
    return this.take();
  }

  expectName(what: string): Token {
    if (this.#ahead.kind !== 'name') throw this.unexpected(what);
    return this.take();
  }

  /** The error for a token that does not fit here. */
  unexpected(rule: string): RangeError {
    const { place, text } = this.#ahead;
    return this.#wrong(place, 'the text', rule, text === '' ? 'the end' : text);
  }

  #read(): Token {
    this.#skip();
    const place = this.#next;
    if (place >= this.#text.length) return { kind: 'end', text: '', place };
    const name = this.#match(NAME);
    if (name !== undefined) return { kind: WORDS.has(name) ? 'word' : 'name', text: name, place };
    const escaped = this.#match(ESCAPED);
    if (escaped !== undefined) return { kind: 'name', text: escaped.slice(1), place };
    const number = this.#match(NUMBER);
    if (number !== undefined) return { kind: 'number', text: number.replaceAll('_', ''), place };
    const sign = this.#match(SIGN);
    if (sign !== undefined) return { kind: 'sign', text: sign, place };
    throw this.#wrong(
      place,
      'the text',
      'Verilog as gates and assignments',
      this.#text.slice(place, place + 10),
    );
  }

  #skip(): void {
    for (;;) {
      if (this.#match(SPACE) !== undefined || this.#match(DIRECTIVE) !== undefined) continue;
      if (this.#text.startsWith('/*', this.#next)) this.#skipTo('*/', 'a comment');
      else if (this.#text.startsWith('(*', this.#next)) this.#skipTo('*)', 'an attribute');
      else return;
    }
  }

  #skipTo(end: string, what: string): void {
    const found = this.#text.indexOf(end, this.#next + 2);
    if (found === -1) throw this.#wrong(this.#next, what, `ended by ${end}`, 'the end');
    this.#next = found + 2;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#next;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#next = pattern.lastIndex;
    return at(match, 0);
  }
}
