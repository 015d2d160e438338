import { at } from '../gates/at.ts';
import type { Misuse } from '../gates/misuse.ts';
import type { Wrong } from './place.ts';
import { SYSTEMVERILOG_WORDS, VERILOG_WORDS } from './verilog-words.ts';

export interface Token {
  /**
   * A `name` is any identifier; an escaped one loses its backslash. `other` is what Verilog has and the reader has not:
   * a string, a real number, a system function; or what only SystemVerilog has.
   */
  readonly kind: 'name' | 'word' | 'number' | 'sign' | 'other' | 'end';
  /** As it is written; a number without its spaces and underscores. */
  readonly text: string;
  readonly place: number;
}

const WHITE = /[ \t\n\f\r]+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_$]*/y;
const ESCAPED = /\\[!-~]+(?=[ \t\n\f\r]|$)/y;
const SYSTEM_NAME = /\$[A-Za-z0-9_$]+/y;
const BASED = /(?:\d[\d_]*)?[ \t\n\f\r]*'[sS]?[bBoOdDhH][ \t\n\f\r]*[0-9a-fA-FxXzZ?_]+/y;
const REAL = /\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d[\d_]*)?|[eE][+-]?\d[\d_]*)/y;
const WHOLE = /\d[\d_]*/y;
/** What a number may not run into: `2a` is neither a number nor a name. */
const STUCK = /[A-Za-z_$'][A-Za-z0-9_$']*/y;
/** `'0`, `'1` and `'{` are SystemVerilog's. */
const TICK = /'[01xXzZ{]?/y;
/** The longest first. What the reader has no use for is here too, so that no half of it is taken for a whole. */
const SIGN =
  /===|!==|<<<|>>>|&&&|\*\*|~\^|\^~|~&|~\||&&|\|\||==|!=|<=|>=|<<|>>|\+:|-:|->|=>|\*>|::|\.\*|[()[\]{},;:.=?&|^~!#<>+\-*/%@]/y;
const DIRECTIVE = /`[A-Za-z_][A-Za-z0-9_$]*/y;
const NET_TYPE = /[ \t]+([A-Za-z0-9_]+)/y;

/** `always @(*)` has no attribute. */
const ANY_CHANGE = /\(\*[ \t\n\f\r]*\)/y;

const UNIT = '[ \\t]*10{0,2}[ \\t]*(?:s|ms|us|ns|ps|fs)\\b[ \\t]*';
/** Directives that say nothing of what a circuit computes, with what belongs to them on their line. */
const HARMLESS: ReadonlyMap<string, RegExp> = new Map([
  ['`celldefine', /(?:)/y],
  ['`endcelldefine', /(?:)/y],
  ['`timescale', new RegExp(`${UNIT}/${UNIT}`, 'y')],
  ['`line', /[ \t]+\d+[ \t]+"[^"\n]*"[ \t]+[012]\b/y],
]);
const READ_DIRECTIVES = [...HARMLESS.keys(), '`default_nettype', '`resetall'].join(', ');

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

/**
 * The tokens of a Verilog text as IEEE 1364-2005 has them, one ahead. Comments, attributes and directives that change
 * nothing are passed over; any other directive is an error, since it may change what the text means.
 */
export class VerilogTokens {
  readonly #text: string;
  /** The error for a place in this text. */
  readonly #wrong: Wrong;
  readonly #base: number;
  #next = 0;
  #isReading = true;
  #isInModule = false;
  #hasImplicitNets = true;
  #ahead: Token;

  /** Places count from `base`, so that those of several texts differ. */
  constructor(text: string, wrong: Wrong, base = 0) {
    this.#text = text;
    this.#base = base;
    this.#wrong = (place, what, rule, got) => wrong(base + place, what, rule, got);
    // Some tools end a comment at it and some do not, so that one file would have two meanings.
    const lone = /\r(?!\n)/.exec(text);
    if (lone !== null) throw wrong(lone.index, 'a carriage return', 'followed by a line feed', 'one without');
    this.#ahead = this.#read();
    this.#isReading = false;
  }

  /** The next token, which stays. */
  get ahead(): Token {
    return this.#ahead;
  }

  /** Whether a module that begins here may use a wire that it does not declare. */
  get hasImplicitNets(): boolean {
    return this.#hasImplicitNets;
  }

  /** Whether no token could be read: what is behind it may mean anything. */
  get isBroken(): boolean {
    return this.#isReading;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.#ahead;
    this.#isReading = true;
    if (token.kind !== 'end') this.#ahead = this.#read();
    this.#isReading = false;
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
  unexpected(rule: string): Misuse {
    const { kind, text } = this.#ahead;
    const place = this.#ahead.place - this.#base;
    if (kind === 'other' && (SYSTEMVERILOG_WORDS.has(text) || text.startsWith("'")))
      return this.#wrong(
        place,
        'the text',
        `Verilog without what SystemVerilog adds; read that through yosys: read_verilog -sv; synth -flatten; write_json`,
        text,
      );
    return this.#wrong(place, 'the text', rule, text === '' ? 'the end' : text);
  }

  #read(): Token {
    this.#skip();
    while (this.#text.startsWith('(*', this.#next) && !this.#isAhead(ANY_CHANGE)) {
      this.#attribute();
      this.#skip();
    }
    return this.#token();
  }

  #token(): Token {
    const start = this.#next;
    const place = this.#base + start;
    if (start >= this.#text.length) return { kind: 'end', text: '', place };
    const name = this.#match(NAME);
    if (name !== undefined) return this.#wordOrName(name, place);
    const sign = this.#match(SIGN);
    if (sign !== undefined) return { kind: 'sign', text: sign, place };
    const number = this.#number();
    if (number !== undefined) return { ...number, place };
    const escaped = this.#match(ESCAPED);
    if (escaped !== undefined) return { kind: 'name', text: escaped.slice(1), place };
    const other = this.#match(SYSTEM_NAME) ?? this.#match(TICK) ?? this.#string();
    if (other !== undefined) return { kind: 'other', text: other, place };
    throw this.#wrong(
      start,
      'the text',
      'Verilog as gates and assignments',
      this.#text.slice(start, start + 10),
    );
  }

  #wordOrName(text: string, place: number): Token {
    if (SYSTEMVERILOG_WORDS.has(text)) return { kind: 'other', text, place };
    if (!VERILOG_WORDS.has(text)) return { kind: 'name', text, place };
    if (text === 'module' || text === 'macromodule') this.#isInModule = true;
    if (text === 'endmodule') this.#isInModule = false;
    return { kind: 'word', text, place };
  }

  #number(): Pick<Token, 'kind' | 'text'> | undefined {
    const whole = this.#match(BASED) ?? this.#match(REAL) ?? this.#match(WHOLE);
    if (whole === undefined) return undefined;
    const stuck = this.#match(STUCK);
    if (stuck !== undefined) return { kind: 'other', text: whole + stuck };
    const isReal = !whole.includes("'") && /[.eE]/.test(whole);
    return { kind: isReal ? 'other' : 'number', text: whole.replaceAll(/[_ \t\n\f\r]/g, '') };
  }

  /** A string, which ends on its line; in it a backslash takes away the meaning of the sign behind it. */
  #string(): string | undefined {
    const text = this.#text;
    const start = this.#next;
    if (text.charCodeAt(start) !== QUOTE) return undefined;
    for (let k = start + 1; k < text.length; k++) {
      const code = text.charCodeAt(k);
      if (code === QUOTE) {
        this.#next = k + 1;
        return text.slice(start, k + 1);
      }
      if (code === BACKSLASH) k++;
      if (text.charCodeAt(k) === NEWLINE) break;
    }
    throw this.#wrong(start, 'a string', 'ended on its line', text.slice(start, start + 20));
  }

  /** White space, comments and directives. */
  #skip(): void {
    for (;;) {
      const text = this.#text;
      if (this.#match(WHITE) !== undefined) continue;
      if (text.startsWith('//', this.#next)) {
        const end = text.indexOf('\n', this.#next);
        this.#next = end === -1 ? text.length : end + 1;
      } else if (text.startsWith('/*', this.#next)) {
        const end = text.indexOf('*/', this.#next + 2);
        if (end === -1) throw this.#wrong(this.#next, 'a comment', 'ended by */', 'the end');
        this.#next = end + 2;
      } else if (text.startsWith('`', this.#next)) this.#directive();
      else return;
    }
  }

  #directive(): void {
    const place = this.#next;
    const name = this.#match(DIRECTIVE) ?? '`';
    const argument = HARMLESS.get(name);
    const isOfFile = name === '`default_nettype' || name === '`resetall';
    if (argument === undefined && !isOfFile)
      throw this.#wrong(
        place,
        'a directive',
        `one of ${READ_DIRECTIVES}; carry out others by iverilog -E first`,
        name,
      );
    if (this.#isInModule && name !== '`line')
      throw this.#wrong(place, 'a directive', 'outside of modules', name);
    if (name === '`resetall') this.#hasImplicitNets = true;
    else if (name === '`default_nettype') this.#defaultNetType(place);
    else if (argument !== undefined && this.#match(argument) === undefined)
      throw this.#wrong(place, 'what follows a directive', `what ${name} takes`, this.#restOfLine());
  }

  #defaultNetType(place: number): void {
    const type = this.#match(NET_TYPE)?.trim();
    if (type !== 'none' && type !== 'wire' && type !== 'tri')
      throw this.#wrong(place, '`default_nettype', 'wire, tri or none', type ?? this.#restOfLine());
    this.#hasImplicitNets = type !== 'none';
  }

  #restOfLine(): string {
    return at(this.#text.slice(this.#next, this.#next + 60).split('\n'), 0);
  }

  /** `(* name = value, name *)`. A value may be a string that holds `*)`, and a comment may too. */
  #attribute(): void {
    const start = this.#next;
    this.#next += 2;
    const rule = '(* name = value *), of names, numbers and strings';
    do {
      if (this.#part().kind !== 'name') throw this.#wrong(start, 'an attribute', rule, this.#from(start));
      if (!this.#partIs('=')) continue;
      this.#partIs('-');
      const { kind, text } = this.#part();
      if (kind !== 'name' && kind !== 'number' && !text.startsWith('"'))
        throw this.#wrong(start, 'an attribute', rule, this.#from(start));
    } while (this.#partIs(','));
    if (!this.#partIs('*)')) throw this.#wrong(start, 'an attribute', rule, this.#from(start));
  }

  #part(): Token {
    this.#skip();
    return this.#token();
  }

  #partIs(sign: string): boolean {
    this.#skip();
    if (!this.#text.startsWith(sign, this.#next)) return false;
    this.#next += sign.length;
    return true;
  }

  #from(start: number): string {
    return this.#text.slice(start, start + 30);
  }

  #isAhead(pattern: RegExp): boolean {
    pattern.lastIndex = this.#next;
    return pattern.test(this.#text);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#next;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#next = pattern.lastIndex;
    return at(match, 0);
  }
}
