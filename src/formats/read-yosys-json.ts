import type { Gate } from '../gates/gate.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Draft, MOST_BUS_BITS } from './draft.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { JsonShape, type JsonTree, parseJsonTree } from './json-tree.ts';
import { Names } from './names.ts';
import { type Wrong, wrongInText } from './place.ts';
import { YOSYS_GATES } from './write-yosys-json.ts';

/** A cell as a gate of ours, perhaps with its first or second operand or its output turned. */
interface Mapped {
  readonly gate: Gate | 'buffer';
  readonly ports: readonly string[];
  readonly turned?: 'A' | 'B' | 'Y';
}

const two = (gate: Gate, turned?: 'B' | 'Y'): Mapped =>
  turned === undefined ? { gate, ports: ['A', 'B'] } : { gate, ports: ['A', 'B'], turned };

/** The cells that are read; Yosys takes any other apart into these. */
const CELLS: ReadonlyMap<string, Mapped> = new Map([
  ...Object.entries(YOSYS_GATES).map(([gate, { type, ports }]) => [type, { gate, ports } as Mapped] as const),
  ['$_BUF_', { gate: 'buffer', ports: ['A'] }],
  ['$_NAND_', two('and', 'Y')],
  ['$_NOR_', two('or', 'Y')],
  ['$_XNOR_', two('xor', 'Y')],
  ['$_ANDNOT_', two('and', 'B')],
  ['$_ORNOT_', two('or', 'B')],
  ['$_NMUX_', { gate: 'mux', ports: ['S', 'B', 'A'], turned: 'Y' }],
]);

const THROUGH_YOSYS =
  'a gate; take others apart with yosys: flatten; techmap; simplemap; opt_clean; write_json';

/**
 * Reads the JSON of Yosys: one flat module of its own gates. The top is the module marked so, or the only one.
 */
export function readYosysJson(text: string): Netlist {
  const wrong = wrongInText('readYosysJson', text);
  return yosysNetlist(parseJsonTree(text, wrong), wrong);
}

/** The same of a JSON text that is a tree already. */
export function yosysNetlist(tree: JsonTree, wrong: Wrong): Netlist {
  return new YosysModule(tree, wrong).build();
}

class YosysModule {
  readonly #wrong: Wrong;
  readonly #shape: JsonShape;
  readonly #draft: Draft;
  readonly #name: string;
  readonly #module: JsonTree;
  readonly #wires = new Map<number, number>();

  constructor(tree: JsonTree, wrong: Wrong) {
    this.#wrong = wrong;
    this.#shape = new JsonShape(wrong);
    this.#draft = new Draft(wrong);
    [this.#name, this.#module] = this.#top(this.#shape.member(tree, 'modules', 'the file'));
  }

  build(): Netlist {
    const inputs: (PortOfBits & { tree: JsonTree })[] = [];
    const outputs: (PortOfBits & { tree: JsonTree })[] = [];
    for (const [name, tree] of this.#shape.members(
      this.#shape.member(this.#module, 'ports', 'a module'),
      'ports',
    )) {
      const direction = this.#shape.text(this.#shape.member(tree, 'direction', 'a port'), 'direction');
      const bitsTree = this.#shape.member(tree, 'bits', 'a port');
      const ids = this.#bits(bitsTree, `port '${name}'`);
      if (direction === 'input') inputs.push({ name, ids, tree: bitsTree });
      else if (direction === 'output') outputs.push({ name, ids, tree: bitsTree });
      else throw this.#wrong(tree.place, `port '${name}'`, 'an input or an output', direction);
    }
    for (const { ids, tree } of inputs)
      for (const id of ids) {
        if (id < 2) throw this.#wrong(tree.place, 'a bit of an input', 'a net', `constant ${id}`);
        this.#draft.input(id, tree.place);
      }
    const cells = this.#module.kind === 'object' ? this.#module.members.get('cells') : undefined;
    if (cells !== undefined)
      for (const [name, tree] of this.#shape.members(cells, 'cells')) this.#cell(name, tree);
    const taken = new Names();
    return this.#draft.finish(
      this.#name,
      gatherPorts(inputs, 'brackets', taken),
      gatherPorts(outputs, 'brackets', taken),
    );
  }

  #top(modules: JsonTree): readonly [string, JsonTree] {
    const all = [...this.#shape.members(modules, 'modules')];
    const marked = all.filter(([, tree]) => {
      const top = this.#attribute(tree, 'top');
      // A mark is the number 1 or a string of bits.
      return top !== undefined && (top.kind === 'number' || top.kind === 'string') && Number(top.value) !== 0;
    });
    const [only, ...more] = marked.length > 0 ? marked : all;
    if (only === undefined || more.length > 0)
      throw this.#wrong(modules.place, 'modules', 'one, or one marked as top', all.length);
    const circuit = this.#attribute(only[1], 'circuit');
    return [circuit?.kind === 'string' ? circuit.value : only[0], only[1]];
  }

  #attribute(module: JsonTree, name: string): JsonTree | undefined {
    const attributes = this.#shape.members(module, 'a module').get('attributes');
    return attributes === undefined ? undefined : this.#shape.members(attributes, 'attributes').get(name);
  }

  #cell(name: string, tree: JsonTree): void {
    const type = this.#shape.text(this.#shape.member(tree, 'type', 'a cell'), 'type');
    const mapped = CELLS.get(type);
    if (mapped === undefined) {
      if (type === '$scopeinfo') return;
      throw this.#wrong(tree.place, `cell '${name}'`, THROUGH_YOSYS, type);
    }
    const connections = this.#shape.member(tree, 'connections', 'a cell');
    const bit = (port: string): number => {
      const bits = this.#shape.member(connections, port, `the connections of cell '${name}'`);
      const [id, ...more] = this.#bits(bits, `port ${port}`);
      if (id === undefined || more.length > 0)
        throw this.#wrong(bits.place, `port ${port}`, 'one bit', more.length);
      return id;
    };
    const { place } = tree;
    const [x = 0, y = 0, z = 0] = mapped.ports.map((port) => {
      const id = bit(port);
      return port === mapped.turned ? this.#draft.gate('not', place, id) : id;
    });
    const target = bit('Y');
    if (target < 2) throw this.#wrong(place, `port Y of cell '${name}'`, 'a net', `constant ${target}`);
    const made = mapped.gate === 'buffer' ? x : this.#draft.gate(mapped.gate, place, x, y, z);
    this.#draft.drive(target, mapped.turned === 'Y' ? this.#draft.gate('not', place, made) : made, place);
  }

  #bits(tree: JsonTree, what: string): number[] {
    const items = this.#shape.items(tree, what);
    if (items.length > MOST_BUS_BITS)
      throw this.#wrong(tree.place, what, `of at most ${MOST_BUS_BITS} bits`, items.length);
    return items.map((item) => {
      if (item.kind === 'string' && (item.value === '0' || item.value === '1')) return Number(item.value);
      if (item.kind === 'string')
        throw this.#wrong(item.place, 'a bit', '"0", "1" or the number of a net', item.value);
      const bit = this.#shape.index(item, 'a bit', 2 ** 31);
      if (bit < 2) throw this.#wrong(item.place, 'the number of a net', 'at least 2', bit);
      const known = this.#wires.get(bit);
      if (known !== undefined) return known;
      const wire = this.#draft.wire(`${bit}`, item.place);
      this.#wires.set(bit, wire);
      return wire;
    });
  }
}
