import type { Token } from './verilog-tokens.ts';

/** `&&` and `||` are of single bits, the others bit by bit. */
export type VerilogOperator = '&' | '|' | '^' | '~^' | '&&' | '||';

export type Expression = { readonly place: number } & (
  | { readonly kind: 'net'; readonly name: string; readonly range?: Range }
  /** Bits 0 or 1, least significant first. */
  | { readonly kind: 'constant'; readonly bits: readonly number[] }
  /** The most significant part first, as it is written. */
  | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
  /** `~x`, or `!x`, which is of a single bit. */
  | { readonly kind: 'not'; readonly isLogical: boolean; readonly x: Expression }
  /** `first op term op term ...`, from the left. */
  | {
      readonly kind: 'chain';
      readonly first: Expression;
      readonly rest: readonly { readonly operator: VerilogOperator; readonly term: Expression }[];
    }
  | { readonly kind: 'mux'; readonly select: Expression; readonly one: Expression; readonly zero: Expression }
);

/** Bits `high` down to `low`. */
export interface Range {
  readonly high: number;
  readonly low: number;
}

export type Direction = 'input' | 'output' | 'inner';

export interface Declaration {
  readonly name: string;
  readonly place: number;
  readonly direction: Direction;
  readonly range: Range | undefined;
}

export const PRIMITIVES = ['and', 'nand', 'or', 'nor', 'xor', 'xnor', 'not', 'buf'] as const;
export type Primitive = (typeof PRIMITIVES)[number];

export type Statement = { readonly place: number } & (
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression }
  | { readonly kind: 'primitive'; readonly primitive: Primitive; readonly terminals: readonly Expression[] }
  | {
      readonly kind: 'instance';
      readonly module: string;
      /** By name, or by place where names are absent; a port may be left open. */
      readonly connections: readonly {
        readonly port?: string;
        readonly value?: Expression;
        readonly place: number;
      }[];
    }
);

export interface VerilogModule {
  readonly name: string;
  readonly place: number;
  /** The ports in order. */
  readonly ports: readonly Token[];
  readonly declarations: readonly Declaration[];
  readonly statements: readonly Statement[];
}
