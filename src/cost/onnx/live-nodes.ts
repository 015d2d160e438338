import { mustBe } from '../../gates/must-be.ts';
import { findCycle } from '../network/find-cycle.ts';
import type { OnnxGraph, OnnxNode } from './decode-onnx.ts';

/** A node with a name that no other has. */
export interface NamedNode extends OnnxNode {
  readonly label: string;
}

/** The nodes by names of their own: one that is taken already is numbered, as in `relu (2)`. */
export function namedNodes({ nodes }: OnnxGraph): NamedNode[] {
  const names = new Set(nodes.map(({ name }) => name));
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    let count = (seen.get(node.name) ?? 0) + 1;
    while (count > 1 && names.has(`${node.name} (${count})`)) count++;
    seen.set(node.name, count);
    return { ...node, label: count === 1 ? node.name : `${node.name} (${count})` };
  });
}

/**
 * The nodes that the outputs of a graph depend on, each after those that it reads. Throws for a tensor that two nodes make or
 * that nothing does, and for a circle.
 */
export function liveNodes(who: string, graph: OnnxGraph, nodes: readonly NamedNode[]): NamedNode[] {
  const makers = makersOf(who, graph, nodes);
  const given = new Set([...graph.initializers.keys(), ...graph.inputs.map(({ name }) => name)]);
  const readBy = (node: NamedNode) =>
    [...node.inputs, ...node.captures].flatMap((name) => makers.get(name) ?? []);
  const lost = graph.outputs.find(({ name }) => !makers.has(name) && !given.has(name));
  if (lost !== undefined || graph.outputs.length === 0)
    throw mustBe(who, 'outputs', 'made by a node, a constant or an input', lost?.name || 'nothing');
  const outputs = graph.outputs.flatMap(({ name }) => makers.get(name) ?? []);
  const live = new Set<NamedNode>(outputs);
  for (const node of live) for (const read of readBy(node)) live.add(read);
  for (const { label, inputs } of live)
    for (const name of inputs)
      if (name !== '' && !given.has(name) && !makers.has(name))
        throw mustBe(
          `${who}: node '${label}'`,
          'what it reads',
          'made by a node, a constant or an input',
          name,
        );
  const inFile = nodes.filter((node) => live.has(node));
  const reads = new Map(inFile.map((node) => [node.label, readBy(node).map(({ label }) => label)]));
  const cycle = findCycle(reads);
  if (cycle !== undefined)
    throw mustBe(`${who}: node '${cycle[0]}'`, 'what it reads', 'free of itself', cycle.join(' reads '));
  const ordered = new Set<NamedNode>();
  const waiting = inFile.reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ordered.has(node)) continue;
    const missing = readBy(node).filter((one) => !ordered.has(one));
    if (missing.length === 0) ordered.add(node);
    else {
      waiting.push(node);
      for (const one of missing) waiting.push(one);
    }
  }
  return [...ordered];
}

function makersOf(who: string, { initializers }: OnnxGraph, nodes: readonly NamedNode[]) {
  const makers = new Map<string, NamedNode>();
  for (const node of nodes)
    for (const output of node.outputs) {
      if (output === '') continue;
      if (makers.has(output) || initializers.has(output))
        throw mustBe(`${who}: node '${node.label}'`, 'output', 'made once', output);
      makers.set(output, node);
    }
  return makers;
}
