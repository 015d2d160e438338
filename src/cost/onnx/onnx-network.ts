import { at } from '../../gates/at.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { NetworkFile } from '../network/read-network.ts';
import type { OnnxGraph } from './decode-onnx.ts';
import { liveNodes, type NamedNode, namedNodes } from './live-nodes.ts';
import { OPERATORS, UNPRICED } from './operators.ts';
import type { Settings, WidthFile } from './settings.ts';
import { type LayerDraft, type Operator, type Site, siteOf } from './site.ts';
import { showSizes, type Tensor, UNKNOWN } from './tensor.ts';
import { checkTold, merged, toldTensors } from './told-tensors.ts';

/**
 * A graph of ONNX as a file of networks, a layer for each node that costs something. Widths of products come from the types
 * that QuantizeLinear and DequantizeLinear carry, or from `widths`; what is not quantized is priced as the floats that it
 * is. An open first size of an input, the batch, is taken for 1. What no output depends on is left out. Errors name the node.
 */
export function onnxNetwork(who: string, graph: OnnxGraph, widths: WidthFile): NetworkFile {
  const nodes = namedNodes(graph);
  checkWidths(who, nodes, widths);
  const live = liveNodes(who, graph, nodes);
  checkSizes(who, graph, live);
  const told = toldTensors(graph);
  const tensors = new Map<string, Tensor>([...told.inputs, ...graph.initializers]);
  const layers: object[] = [];
  const names = new Set(nodes.map(({ label }) => label));
  for (const node of live) {
    const settings = {
      ...widths.default,
      ...widths.nodes.get(node.name),
      ...widths.nodes.get(node.label),
    };
    const here = `${who}: node '${node.label}'`;
    const site = siteOf(here, node, settings, tensors);
    const isDoneBefore = isOfConstants(node, site) && !/^(Random|Bernoulli|Multinomial)/.test(node.operator);
    const operator = operatorOf(here, graph, node, settings, isDoneBefore);
    const made = operator.outputs(site);
    const outputs = node.outputs.map((name, k) => {
      const { isConstant, ...one } = made[k] ?? UNKNOWN;
      return merged({ ...one, isConstant: isConstant || isDoneBefore }, told.others.get(name));
    });
    for (const [k, name] of node.outputs.entries()) if (name !== '') tensors.set(name, at(outputs, k));
    if (settings.ignore !== true && !isDoneBefore && operator.layers !== undefined)
      for (const [k, draft] of operator.layers(site, outputs[0] ?? UNKNOWN).entries())
        layers.push({
          name: k === 0 ? node.label : newName(names, `${node.label}: ${partOf(draft)}`),
          ...draft,
        });
    for (const [k, name] of node.outputs.entries())
      checkTold(here, name, at(outputs, k), told.others.get(name));
  }
  return {
    name: graph.name || who,
    about: `ONNX graph of ${graph.nodes.length} nodes`,
    source: who,
    layers,
    notes: notesOf(graph.nodes.length - live.length, told.isBatchOpen),
  };
}

function notesOf(dead: number, isBatchOpen: boolean): string[] {
  return [
    'Additions of a bias go into the accumulator and are not charged; what DequantizeLinear scales is folded into the next QuantizeLinear.',
    ...(isBatchOpen ? ['The batch is open and taken for 1.'] : []),
    ...(dead > 0 ? [`Nodes that no output depends on, left out: ${dead}.`] : []),
  ];
}

/** A name that is not taken, which then is. */
function newName(taken: Set<string>, name: string): string {
  const free = taken.has(name) ? newName(taken, `${name} (2)`) : name;
  taken.add(free);
  return free;
}

/** What tells a second layer of a node from its first. */
function partOf({ kind, part }: LayerDraft): string {
  return typeof part === 'string' ? part : kind;
}

/** Whether all that a node reads is there before anything runs; what is made of nothing may be random. */
function isOfConstants({ inputs, captures }: NamedNode, site: Site): boolean {
  const places = [...inputs.keys()].filter((k) => site.has(k));
  return places.length > 0 && captures.length === 0 && places.every((k) => site.input(k).isConstant);
}

const nothingKnown: Operator = { outputs: () => [] };

function operatorOf(
  who: string,
  { functions }: OnnxGraph,
  { operator, domain }: NamedNode,
  settings: Settings,
  isDoneBefore: boolean,
): Operator {
  const name = domain === '' ? operator : `${domain}.${operator}`;
  const isOwn = functions.has(`${domain}.${operator}`);
  const found = (records: Readonly<Record<string, Operator>>) =>
    !isOwn && Object.hasOwn(records, name) ? records[name] : undefined;
  const known = found(OPERATORS);
  if (known !== undefined) return known;
  if (isDoneBefore && domain === '' && !isOwn) return found(UNPRICED) ?? nothingKnown;
  // Whoever leaves a node out says nothing of what it gives.
  if (settings.ignore === true) return nothingKnown;
  throw mustBe(who, 'operator', `one of ${Object.keys(OPERATORS).join(', ')}`, name || 'nothing');
}

/** Sizes must not be negative. */
function checkSizes(who: string, graph: OnnxGraph, nodes: readonly NamedNode[]): void {
  const told = [...graph.inputs, ...graph.outputs, ...graph.between];
  const sizes = new Map<string, readonly (number | string)[]>(
    told.map(({ name, sizes = [] }) => [name, sizes]),
  );
  for (const [name, { dims = [] }] of graph.initializers) sizes.set(name, dims.map(Number));
  for (const { label, inputs, outputs } of nodes)
    for (const tensor of [...inputs, ...outputs]) {
      const own = sizes.get(tensor) ?? [];
      if (!own.some((size) => typeof size === 'number' && size < 0)) continue;
      const shown = showSizes(own.map((size) => (typeof size === 'number' ? size : undefined)));
      throw mustBe(`${who}: node '${label}'`, `sizes of '${tensor}'`, 'positive', shown);
    }
}

/** Every node that is given widths must be there. */
function checkWidths(who: string, nodes: readonly NamedNode[], widths: WidthFile): void {
  const names = new Set(nodes.flatMap(({ name, label }) => [name, label]));
  for (const name of widths.nodes.keys())
    if (!names.has(name)) throw mustBe(`${who}: widths`, 'node', 'one of the graph', name);
}
