import { mustBe } from '../../gates/must-be.ts';
import { findCycle } from '../network/find-cycle.ts';
import type { NetworkFile } from '../network/read-network.ts';
import type { OnnxGraph, OnnxNode } from './decode-onnx.ts';
import type { Tensor } from './descriptor.ts';
import { OPERATORS, type Operator, type Site } from './operators.ts';
import type { Settings, WidthFile } from './settings.ts';

/**
 * A graph of ONNX as a file of networks, a layer for each node that costs something. Widths of products come from the types
 * that QuantizeLinear and DequantizeLinear carry, or from `widths`; what is not quantized is priced as the floats that it
 * is. An open first size, the batch, is taken for 1. Errors name the node.
 */
export function onnxNetwork(who: string, graph: OnnxGraph, widths: WidthFile): NetworkFile {
  checkNodes(who, graph, widths);
  const tensors = new Map<string, Tensor>([...graph.tensors, ...graph.initializers]);
  const constants = new Set(graph.initializers.keys());
  const layers: object[] = [];
  for (const node of inOrder(who, graph)) {
    const settings = { ...widths.default, ...widths.nodes.get(node.name) };
    const here = `${who}: node '${node.name}'`;
    const operator = operatorOf(here, node, settings);
    const site = siteOf(here, node, settings, tensors, constants);
    if (node.operator !== 'Constant' && node.inputs.every((name) => name === '' || constants.has(name)))
      for (const name of node.outputs) constants.add(name);
    const [first = ''] = node.outputs;
    const output = knownOutput(site, operator, tensors.get(first));
    tensors.set(first, output);
    if (settings.ignore === true) continue;
    const draft = operator.layer?.(site, elementsOf(here, 'output', output), output);
    if (draft !== undefined) layers.push({ name: node.name, ...draft });
  }
  return {
    name: graph.name || who,
    about: `ONNX graph of ${graph.nodes.length} nodes`,
    source: who,
    layers,
    notes: [
      'Additions of a bias go into the accumulator and are not charged; what DequantizeLinear scales is folded into the next QuantizeLinear.',
    ],
  };
}

/** What the node gives: its type by the operator, its sizes by the file where they are all there. */
function knownOutput(site: Site, operator: Operator, told: Tensor | undefined): Tensor {
  const isTold = told?.dims?.slice(1).every((size) => size !== undefined) === true;
  if (operator.output === undefined)
    return { element: site.input(0).element, dims: told?.dims ?? site.input(0).dims };
  const output = operator.output(site);
  return isTold ? { element: output.element, dims: told?.dims } : output;
}

function operatorOf(who: string, node: OnnxNode, settings: Settings): Operator {
  const operator = Object.hasOwn(OPERATORS, node.operator) ? OPERATORS[node.operator] : undefined;
  if (operator !== undefined) return operator;
  if (settings.ignore === true || node.operator === 'Constant') return {};
  throw mustBe(who, 'operator', `one of ${Object.keys(OPERATORS).join(', ')}`, node.operator || 'nothing');
}

function siteOf(
  who: string,
  node: OnnxNode,
  settings: Settings,
  tensors: ReadonlyMap<string, Tensor>,
  constants: ReadonlySet<string>,
): Site {
  const input = (k: number): Tensor =>
    tensors.get(node.inputs[k] ?? '') ?? { element: undefined, dims: undefined };
  return {
    who,
    settings,
    input,
    dims: (k) => knownDims(who, `input ${k + 1}`, input(k)),
    elements: (k) => elementsOf(who, `input ${k + 1}`, input(k)),
    isConstant: (k) => constants.has(node.inputs[k] ?? ''),
    whole: (name, preset) => {
      const value = node.attributes[name];
      if (value === undefined) return preset;
      return Array.isArray(value) ? value : [Number(value)];
    },
    text: (name, preset) => String(node.attributes[name] ?? preset),
  };
}

function knownDims(who: string, what: string, { dims }: Tensor): number[] {
  if (dims === undefined) throw mustBe(who, `sizes of its ${what}`, 'known', 'nothing');
  return dims.map((size, k) => {
    const known = size ?? (k === 0 ? 1 : undefined);
    if (known === undefined) throw mustBe(who, `sizes of its ${what}`, 'known', showDims(dims));
    return known;
  });
}

function showDims(dims: readonly (number | undefined)[]): string {
  return dims.map((size) => size ?? '?').join(' x ');
}

function elementsOf(who: string, what: string, tensor: Tensor): number {
  return knownDims(who, what, tensor).reduce((all, size) => all * size, 1);
}

/** Sizes must not be negative, nodes must have names of their own, and every node that is given widths must be there. */
function checkNodes(who: string, { nodes, tensors, initializers }: OnnxGraph, widths: WidthFile): void {
  for (const { name, inputs, outputs } of nodes)
    for (const tensor of [...inputs, ...outputs]) {
      const dims = (initializers.get(tensor) ?? tensors.get(tensor))?.dims ?? [];
      if (dims.some((size) => size !== undefined && size < 0))
        throw mustBe(`${who}: node '${name}'`, `sizes of '${tensor}'`, 'positive', showDims(dims));
    }
  const names = new Set<string>();
  for (const { name } of nodes) {
    if (names.has(name)) throw mustBe(`${who}: node '${name}'`, 'name', 'new', name);
    names.add(name);
  }
  for (const name of widths.nodes.keys())
    if (!names.has(name)) throw mustBe(`${who}: widths`, 'node', 'one of the graph', name);
}

/** The nodes, each after those that it reads. */
function inOrder(who: string, { nodes }: OnnxGraph): OnnxNode[] {
  const maker = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const reads = new Map(
    nodes.map((node) => [node.name, node.inputs.flatMap((input) => maker.get(input)?.name ?? [])]),
  );
  const cycle = findCycle(reads);
  if (cycle !== undefined)
    throw mustBe(`${who}: node '${cycle[0]}'`, 'what it reads', 'free of itself', cycle.join(' reads '));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered = new Set<OnnxNode>();
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ordered.has(node)) continue;
    const before = (reads.get(node.name) ?? []).flatMap((name) => byName.get(name) ?? []);
    const missing = before.filter((one) => !ordered.has(one));
    if (missing.length === 0) ordered.add(node);
    else waiting.push(node, ...missing);
  }
  return [...ordered];
}
