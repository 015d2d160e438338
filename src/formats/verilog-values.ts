import { at } from '../gates/at.ts';
import { type Draft, MOST_BUS_BITS } from './draft.ts';
import type { Wrong } from './place.ts';
import { UNSIZED_BITS } from './verilog-numbers.ts';
import type { ChainOperator, Expression, Range, UnaryOperator } from './verilog-tree.ts';

/** A net or port in one instance of a module. */
export interface Signal {
  readonly range: Range | undefined;
  readonly isSigned: boolean;
  /** Its nodes in the draft are `width` in a row, the least significant first. */
  readonly first: number;
  readonly width: number;
}

/** Finds what a name means. */
export type Lookup = (name: string, place: number) => Signal;

/**
 * An expression with the width and sign that it has by itself. What stands around it may widen it: then its operands
 * are widened before anything is done with them, by zeros or, where all of them are signed, by their signs.
 */
export interface Sized {
  readonly expression: Expression;
  readonly width: number;
  readonly isSigned: boolean;
  /** Its width is that of a number without one. */
  readonly isUnsized: boolean;
  /** What it is made of, in the order in which it is written. */
  readonly operands: readonly Sized[];
  readonly signal?: Signal;
}

/** Bits that widening adds; gates with them are not made, since the file has none. */
const PAD_0 = -1;
const PAD_1 = -2;

/** The part of a signal that a select names: where it begins in it, and how wide it is. */
export function selected(
  { range, width }: Signal,
  select: Range | undefined,
  name: string,
  place: number,
  wrong: Wrong,
): { from: number; width: number } {
  if (select === undefined) return { from: 0, width };
  if (range === undefined)
    throw wrong(place, `'${name}'`, 'a vector, where bits of it are taken', 'a single bit');
  const { left, right } = range;
  const isFalling = left >= right;
  const offset = (index: number) => (isFalling ? index - right : right - index);
  for (const index of [select.left, select.right])
    if (offset(index) < 0 || offset(index) >= width)
      throw wrong(
        place,
        `a bit of '${name}'`,
        `from ${Math.min(left, right)} to ${Math.max(left, right)}`,
        index,
      );
  const from = offset(select.right);
  const to = offset(select.left);
  if (to < from)
    throw wrong(
      place,
      `bits of '${name}'`,
      `in the order of [${left}:${right}]`,
      `[${select.left}:${select.right}]`,
    );
  return { from, width: to - from + 1 };
}

/** Turns expressions into gates, by the rules of IEEE 1364-2005, 5.4 and 5.5, for widths and signs. */
export class VerilogValues {
  readonly #draft: Draft;
  readonly #wrong: Wrong;
  readonly #most: number;
  #bitsInAll = 0;

  /** A few bytes can ask for any number of bits, again and again; there are `most` of them in all. */
  constructor(draft: Draft, wrong: Wrong, most: number) {
    this.#draft = draft;
    this.#wrong = wrong;
    this.#most = most;
  }

  /** What an assignment of this width is given, the least significant bit first. */
  assigned(value: Sized, width: number): number[] {
    return this.#bits(value, Math.max(width, value.width), value.isSigned, width).map(node);
  }

  /** Counts bits that are laid open, so that a short file cannot ask for any number of them. */
  spend(bits: number, place: number): void {
    this.#bitsInAll += bits;
    if (this.#bitsInAll > this.#most)
      throw this.#wrong(place, 'the expressions of the file', `of at most ${this.#most} bits in all`, 'more');
  }

  /** The expression with the width and sign it has by itself. */
  size(expression: Expression, lookup: Lookup): Sized {
    const { place } = expression;
    const sized = (x: Expression) => this.size(x, lookup);
    switch (expression.kind) {
      case 'net': {
        const { name, select } = expression;
        const signal = lookup(name, place);
        const { width } = selected(signal, select, name, place, this.#wrong);
        const isSigned = signal.isSigned && select === undefined;
        return { expression, width, isSigned, isUnsized: false, operands: [], signal };
      }
      case 'number': {
        const { width, isSigned } = expression;
        const isUnsized = width === undefined;
        return { expression, width: width ?? UNSIZED_BITS, isSigned, isUnsized, operands: [] };
      }
      case 'concat': {
        const operands = expression.parts.map(sized);
        for (const { isUnsized, expression: part } of operands)
          if (isUnsized)
            throw this.#wrong(
              part.place,
              'a part of a concatenation',
              'of a known width',
              'a number without one',
            );
        const width = expression.times * operands.reduce((sum, one) => sum + one.width, 0);
        if (width > MOST_BUS_BITS)
          throw this.#wrong(place, 'a concatenation', `of at most ${MOST_BUS_BITS} bits`, width);
        return { expression, width, isSigned: false, isUnsized: false, operands };
      }
      case 'unary': {
        const x = sized(expression.x);
        return expression.operator === '~' ? { ...x, expression, operands: [x] } : oneBit(expression, [x]);
      }
      case 'chain': {
        const operands = [expression.first, ...expression.rest.map(({ term }) => term)].map(sized);
        const isLogical = expression.rest.some(({ operator }) => operator === '&&' || operator === '||');
        return isLogical ? oneBit(expression, operands) : { expression, ...common(operands), operands };
      }
      case 'equal':
        return oneBit(expression, [sized(expression.x), sized(expression.y)]);
      case 'shift': {
        const x = sized(expression.x);
        if (expression.amount.kind !== 'number')
          throw this.#wrong(
            expression.amount.place,
            'what a shift is by',
            'a number',
            expression.amount.kind,
          );
        return { ...x, expression, operands: [x] };
      }
      case 'mux': {
        const operands = [expression.select, expression.one, expression.zero].map(sized);
        return { expression, ...common(operands.slice(1)), operands };
      }
    }
  }

  /**
   * The lowest `need` bits of the expression, where it is `width` wide and signed or not. Bits above that nobody needs
   * are not made.
   */
  #bits(sized: Sized, width: number, isSigned: boolean, need: number): number[] {
    const { expression, operands, signal } = sized;
    const { place } = expression;
    this.spend(need, place);
    const [first = sized, second = first, third = second] = operands;
    switch (expression.kind) {
      case 'net': {
        if (signal === undefined) return [];
        const { from } = selected(signal, expression.select, expression.name, place, this.#wrong);
        const sign = isSigned ? signal.first + from + sized.width - 1 : PAD_0;
        return Array.from({ length: need }, (_, k) => (k < sized.width ? signal.first + from + k : sign));
      }
      case 'number': {
        const { digits } = expression;
        const bit = (k: number) => (digits[digits.length - 1 - k] === '1' ? 1 : 0);
        const isWritten = (k: number) => k < (sized.isUnsized ? digits.length : sized.width);
        const sign = isSigned ? bit(sized.width - 1) : PAD_0;
        return Array.from({ length: need }, (_, k) =>
          isWritten(k) ? bit(k) : k < sized.width ? PAD_0 : sign,
        );
      }
      case 'concat': {
        const once = operands.toReversed().flatMap((part) => this.#own(part));
        return Array.from({ length: need }, (_, k) => (k < sized.width ? at(once, k % once.length) : PAD_0));
      }
      case 'unary': {
        if (expression.operator === '~')
          return this.#bits(first, width, isSigned, need).map((x) => this.#not(x, place));
        return widened(this.#reduced(expression.operator, this.#own(first), place), need);
      }
      case 'chain':
        return this.#chain(sized, width, isSigned, need);
      case 'equal': {
        const { width: most, isSigned: areSigned } = common(operands);
        const x = this.#bits(first, most, areSigned, most);
        const y = this.#bits(second, most, areSigned, most);
        const unequal = x.map((bit, k) => this.#binary('^', bit, at(y, k), place));
        return widened(this.#reduced(expression.isTurned ? '|' : '~|', unequal, place), need);
      }
      case 'shift': {
        const { amount } = expression;
        const by = amount.kind === 'number' ? Math.min(Number(`0b${amount.digits}`), width) : 0;
        if (expression.operator === '<<' || expression.operator === '<<<') {
          const kept = this.#bits(first, width, isSigned, Math.max(0, need - by));
          return Array.from({ length: need }, (_, k) => (k < by ? PAD_0 : at(kept, k - by)));
        }
        const isArithmetic = expression.operator === '>>>' && isSigned;
        const bits = this.#bits(first, width, isSigned, isArithmetic ? width : Math.min(width, need + by));
        const fill = isArithmetic ? at(bits, width - 1) : PAD_0;
        return Array.from({ length: need }, (_, k) => (k + by < width ? at(bits, k + by) : fill));
      }
      case 'mux': {
        const select = this.#truth(first, place);
        const one = this.#bits(second, width, isSigned, need);
        const zero = this.#bits(third, width, isSigned, need);
        return one.map((x, k) => {
          const y = at(zero, k);
          return x < 0 && x === y ? x : this.#draft.gate('mux', place, node(select), node(x), node(y));
        });
      }
    }
  }

  #chain(sized: Sized, width: number, isSigned: boolean, need: number): number[] {
    const { expression, operands } = sized;
    if (expression.kind !== 'chain') return [];
    const { rest, place } = expression;
    const [first = sized, ...terms] = operands;
    if (rest.some(({ operator }) => operator === '&&' || operator === '||')) {
      let truth = this.#truth(first, place);
      for (const [k, term] of terms.entries())
        truth = this.#binary(at(rest, k).operator, truth, this.#truth(term, place), place);
      return widened(truth, need);
    }
    let bits = this.#bits(first, width, isSigned, need);
    for (const [k, term] of terms.entries()) {
      const others = this.#bits(term, width, isSigned, need);
      bits = bits.map((x, n) => this.#binary(at(rest, k).operator, x, at(others, n), place));
    }
    return bits;
  }

  /** All bits that the expression has by itself. */
  #own(sized: Sized): number[] {
    return this.#bits(sized, sized.width, sized.isSigned, sized.width);
  }

  /** Whether the expression is other than 0. */
  #truth(sized: Sized, place: number): number {
    return this.#reduced('|', this.#own(sized), place);
  }

  #reduced(operator: Exclude<UnaryOperator, '~'>, bits: readonly number[], place: number): number {
    const { chain, isTurned } = REDUCTIONS[operator];
    const [first = PAD_0, ...rest] = bits;
    const sum = rest.reduce((x, y) => this.#binary(chain, x, y, place), first);
    return isTurned ? this.#not(sum, place) : sum;
  }

  #not(x: number, place: number): number {
    if (x < 0) return x === PAD_0 ? PAD_1 : PAD_0;
    return this.#draft.gate('not', place, x);
  }

  #binary(operator: ChainOperator, x: number, y: number, place: number): number {
    if (x < 0) return this.#withPad(operator, x, y, place);
    if (y < 0) return this.#withPad(operator, y, x, place);
    if (operator === '&' || operator === '&&') return this.#draft.gate('and', place, x, y);
    if (operator === '|' || operator === '||') return this.#draft.gate('or', place, x, y);
    const sum = this.#draft.gate('xor', place, x, y);
    return operator === '^' ? sum : this.#draft.gate('not', place, sum);
  }

  #withPad(operator: ChainOperator, pad: number, x: number, place: number): number {
    const isOne = pad === PAD_1;
    if (operator === '&' || operator === '&&') return isOne ? x : PAD_0;
    if (operator === '|' || operator === '||') return isOne ? PAD_1 : x;
    return isOne === (operator === '^') ? this.#not(x, place) : x;
  }
}

function node(bit: number): number {
  return bit < 0 ? PAD_0 - bit : bit;
}

function widened(bit: number, need: number): number[] {
  return Array.from({ length: need }, (_, k) => (k === 0 ? bit : PAD_0));
}

function oneBit(expression: Expression, operands: readonly Sized[]): Sized {
  return { expression, width: 1, isSigned: false, isUnsized: false, operands };
}

/** The width and sign of operands that are brought to one. */
function common(operands: readonly Sized[]): Pick<Sized, 'width' | 'isSigned' | 'isUnsized'> {
  return {
    width: operands.reduce((most, { width }) => Math.max(most, width), 1),
    isSigned: operands.every(({ isSigned }) => isSigned),
    isUnsized: operands.some(({ isUnsized }) => isUnsized),
  };
}

const REDUCTIONS: Readonly<
  Record<Exclude<UnaryOperator, '~'>, { chain: '&' | '|' | '^'; isTurned: boolean }>
> = {
  '!': { chain: '|', isTurned: true },
  '&': { chain: '&', isTurned: false },
  '~&': { chain: '&', isTurned: true },
  '|': { chain: '|', isTurned: false },
  '~|': { chain: '|', isTurned: true },
  '^': { chain: '^', isTurned: false },
  '~^': { chain: '^', isTurned: true },
  '^~': { chain: '^', isTurned: true },
};
