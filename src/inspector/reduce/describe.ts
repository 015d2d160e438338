import { at, wordAt } from '../../gates/at.ts';
import { CELLS } from '../../gates/cell.ts';
import { GATE_CODE } from '../../gates/gate.ts';
import { type Adder, addersIn, type Diagram } from './diagram.ts';
import type { Place } from './reduce-state.ts';

/** Where a net comes from: the adder that makes it, and as which of its outputs. */
export interface Origin {
  readonly stage: number;
  readonly adder: Adder;
  readonly port: 'sum' | 'carry';
}

const origins = new WeakMap<Diagram, ReadonlyMap<number, Origin>>();

/** The adder that makes each sum and carry of a diagram, by net. */
export function originsOf(diagram: Diagram): ReadonlyMap<number, Origin> {
  const found = origins.get(diagram);
  if (found !== undefined) return found;
  const made = new Map<number, Origin>();
  for (const [stage, { adders }] of diagram.stages.entries())
    for (const adder of adders) {
      const { kind, net, leaves } = adder;
      if (kind === 'xor') made.set(net + leaves - 2, { stage, adder, port: 'sum' });
      else {
        made.set(net + CELLS[kind].sum.at, { stage, adder, port: 'sum' });
        made.set(net + CELLS[kind].carry.at, { stage, adder, port: 'carry' });
      }
    }
  origins.set(diagram, made);
  return made;
}

/** How adders are called, as in `full adder`. */
export const ADDER_NAMES = { fa: 'full adder', ha: 'half adder', xor: 'XOR' } as const;

/** What a dot is: `a3 b5`, or `carry of a full adder in column 4, stage to height 6`. */
export function dotText(diagram: Diagram, net: number): string {
  const { netlist, stages } = diagram;
  const product = productOf(diagram, net);
  if (product !== undefined) return `partial product ${product}`;
  const origin = originsOf(diagram).get(net);
  if (origin === undefined) return net < 2 ? `constant ${net}` : `net ${net} of ${netlist.name}`;
  const { stage, adder, port } = origin;
  return `${port} of a ${ADDER_NAMES[adder.kind]} in column ${adder.column} of stage ${stage}, ${at(stages, stage).name}`;
}

/** A dot in a few letters, for the picture: `a3b5`, `s` or `c`. */
export function dotName(diagram: Diagram, net: number): string {
  return (
    productOf(diagram, net)?.replace(' ', '') ?? (originsOf(diagram).get(net)?.port === 'carry' ? 'c' : 's')
  );
}

function productOf({ netlist }: Diagram, net: number): string | undefined {
  if (netlist.gate[net] !== GATE_CODE.and) return undefined;
  const [x, y] = [wordAt(netlist.fanin[0], net), wordAt(netlist.fanin[1], net)];
  const width = netlist.inputs.a?.length ?? 0;
  if (x < 2 || y < 2 || x >= 2 + width || y < 2 + width || y >= 2 + netlist.inputCount) return undefined;
  return `a${x - 2} b${y - 2 - width}`;
}

/** Where a net first is a dot, else which adder it is part of; undefined where it is neither. */
export function placeOfNet(diagram: Diagram, net: number): Place | undefined {
  const { stages, columns } = diagram;
  for (const [stage, { nets }] of stages.entries()) {
    const found = nets.indexOf(net);
    if (found !== -1) return { stage, column: found % columns, row: Math.floor(found / columns) };
  }
  for (const [stage, { adders }] of stages.entries()) {
    for (const adder of adders) {
      const gates = adder.kind === 'xor' ? adder.leaves - 1 : CELLS[adder.kind].gates;
      if (net < adder.net || net >= adder.net + gates) continue;
      const all = addersIn(at(stages, stage), adder.column);
      return { stage, column: adder.column, adder: all.indexOf(adder) };
    }
  }
  return undefined;
}

/** The adder that takes the dot in this row; undefined where it passes. */
export function takerOf(diagram: Diagram, stage: number, column: number, row: number): number | undefined {
  const index = addersIn(at(diagram.stages, stage), column).findIndex(
    (adder) => adder.size > 0 && row >= adder.row && row < adder.row + adder.size,
  );
  return index === -1 ? undefined : index;
}
