import type { Misuse } from '../gates/misuse.ts';
import type { Token } from './verilog-tokens.ts';

/** Operators of one value: bit by bit, `!`, and those that take all its bits together. */
export const UNARY_OPERATORS = ['~', '!', '&', '~&', '|', '~|', '^', '~^', '^~'] as const;
export type UnaryOperator = (typeof UNARY_OPERATORS)[number];

/** Operators that take their operands bit by bit, and the two that ask whether these are 0. */
export type ChainOperator = '&' | '|' | '^' | '~^' | '&&' | '||';

export type ShiftOperator = '<<' | '>>' | '<<<' | '>>>';

export type Expression = { readonly place: number } & (
  | { readonly kind: 'net'; readonly name: string; readonly select?: Range }
  | {
      readonly kind: 'number';
      /** Undefined where it is not written: then it is at least 32. */
      readonly width: number | undefined;
      readonly isSigned: boolean;
      /** The value in binary, without zeros before it. */
      readonly digits: string;
    }
  /** The most significant part first, as it is written; all of them so many times. */
  | { readonly kind: 'concat'; readonly parts: readonly Expression[]; readonly times: number }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly x: Expression }
  /** `first op term op term ...`, from the left. */
  | {
      readonly kind: 'chain';
      readonly first: Expression;
      readonly rest: readonly { readonly operator: ChainOperator; readonly term: Expression }[];
    }
  | { readonly kind: 'equal'; readonly isTurned: boolean; readonly x: Expression; readonly y: Expression }
  | {
      readonly kind: 'shift';
      readonly operator: ShiftOperator;
      readonly x: Expression;
      readonly amount: Expression;
    }
  | { readonly kind: 'mux'; readonly select: Expression; readonly one: Expression; readonly zero: Expression }
);

/** `[left:right]`: the bit at `right` is the least significant, whichever is larger. */
export interface Range {
  readonly left: number;
  readonly right: number;
}

export type Direction = 'input' | 'output' | 'inner';

export interface Declaration {
  readonly name: string;
  readonly place: number;
  readonly direction: Direction;
  readonly isSigned: boolean;
  readonly range: Range | undefined;
}

export const PRIMITIVES = ['and', 'nand', 'or', 'nor', 'xor', 'xnor', 'not', 'buf'] as const;
export type Primitive = (typeof PRIMITIVES)[number];

/** By name, or by place where the name is absent; a port may be left open. */
export interface Connection {
  readonly port?: string;
  readonly value?: Expression;
  readonly place: number;
}

export type Statement = { readonly place: number } & (
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression }
  | {
      readonly kind: 'primitive';
      readonly primitive: Primitive;
      /** `and g[3:0] (...)` is four gates. */
      readonly array: Range | undefined;
      readonly terminals: readonly Expression[];
    }
  | {
      readonly kind: 'instance';
      readonly module: string;
      readonly array: Range | undefined;
      readonly connections: readonly Connection[];
    }
);

export interface VerilogModule {
  readonly name: string;
  readonly place: number;
  /** The ports in order. */
  readonly ports: readonly Token[];
  readonly declarations: readonly Declaration[];
  readonly statements: readonly Statement[];
  /** Whether a name that is declared nowhere is a wire. */
  readonly hasImplicitNets: boolean;
  /** Why it could not be read, where that matters only to who uses it. */
  readonly problem?: Misuse;
}
