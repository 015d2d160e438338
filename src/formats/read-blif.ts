import { GATE_NAMES, GATES } from '../gates/gate.ts';
import { Misuse } from '../gates/misuse.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type Cover, type Instance, type Model, parseBlif, type Word } from './blif-file.ts';
import { type Cell, type CellLibrary, drawFunction } from './cell-library.ts';
import { Draft } from './draft.ts';
import type { ReadOptions } from './format.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { circuitInHeader } from './header.ts';
import { Names } from './names.ts';
import { type Wrong, wrongInText } from './place.ts';

/** How many instances a file may come to when they are all laid open, and how deep they may nest. */
const MOST_INSTANCES = 100_000;
const DEEPEST_INSTANCE = 100;

/**
 * Reads combinational BLIF and lays its `.subckt` open. A table that is one of our gates becomes that gate, a table of one row
 * `1 1` a plain connection; any other becomes an OR of ANDs, row by row.
 */
export function readBlif(text: string, { top: named, cells }: ReadOptions = {}): Netlist {
  const wrong = wrongInText('readBlif', text);
  if (cells?.verilog !== undefined)
    throw wrong(0, 'the cells of a BLIF file', 'in Liberty or genlib', 'Verilog');
  const models = parseBlif(text, wrong);
  const top = named === undefined ? topOf(models, wrong) : models.find(({ name }) => name === named);
  if (top === undefined) {
    const names = models.map(({ name }) => name ?? 'one without a name').join(', ');
    throw wrong(0, 'the top', `a model of the file: ${names}`, named);
  }
  const written = named === undefined ? circuitInHeader('# ', text) : undefined;
  return new BlifNetlist(models, cells?.cells ?? new Map(), wrong).build(top, written ?? top.name ?? 'blif');
}

/**
 * The first model, as the manual says. Where others of the file contain it, it is a part that was written first, and the top is
 * the one model that no other contains.
 */
function topOf(models: readonly Model[], wrong: Wrong): Model {
  const parts = new Set(
    models.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'instance' && !item.isGate ? [item.model.text] : [])),
    ),
  );
  const isTop = ({ name }: Model) => name === undefined || !parts.has(name);
  const [first] = models;
  if (first !== undefined && isTop(first)) return first;
  const [top, other] = models.filter(isTop);
  if (top === undefined) throw wrong(0, 'the file', 'a model that no other contains', 'none');
  if (other !== undefined)
    throw wrong(other.place, 'the file', 'one model that no other contains, or that one first', other.name);
  return top;
}

/** The nets of one model where it is laid open, by name. */
type Nets = Map<string, number>;

class BlifNetlist {
  readonly #wrong: Wrong;
  readonly #draft: Draft;
  readonly #models: ReadonlyMap<string | undefined, Model>;
  readonly #cells: CellLibrary['cells'];
  #instances = 0;

  constructor(models: readonly Model[], cells: CellLibrary['cells'], wrong: Wrong) {
    this.#wrong = wrong;
    this.#draft = new Draft(wrong);
    this.#cells = cells;
    for (const { name, place } of models)
      if (name !== undefined && cells.has(name))
        throw wrong(place, 'a model', 'defined once, in the file or as a cell', name);
    this.#models = new Map(models.map((model) => [model.name, model]));
  }

  build(top: Model, name: string): Netlist {
    const nets: Nets = new Map();
    const inputs: PortOfBits[] = top.inputs.map((word) => {
      const wire = this.#wire(nets, word);
      this.#draft.input(wire, word.place);
      return { name: word.text, ids: [wire] };
    });
    const outputs: PortOfBits[] = top.outputs.map((word) => ({
      name: word.text,
      ids: [this.#wire(nets, word)],
    }));
    this.#layOpen(top, nets, 1);
    const taken = new Names();
    return this.#draft.finish(name, gatherPorts(inputs, 'any', taken), gatherPorts(outputs, 'any', taken));
  }

  #layOpen(model: Model, nets: Nets, depth: number): void {
    for (const item of model.items) {
      const { place } = item;
      if (item.kind === 'instance') this.#instance(item, nets, depth);
      else if (item.kind === 'connection')
        this.#draft.drive(this.#wire(nets, item.to), this.#wire(nets, item.from), place);
      else {
        const inputs = item.inputs.map((word) => this.#wire(nets, word));
        const output = this.#wire(nets, item.output);
        const source = this.#gateOf(inputs, item.cover, place) ?? this.#sum(inputs, item.cover, place);
        this.#draft.drive(output, source, place);
      }
    }
  }

  #instance(item: Instance, outer: Nets, depth: number): void {
    const { place, model: named, actuals } = item;
    const { text, place: namePlace } = named;
    const cell = this.#cells.get(text);
    if (cell instanceof Misuse) throw cell;
    if (cell !== undefined) {
      this.#cell(cell, item, outer);
      return;
    }
    if (item.isGate)
      throw this.#wrong(
        namePlace,
        'the gate of .gate',
        'in a library of cells (--cells); or take it apart with ABC: read_library; read_blif; unmap; write_blif',
        text,
      );
    const model = this.#models.get(text);
    if (model === undefined)
      throw this.#wrong(namePlace, 'the model of .subckt', 'defined in the file', text);
    if (depth > DEEPEST_INSTANCE)
      throw this.#wrong(place, 'instances', `at most ${DEEPEST_INSTANCE} deep`, `one more, of ${text}`);
    if (++this.#instances > MOST_INSTANCES)
      throw this.#wrong(place, 'instances', `at most ${MOST_INSTANCES} in all`, 'more');
    const nets: Nets = new Map();
    for (const input of model.inputs) {
      const actual = actuals.get(input.text);
      if (actual === undefined)
        throw this.#wrong(place, `input '${input.text}' of '${text}'`, 'connected', 'nothing');
      if (nets.has(input.text)) throw this.#wrong(input.place, 'an input', 'named once', input.text);
      nets.set(input.text, this.#wire(outer, actual));
    }
    const known = new Set(nets.keys());
    for (const output of model.outputs) {
      known.add(output.text);
      const actual = actuals.get(output.text);
      if (actual === undefined) continue;
      const wire = this.#wire(outer, actual);
      const inner = nets.get(output.text);
      // An input that is an output too goes straight through; any other output is driven from inside.
      if (inner === undefined) nets.set(output.text, wire);
      else if (inner !== wire) this.#draft.drive(wire, inner, place);
    }
    for (const [port, actual] of actuals)
      if (!known.has(port)) throw this.#wrong(actual.place, 'a port of .subckt', `one of '${text}'`, port);
    this.#layOpen(model, nets, depth + 1);
  }

  /** The gates of a cell of a library, for each of its outputs that is connected. */
  #cell({ inputs, outputs }: Cell, { place, model, actuals }: Instance, nets: Nets): void {
    for (const [port, actual] of actuals)
      if (!inputs.has(port) && !outputs.has(port))
        throw this.#wrong(
          actual.place,
          `a pin of '${model.text}'`,
          `one of ${[...inputs, ...outputs.keys()].join(', ')}`,
          port,
        );
    const nodeOf = (pin: string): number => {
      const actual = actuals.get(pin);
      if (actual === undefined)
        throw this.#wrong(place, `pin '${pin}' of '${model.text}'`, 'connected', 'nothing');
      return this.#wire(nets, actual);
    };
    for (const [pin, said] of outputs) {
      const actual = actuals.get(pin);
      if (actual !== undefined)
        this.#draft.drive(this.#wire(nets, actual), drawFunction(this.#draft, said, nodeOf, place), place);
    }
  }

  #wire(nets: Nets, { text, place }: Word): number {
    const known = nets.get(text);
    if (known !== undefined) return known;
    const wire = this.#draft.wire(text, place);
    nets.set(text, wire);
    return wire;
  }

  /** A constant, a connection or one of our gates, where the table is one. */
  #gateOf(inputs: readonly number[], { value, cubes }: Cover, place: number): number | undefined {
    if (inputs.length > 3) return undefined;
    const rows = 2 ** inputs.length;
    let truth = 0;
    for (let row = 0; row < rows; row++)
      if (cubes.some((cube) => covers(cube, row)) === value) truth |= 1 << row;
    if (truth === 0) return 0;
    if (truth === 2 ** rows - 1) return 1;
    const [x = 0, y = 0, z = 0] = inputs;
    if (inputs.length === 1 && truth === 0b10) return x;
    const gate = GATE_NAMES.find(
      (name) => GATES[name].fanin === inputs.length && GATES[name].truth === truth,
    );
    return gate === undefined ? undefined : this.#draft.gate(gate, place, x, y, z);
  }

  /** The OR of the cubes, each the AND of its literals; turned where the rows say when the output is 0. */
  #sum(inputs: readonly number[], { value, cubes }: Cover, place: number): number {
    const inverted = new Map<number, number>();
    const not = (id: number): number => {
      const known = inverted.get(id) ?? this.#draft.gate('not', place, id);
      inverted.set(id, known);
      return known;
    };
    const terms = cubes.map((cube) => {
      const literals = inputs.flatMap((id, k) => (cube[k] === '-' ? [] : [cube[k] === '1' ? id : not(id)]));
      return this.#chain('and', literals, 1, place);
    });
    const sum = this.#chain('or', terms, 0, place);
    return value ? sum : this.#draft.gate('not', place, sum);
  }

  #chain(gate: 'and' | 'or', ids: readonly number[], empty: number, place: number): number {
    const [first = empty, ...rest] = ids;
    return rest.reduce((sum, id) => this.#draft.gate(gate, place, sum, id), first);
  }
}

function covers(cube: string, row: number): boolean {
  for (let k = 0; k < cube.length; k++)
    if (cube[k] !== '-' && Number(cube[k]) !== ((row >> k) & 1)) return false;
  return true;
}
