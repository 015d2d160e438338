import { at } from './at.ts';
import type { Ports } from './bus.ts';
import { mustBe } from './must-be.ts';

/** A stage: the interval of nets [start, end) that was built inside it. */
export interface Scope {
  readonly name: string;
  /** Index of the enclosing scope; -1 for the whole. */
  readonly parent: number;
  readonly start: number;
  readonly end: number;
  /** Buses that the stage chose to show under a name, for traces and drawings; they change nothing. */
  readonly shows: Ports;
}

/** Labelled adders in ascending order, without overlap. `kind` holds codes of `CELL_CODE`, `start` the first net. */
export interface Cells {
  readonly kind: Uint8Array;
  readonly start: Uint32Array;
}

/**
 * A circuit as plain data. Fan-ins only point back, so the order of nets is an order of evaluation and no cycle can
 * be written down. Nothing in it has behaviour, so `structuredClone` carries it to a worker or a page.
 */
export interface Netlist {
  readonly name: string;
  readonly inputs: Ports;
  readonly outputs: Ports;
  /** Nets 2 to inputCount + 1 are the inputs; the gates follow. */
  readonly inputCount: number;
  readonly netCount: number;
  /** A code of `GATE_CODE` for each net, `NO_GATE` for constants and inputs. */
  readonly gate: Uint8Array;
  /** The nets that each gate reads; 0 where it has fewer fan-ins. */
  readonly fanin: readonly [Uint32Array, Uint32Array, Uint32Array];
  readonly cells: Cells;
  /** Stages in preorder; the first is the whole. */
  readonly scopes: readonly Scope[];
}

/** Readers of files refuse scopes that nest deeper. */
export const DEEPEST_SCOPE = 100;

/** The first net that a gate drives. */
export function firstGate(netlist: Netlist): number {
  return 2 + netlist.inputCount;
}

/** The path of a stage from the whole, such as `reduction/to height 6`; empty for the whole. */
export function scopePath(netlist: Netlist, index: number): string {
  const names: string[] = [];
  for (let i = index; i > 0; i = at(netlist.scopes, i).parent) names.unshift(at(netlist.scopes, i).name);
  return names.join('/');
}

/** The stage at this path; throws when there is none. `''` is the whole. */
export function scopeAt(netlist: Netlist, path: string): Scope {
  const scope = netlist.scopes.find((_, index) => scopePath(netlist, index) === path);
  if (scope === undefined) {
    const known = netlist.scopes.map((_, index) => `'${scopePath(netlist, index)}'`).join(', ');
    throw mustBe('scopeAt', 'path', `one of ${known}`, path);
  }
  return scope;
}
