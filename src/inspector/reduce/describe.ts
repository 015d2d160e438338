import type { DotGroup } from '../../dots/dot-stages.ts';
import { at, wordAt } from '../../gates/at.ts';
import { GATE_CODE } from '../../gates/gate.ts';
import { addersIn, type Diagram } from './diagram.ts';
import type { Place } from './reduce-state.ts';

/** Where a net comes from: the adder that makes it, and as which of its outputs. */
export interface Origin {
  readonly stage: number;
  readonly adder: DotGroup;
  readonly port: 'sum' | 'carry';
}

const origins = new WeakMap<Diagram, ReadonlyMap<number, Origin>>();

/** The adder that makes each sum and carry of a diagram, by net. */
export function originsOf(diagram: Diagram): ReadonlyMap<number, Origin> {
  const found = origins.get(diagram);
  if (found !== undefined) return found;
  const made = new Map<number, Origin>();
  for (const [stage, { groups }] of diagram.stages.entries())
    for (const adder of groups) {
      made.set(adder.sum, { stage, adder, port: 'sum' });
      // What an inverter hands on is the dot that it takes.
      if (adder.carry !== undefined && adder.kind !== 'one')
        made.set(adder.carry, { stage, adder, port: 'carry' });
    }
  origins.set(diagram, made);
  return made;
}

/** How adders are called, as in `full adder`. */
export const ADDER_NAMES = { fa: 'full adder', ha: 'half adder', xor: 'XOR', one: 'inverter' } as const;

/** The same in short. */
export const ADDER_LABELS = { fa: 'FA', ha: 'HA', xor: 'XOR', one: 'inverter' } as const;

/** What a dot is: `a3 b5`, or `carry of a full adder in column 4, stage to height 6`. */
export function dotText(diagram: Diagram, net: number): string {
  const { netlist, stages } = diagram;
  const product = productOf(diagram, net);
  if (product !== undefined) return `partial product ${product}`;
  if (isComplement(diagram, net)) {
    const inner = productOf(diagram, wordAt(netlist.fanin[0], net));
    if (inner !== undefined) return `complement of the partial product ${inner}`;
  }
  const origin = originsOf(diagram).get(net);
  if (origin === undefined) return net < 2 ? `constant ${net}` : `net ${net} of ${netlist.name}`;
  const { stage, adder, port } = origin;
  return `${port} of a ${ADDER_NAMES[adder.kind]} in column ${adder.column} of stage ${stage}, ${at(stages, stage).name}`;
}

/** A dot in a few letters, for the picture: `a3b5`, `s` or `c`. */
export function dotName(diagram: Diagram, net: number): string {
  const origin = originsOf(diagram).get(net);
  if (origin !== undefined) return origin.port === 'carry' ? 'c' : 's';
  const product = isComplement(diagram, net)
    ? productOf(diagram, wordAt(diagram.netlist.fanin[0], net))
    : productOf(diagram, net);
  if (product === undefined) return net < 2 ? String(net) : `n${net}`;
  return `${isComplement(diagram, net) ? '~' : ''}${product.replace(' ', '')}`;
}

function isComplement({ netlist }: Diagram, net: number): boolean {
  return netlist.gate[net] === GATE_CODE.not;
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
  for (const [stage, { groups }] of stages.entries()) {
    for (const adder of groups) {
      const { kind, sum, carry = 0 } = adder;
      if (net < adder.net || net > (kind === 'one' ? sum : Math.max(sum, carry))) continue;
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
