import type { CellFunction } from './cell-library.ts';

/** How a kind of library writes functions. */
export interface FunctionStyle {
  /**
   * Whether `^` binds more than `&`, and names side by side are an AND, as in Liberty. Others do not agree, so that there `^` beside `&`
   * needs parentheses.
   */
  readonly isLiberty: boolean;
  /** Names that are constants. */
  readonly constants: ReadonlyMap<string, 0 | 1>;
}

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_.[\]]*)|([01])(?![A-Za-z0-9_])|([!'^*&+|()]))/y;

/** So long a function, and so deep a one, nobody writes by hand; gates are made of it by recursion. */
const LONGEST = 10_000;
const DEEPEST = 200;

/**
 * The function that a text says, or what is wrong with it: `!(A & B)`, `A' + B*C`. The strongest is ' or !, then in
 * Liberty ^, then & or *, then | or +.
 */
export function parseCellFunction(text: string, style: FunctionStyle): CellFunction | string {
  return new FunctionParser(text, style).parse();
}

class FunctionParser {
  readonly #style: FunctionStyle;
  readonly #tokens: string[] = [];
  #problem: string | undefined;
  #next = 0;
  #depth = 0;

  constructor(text: string, style: FunctionStyle) {
    this.#style = style;
    if (text.length > LONGEST) this.#problem = `at most ${LONGEST} characters`;
    TOKEN.lastIndex = 0;
    const trimmed = text.trimEnd();
    while (TOKEN.lastIndex < trimmed.length) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(trimmed);
      if (match === null) {
        this.#problem = `names, 0, 1 and signs ! ' ^ & * | + ( ), which '${trimmed.slice(at, at + 10)}' is not`;
        return;
      }
      this.#tokens.push(match[0].trim());
    }
  }

  parse(): CellFunction | string {
    const found = this.#problem === undefined ? this.#or() : undefined;
    if (this.#problem === undefined && this.#next < this.#tokens.length) this.#fail('an operator');
    return this.#problem ?? found ?? 'a function';
  }

  #or(): CellFunction {
    let x = this.#and();
    while (this.#takeIf('|') || this.#takeIf('+')) x = { kind: 'or', x, y: this.#and() };
    return x;
  }

  #and(): CellFunction {
    const from = this.#next;
    let x = this.#xor();
    let isXor = this.#isXorSince(from);
    for (;;) {
      const isWritten = this.#takeIf('&') || this.#takeIf('*');
      if (!isWritten && !(this.#style.isLiberty && this.#isOperandAhead())) return x;
      const start = this.#next;
      const y = this.#xor();
      isXor ||= this.#isXorSince(start);
      if (isXor && !this.#style.isLiberty) this.#fail('parentheses around ^ beside &');
      x = { kind: 'and', x, y };
    }
  }

  #xor(): CellFunction {
    let x = this.#not();
    while (this.#takeIf('^')) x = { kind: 'xor', x, y: this.#not() };
    return x;
  }

  /** Whether the term that begins there has a ^ that is in no parentheses. */
  #isXorSince(from: number): boolean {
    let depth = 0;
    for (let k = from; k < this.#next; k++) {
      const token = this.#tokens[k];
      if (token === '(') depth++;
      else if (token === ')') depth--;
      else if (token === '^' && depth === 0) return true;
    }
    return false;
  }

  #not(): CellFunction {
    let isTurned = false;
    while (this.#takeIf('!')) isTurned = !isTurned;
    const x = this.#operand();
    while (this.#takeIf("'")) isTurned = !isTurned;
    return isTurned ? { kind: 'not', x } : x;
  }

  #operand(): CellFunction {
    const token = this.#tokens[this.#next];
    if (this.#takeIf('(')) {
      if (++this.#depth > DEEPEST) this.#fail(`at most ${DEEPEST} parentheses deep`);
      const inner = this.#problem === undefined ? this.#or() : ZERO;
      this.#depth--;
      if (!this.#takeIf(')')) this.#fail("')'");
      return inner;
    }
    if (token === undefined || !this.#isOperandAhead() || token === '!') {
      this.#fail('a pin, 0, 1, ! or (');
      return ZERO;
    }
    this.#next++;
    const constant = token === '0' ? 0 : token === '1' ? 1 : this.#style.constants.get(token);
    return constant === undefined ? { kind: 'pin', pin: token } : { kind: 'constant', value: constant };
  }

  #isOperandAhead(): boolean {
    const token = this.#tokens[this.#next];
    return token !== undefined && /^[A-Za-z_01!(]/.test(token);
  }

  #takeIf(sign: string): boolean {
    if (this.#problem !== undefined || this.#tokens[this.#next] !== sign) return false;
    this.#next++;
    return true;
  }

  #fail(rule: string): void {
    this.#problem ??= `${rule}, at '${this.#tokens.slice(this.#next, this.#next + 5).join(' ') || 'the end'}'`;
  }
}

const ZERO: CellFunction = { kind: 'constant', value: 0 };

/** The pins that a function reads. */
export function pinsOf(root: CellFunction): Set<string> {
  const pins = new Set<string>();
  const visit = (one: CellFunction): void => {
    if (one.kind === 'pin') pins.add(one.pin);
    else if (one.kind === 'not') visit(one.x);
    else if (one.kind !== 'constant') {
      visit(one.x);
      visit(one.y);
    }
  };
  visit(root);
  return pins;
}
