import { byteAt, wordAt } from './at.ts';
import { CELL_CODE } from './cell.ts';
import { GATE_CODE, type Gate } from './gate.ts';
import type { Netlist, Scope } from './netlist.ts';

/** What a stage holds, counted in the netlist. */
export interface Count {
  /** All gates, those inside the adders included. */
  readonly gates: number;
  /** Labelled half adders. */
  readonly ha: number;
  /** Labelled full adders. */
  readonly fa: number;
  /** ha + fa: the adders of the paper's convention. */
  readonly adders: number;
  /** 2:1 multiplexers. */
  readonly muxes: number;
  /** Those multiplexers that have a constant at a data input, so that one AND or OR would do. */
  readonly constantMuxes: number;
  /** Gates by kind, those inside the adders included. */
  readonly byGate: Readonly<Record<Gate, number>>;
}

/** Counts a stage, the whole by default, from its gates and cell labels. `check` proves the labels. */
export function count(netlist: Netlist, scope: Pick<Scope, 'start' | 'end'> = wholeOf(netlist)): Count {
  const seen = new Uint32Array(8);
  let constantMuxes = 0;
  for (let net = scope.start; net < scope.end; net++) {
    const code = byteAt(netlist.gate, net);
    seen[code] = wordAt(seen, code) + 1;
    if (code === GATE_CODE.mux && (wordAt(netlist.fanin[1], net) < 2 || wordAt(netlist.fanin[2], net) < 2))
      constantMuxes++;
  }
  const { kind, start } = netlist.cells;
  let ha = 0;
  let fa = 0;
  for (let cell = firstCellFrom(start, scope.start); cell < kind.length; cell++) {
    if (wordAt(start, cell) >= scope.end) break;
    if (byteAt(kind, cell) === CELL_CODE.ha) ha++;
    else fa++;
  }
  const byGate = {
    not: wordAt(seen, GATE_CODE.not),
    and: wordAt(seen, GATE_CODE.and),
    or: wordAt(seen, GATE_CODE.or),
    xor: wordAt(seen, GATE_CODE.xor),
    mux: wordAt(seen, GATE_CODE.mux),
  };
  return {
    gates: scope.end - scope.start,
    ha,
    fa,
    adders: ha + fa,
    muxes: byGate.mux,
    constantMuxes,
    byGate,
  };
}

/** The index of the first cell that begins at this net or later; cells are in ascending order. */
export function firstCellFrom(start: Uint32Array, net: number): number {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wordAt(start, middle) < net) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wholeOf(netlist: Netlist): Pick<Scope, 'start' | 'end'> {
  return { start: 2 + netlist.inputCount, end: netlist.netCount };
}
