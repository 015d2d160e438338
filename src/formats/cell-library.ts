import type { Misuse } from '../gates/misuse.ts';
import type { Draft } from './draft.ts';

/** What an output of a cell is of its pins. */
export type CellFunction =
  | { readonly kind: 'pin'; readonly pin: string }
  | { readonly kind: 'constant'; readonly value: 0 | 1 }
  | { readonly kind: 'not'; readonly x: CellFunction }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly x: CellFunction; readonly y: CellFunction };

/** A combinational cell of a library. Its pins have names and no order. */
export interface Cell {
  readonly inputs: ReadonlySet<string>;
  readonly outputs: ReadonlyMap<string, CellFunction>;
}

/** The cells that a netlist is mapped to. */
export interface CellLibrary {
  /** A cell that is no function of its pins is there with the reason, for whoever uses it. */
  readonly cells: ReadonlyMap<string, Cell | Misuse>;
  /** The text of a library of Verilog modules, for readers of Verilog. */
  readonly verilog?: string;
}

/** The gates of a function, on the nodes that its pins are; the node of its value. */
export function drawFunction(
  draft: Draft,
  root: CellFunction,
  nodeOf: (pin: string) => number,
  place: number,
): number {
  const node = (one: CellFunction): number => {
    if (one.kind === 'pin') return nodeOf(one.pin);
    if (one.kind === 'constant') return one.value;
    if (one.kind === 'not') return draft.gate('not', place, node(one.x));
    const x = node(one.x);
    return draft.gate(one.kind, place, x, node(one.y));
  };
  return node(root);
}
