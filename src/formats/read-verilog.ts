import { at } from '../gates/at.ts';
import { Misuse } from '../gates/misuse.ts';
import type { Netlist } from '../gates/netlist.ts';
import { type Cell, type CellLibrary, drawFunction } from './cell-library.ts';
import { Draft, MOST_BUS_BITS, MOST_NODES } from './draft.ts';
import type { ReadOptions } from './format.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { circuitInHeader } from './header.ts';
import { Names } from './names.ts';
import { type Wrong, wrongInText } from './place.ts';
import { UNSIZED_BITS } from './verilog-numbers.ts';
import { parseSomeVerilog, parseVerilog } from './verilog-syntax.ts';
import type { Token } from './verilog-tokens.ts';
import type {
  Connection,
  Declaration,
  Direction,
  Expression,
  Primitive,
  Range,
  Statement,
  VerilogModule,
} from './verilog-tree.ts';
import { type Lookup, type Signal, selected, VerilogValues } from './verilog-values.ts';

/** How many instances a file may come to when they are all laid open, and how deep they may nest. */
const MOST_INSTANCES = 100_000;
const DEEPEST_INSTANCE = 100;

/** Vectors and instances make many nodes of few signs; this many of each sign, and of a short file these. */
const NODES_PER_SIGN = 16;
const FEW_NODES = 2 ** 20;

/** An expression may take each bit several times, to no gate perhaps. */
const BITS_PER_NODE = 4;

/**
 * Reads structural Verilog as IEEE 1364-2005 has it: gate primitives, assignments with the operators that are gates or
 * plain wiring, and instances of modules of the same file, which are laid open. Each operator becomes the gate it
 * names, for each bit, in the order of the file.
 */
export function readVerilog(text: string, options: ReadOptions = {}): Netlist {
  const { cells = NO_CELLS, top: name } = options;
  const wrong = wrongInTexts(text, cells.verilog);
  const modules = new Map<string, ModuleShape>();
  // Where the top is named, a test bench beside it does no harm.
  for (const module of name === undefined ? parseVerilog(text, wrong) : parseSomeVerilog(text, wrong)) {
    if (modules.has(module.name)) throw wrong(module.place, 'a module', 'defined once', module.name);
    modules.set(module.name, new ModuleShape(module, wrong));
  }
  const library = new Library(cells, text.length + 1, wrong);
  for (const { module } of modules.values())
    if (library.has(module.name))
      throw wrong(module.place, 'a module', 'defined once, in the file or as a cell', module.name);
  const top = topOf(modules, name, wrong);
  const most = Math.min(MOST_NODES, Math.max(FEW_NODES, NODES_PER_SIGN * text.length));
  const written = name === undefined ? circuitInHeader('// ', text) : undefined;
  return new Elaboration(modules, library, most, wrong).run(top, written ?? top.module.name);
}

const NO_CELLS: CellLibrary = { cells: new Map() };

/** Errors of the file and, at places behind it, of a library of Verilog modules. */
function wrongInTexts(text: string, library: string | undefined): Wrong {
  const inFile = wrongInText('readVerilog', text);
  const inLibrary = wrongInText('readVerilog, in the cells', library ?? '');
  return (place, what, rule, got) =>
    place <= text.length
      ? inFile(place, what, rule, got)
      : inLibrary(place - text.length - 1, what, rule, got);
}

/** The cells of a library, each read when it is first used: libraries hold much that no netlist here has. */
class Library {
  readonly #cells: CellLibrary['cells'];
  readonly #modules = new Map<string, VerilogModule>();
  readonly #shapes = new Map<string, ModuleShape>();
  readonly #wrong: Wrong;

  constructor({ cells, verilog }: CellLibrary, base: number, wrong: Wrong) {
    this.#cells = cells;
    this.#wrong = wrong;
    for (const module of verilog === undefined ? [] : parseSomeVerilog(verilog, wrong, base)) {
      if (this.#modules.has(module.name)) throw wrong(module.place, 'a cell', 'defined once', module.name);
      this.#modules.set(module.name, module);
    }
  }

  has(name: string): boolean {
    return this.#cells.has(name) || this.#modules.has(name);
  }

  cell(name: string): Cell | undefined {
    const cell = this.#cells.get(name);
    if (cell instanceof Misuse) throw cell;
    return cell;
  }

  module(name: string): ModuleShape | undefined {
    const known = this.#shapes.get(name);
    const module = this.#modules.get(name);
    if (known !== undefined || module === undefined) return known;
    const shape = new ModuleShape(module, this.#wrong);
    this.#shapes.set(name, shape);
    return shape;
  }
}

/** The module that is asked for, or else the only one that no other contains. */
function topOf(
  modules: ReadonlyMap<string, ModuleShape>,
  name: string | undefined,
  wrong: Wrong,
): ModuleShape {
  const named = name === undefined ? undefined : modules.get(name);
  if (named !== undefined) return named;
  const inner = new Set<string>();
  for (const { module } of modules.values())
    for (const statement of module.statements) if (statement.kind === 'instance') inner.add(statement.module);
  const tops = [...modules.values()].filter(({ module }) => !inner.has(module.name));
  const [top, other] = tops;
  const names = (some: Iterable<ModuleShape>) => Array.from(some, ({ module }) => module.name).join(', ');
  if (name !== undefined) throw wrong(0, 'the top', `a module of the file: ${names(modules.values())}`, name);
  if (top === undefined) throw wrong(0, 'the file', 'a module that no other contains', 'none');
  if (other !== undefined)
    throw wrong(
      other.module.place,
      'the file',
      'one module that no other contains, unless the top is named (--top)',
      names(tops),
    );
  return top;
}

/** Where an array of gates or instances, of one where there is none, takes its bits from. */
interface Copies {
  readonly count: number;
  readonly isArray: boolean;
}

class Elaboration {
  readonly #modules: ReadonlyMap<string, ModuleShape>;
  readonly #library: Library;
  readonly #wrong: Wrong;
  readonly #draft: Draft;
  readonly #values: VerilogValues;
  #instances = 0;

  constructor(modules: ReadonlyMap<string, ModuleShape>, library: Library, most: number, wrong: Wrong) {
    this.#modules = modules;
    this.#library = library;
    this.#wrong = wrong;
    this.#draft = new Draft(wrong, most);
    this.#values = new VerilogValues(this.#draft, wrong, BITS_PER_NODE * most);
  }

  run(top: ModuleShape, name: string): Netlist {
    top.mustBeRead();
    const lookup = this.#lookupIn(top);
    const ports = (wanted: Direction) =>
      top.module.ports
        .filter((port) => top.direction(port) === wanted)
        .map(({ text, place }): PortOfBits & { place: number } => ({
          name: text,
          ids: idsOf(lookup(text, place)),
          place,
        }));
    const inputs = ports('input');
    for (const { ids, place } of inputs) for (const id of ids) this.#draft.input(id, place);
    this.#body(top, lookup, 1);
    const taken = new Names();
    return this.#draft.finish(
      name,
      gatherPorts(inputs, 'brackets', taken),
      gatherPorts(ports('output'), 'brackets', taken),
    );
  }

  /** The names of one instance of a module. A name that is declared nowhere is a wire of one bit, as in Verilog. */
  #lookupIn(shape: ModuleShape): Lookup {
    const signals = new Map<string, Signal>();
    return (name, place) => {
      const known = signals.get(name);
      if (known !== undefined) return known;
      const { range, isSigned, place: where } = shape.declared(name, place);
      const width = range === undefined ? 1 : Math.abs(range.left - range.right) + 1;
      const first = this.#draft.wire(name, where);
      for (let k = 1; k < width; k++) this.#draft.wire(name, where);
      const signal = { range, isSigned, first, width };
      signals.set(name, signal);
      return signal;
    };
  }

  #body(shape: ModuleShape, lookup: Lookup, depth: number): void {
    for (const statement of shape.module.statements)
      if (statement.kind === 'assign') {
        const targets = this.#targets(statement.target, lookup);
        const value = this.#values.size(statement.value, lookup);
        this.#drive(targets, this.#values.assigned(value, targets.length), statement.place);
      } else if (statement.kind === 'primitive') this.#primitive(statement, lookup);
      else this.#instance(statement, lookup, depth);
  }

  #drive(targets: readonly number[], sources: readonly number[], place: number): void {
    for (const [k, target] of targets.entries()) this.#draft.drive(target, at(sources, k), place);
  }

  /** The wires of what stands on the left, the least significant first. */
  #targets(expression: Expression, lookup: Lookup): number[] {
    const { place } = expression;
    if (expression.kind === 'net') {
      const signal = lookup(expression.name, place);
      const { from, width } = selected(signal, expression.select, expression.name, place, this.#wrong);
      this.#values.spend(width, place);
      return idsOf({ first: signal.first + from, width });
    }
    if (expression.kind !== 'concat' || expression.times !== 1)
      throw this.#wrong(place, 'what is driven', 'a net or nets in { }', expression.kind);
    const targets: number[] = [];
    for (const part of expression.parts.toReversed()) {
      for (const target of this.#targets(part, lookup)) targets.push(target);
      if (targets.length > MOST_BUS_BITS)
        throw this.#wrong(place, 'a concatenation', `of at most ${MOST_BUS_BITS} bits`, 'more');
    }
    return targets;
  }

  /** How many an array of gates or instances has; one that is none has one. */
  #copies(array: Range | undefined, place: number): Copies {
    if (array === undefined) return { count: 1, isArray: false };
    const count = Math.abs(array.left - array.right) + 1;
    this.#count(count, place);
    return { count, isArray: true };
  }

  #count(instances: number, place: number): void {
    this.#instances += instances;
    if (this.#instances > MOST_INSTANCES)
      throw this.#wrong(place, 'instances', `at most ${MOST_INSTANCES} in all`, 'more');
  }

  /**
   * The nodes that go into a port or terminal of this width, copy by copy: the same for all copies, or a slice for
   * each.
   */
  #incoming(expression: Expression, lookup: Lookup, width: number, { count, isArray }: Copies): number[][] {
    const { place } = expression;
    const value = this.#values.size(expression, lookup);
    // A number without a width has one that nobody means.
    const isCut = value.isUnsized && value.width === UNSIZED_BITS && width < UNSIZED_BITS && !isArray;
    if (value.width === width || isCut) {
      const bits = this.#values.assigned(value, width);
      return Array.from({ length: count }, () => bits);
    }
    this.#mustFit(value.width, width, count, place);
    return slices(this.#values.assigned(value, value.width), width);
  }

  /** The wires that a port or terminal of this width drives, copy by copy. */
  #outgoing(expression: Expression, lookup: Lookup, width: number, { count }: Copies): number[][] {
    const targets = this.#targets(expression, lookup);
    this.#mustFit(targets.length, width, count, expression.place);
    return slices(targets, width);
  }

  #mustFit(given: number, width: number, count: number, place: number): void {
    if (given !== width * count)
      throw this.#wrong(
        place,
        'a connection',
        count === 1 ? `of ${width} bits, as what it goes to` : `of ${width} or ${width * count} bits`,
        `${given} bits`,
      );
  }

  /** `not` and `buf` drive all terminals but the last, the others the first. */
  #primitive(statement: Statement & { kind: 'primitive' }, lookup: Lookup): void {
    const { primitive, terminals, array, place } = statement;
    const copies = this.#copies(array, place);
    const isSingle = primitive === 'not' || primitive === 'buf';
    const outputs = isSingle ? terminals.slice(0, -1) : terminals.slice(0, 1);
    const inputs = isSingle ? terminals.slice(-1) : terminals.slice(1);
    const read = inputs.map((one) => this.#incoming(one, lookup, 1, copies));
    const driven = outputs.map((one) => this.#outgoing(one, lookup, 1, copies));
    for (let copy = 0; copy < copies.count; copy++)
      for (const targets of driven) {
        const source = this.#primitiveGate(
          primitive,
          read.map((bits) => at(at(bits, copy), 0)),
          place,
        );
        this.#drive(at(targets, copy), [source], place);
      }
  }

  #primitiveGate(primitive: Primitive, [first = 0, ...rest]: readonly number[], place: number): number {
    if (primitive === 'buf') return first;
    const { gate, isTurned } = PRIMITIVE_GATES[primitive];
    const made = rest.reduce((sum, x) => this.#draft.gate(gate, place, sum, x), first);
    return isTurned ? this.#draft.gate('not', place, made) : made;
  }

  /** Lays an instance open: its inputs are driven from outside, and its outputs drive what is outside. */
  #instance(statement: Statement & { kind: 'instance' }, outer: Lookup, depth: number): void {
    const { module: name, connections, array, place } = statement;
    const cell = this.#library.cell(name);
    if (cell !== undefined) {
      this.#cell(statement, cell, outer);
      return;
    }
    const shape = this.#modules.get(name) ?? this.#library.module(name);
    if (shape === undefined)
      throw this.#wrong(
        place,
        'the module of an instance',
        'defined in the file, or in a library of cells (--cells)',
        name,
      );
    shape.mustBeRead();
    if (depth > DEEPEST_INSTANCE)
      throw this.#wrong(place, 'instances', `at most ${DEEPEST_INSTANCE} deep`, `one more, of ${name}`);
    this.#count(1, place);
    const copies = this.#copies(array, place);
    const lookups = Array.from({ length: copies.count }, () => this.#lookupIn(shape));
    const outgoing: { targets: number[][]; port: Token; place: number }[] = [];
    for (const { port, connection } of this.#connected(shape, connections)) {
      if (connection.value === undefined) continue;
      const width = at(lookups, 0)(port.text, port.place).width;
      if (shape.direction(port) === 'input') {
        const sources = this.#incoming(connection.value, outer, width, copies);
        for (const [k, lookup] of lookups.entries())
          this.#drive(idsOf(lookup(port.text, port.place)), at(sources, k), connection.place);
      } else {
        const targets = this.#outgoing(connection.value, outer, width, copies);
        outgoing.push({ targets, port, place: connection.place });
      }
    }
    for (const lookup of lookups) this.#body(shape, lookup, depth + 1);
    for (const { targets, port, place: there } of outgoing)
      for (const [k, lookup] of lookups.entries())
        this.#drive(at(targets, k), idsOf(lookup(port.text, port.place)), there);
  }

  /** The gates of a cell of a library, one after the other for each of its outputs that is connected. */
  #cell(statement: Statement & { kind: 'instance' }, { inputs, outputs }: Cell, outer: Lookup): void {
    const { module: name, connections, array, place } = statement;
    this.#count(1, place);
    const copies = this.#copies(array, place);
    const incoming = new Map<string, number[][]>();
    const outgoing = new Map<string, number[][]>();
    const pins = [...inputs, ...outputs.keys()].join(', ');
    const connected = new Set<string>();
    for (const { port, value, place: there } of connections) {
      if (port === undefined || !(inputs.has(port) || outputs.has(port)))
        throw this.#wrong(
          there,
          `a connection of ${name}`,
          `by the name of a pin: ${pins}`,
          port ?? 'one by place',
        );
      if (connected.has(port)) throw this.#wrong(there, 'a port', 'connected once', port);
      connected.add(port);
      if (value === undefined) continue;
      if (inputs.has(port)) incoming.set(port, this.#incoming(value, outer, 1, copies));
      else outgoing.set(port, this.#outgoing(value, outer, 1, copies));
    }
    for (let copy = 0; copy < copies.count; copy++)
      for (const [port, targets] of outgoing) {
        const nodeOf = (pin: string): number => {
          const [node] = incoming.get(pin)?.[copy] ?? [];
          if (node === undefined) throw this.#wrong(place, `pin ${pin} of ${name}`, 'connected', 'nothing');
          return node;
        };
        const said = outputs.get(port);
        if (said !== undefined)
          this.#drive(at(targets, copy), [drawFunction(this.#draft, said, nodeOf, place)], place);
      }
  }

  /** The ports of a module that an instance connects, each once. */
  #connected(
    shape: ModuleShape,
    connections: readonly Connection[],
  ): { port: Token; connection: Connection }[] {
    const { name, ports } = shape.module;
    if (connections.length > ports.length)
      throw this.#wrong(
        at(connections, ports.length).place,
        'connections',
        `at most ${ports.length}, the ports of ${name}`,
        connections.length,
      );
    const isNamed = connections.some(({ port }) => port !== undefined);
    const connected = new Set<string>();
    return connections.map((connection, k) => {
      if ((connection.port !== undefined) !== isNamed)
        throw this.#wrong(connection.place, 'connections', 'all by name or all by place', 'both');
      const port = connection.port === undefined ? ports[k] : shape.port(connection.port);
      if (port === undefined)
        throw this.#wrong(connection.place, 'a connection', `to a port of ${name}`, connection.port ?? k);
      if (connected.has(port.text))
        throw this.#wrong(connection.place, 'a port', 'connected once', port.text);
      connected.add(port.text);
      return { port, connection };
    });
  }
}

/** What is known of a module before it is laid open, however often that is. */
class ModuleShape {
  readonly module: VerilogModule;
  readonly #wrong: Wrong;
  readonly #declared = new Map<string, Declaration>();
  readonly #ports = new Map<string, Token>();
  #implicit: ReadonlySet<string> | undefined;

  constructor(module: VerilogModule, wrong: Wrong) {
    this.module = module;
    this.#wrong = wrong;
    for (const declaration of module.declarations) this.#declare(declaration);
    for (const port of module.ports) {
      if (this.#ports.has(port.text)) throw wrong(port.place, 'a port', 'named once', port.text);
      this.#ports.set(port.text, port);
      this.direction(port);
    }
    for (const { name, direction, place } of this.#declared.values())
      if (direction !== 'inner' && !this.#ports.has(name))
        throw wrong(place, `an ${direction}`, 'in the list of ports', name);
  }

  /** Throws where the module is only there with the reason why it could not be read. */
  mustBeRead(): void {
    if (this.module.problem !== undefined) throw this.module.problem;
  }

  port(name: string): Token | undefined {
    return this.#ports.get(name);
  }

  direction({ text, place }: Token): Direction {
    const direction = this.#declared.get(text)?.direction ?? 'inner';
    if (direction === 'inner') throw this.#wrong(place, 'a port', 'declared as input or output', text);
    return direction;
  }

  declared(name: string, place: number): Pick<Declaration, 'range' | 'isSigned' | 'place'> {
    const known = this.#declared.get(name);
    if (known !== undefined) return known;
    if (!this.module.hasImplicitNets)
      throw this.#wrong(place, 'a net', 'declared, by `default_nettype none', name);
    this.#implicit ??= implicitNames(this.module);
    if (!this.#implicit.has(name)) throw this.#wrong(place, 'a net', 'declared or connected', name);
    return { range: undefined, isSigned: false, place };
  }

  /** `output p; wire p;` is one declaration in two lines; it is signed if either is. */
  #declare(declaration: Declaration): void {
    const { name, range, place, direction } = declaration;
    const before = this.#declared.get(name);
    if (before === undefined) {
      this.#declared.set(name, declaration);
      return;
    }
    const isSame = before.range?.left === range?.left && before.range?.right === range?.right;
    if (!isSame || (before.direction === 'inner') === (direction === 'inner'))
      throw this.#wrong(place, 'a declaration', 'the only one of its name', name);
    const isSigned = before.isSigned || declaration.isSigned;
    this.#declared.set(name, { ...(before.direction === 'inner' ? declaration : before), isSigned });
  }
}

/** The names that stand where they would declare a wire: what is assigned to, and what gates and instances connect. */
function implicitNames({ statements }: VerilogModule): Set<string> {
  const names = new Set<string>();
  const collect = (expression: Expression): void => {
    if (expression.kind === 'net') names.add(expression.name);
    else if (expression.kind === 'concat') for (const part of expression.parts) collect(part);
    else if (expression.kind === 'unary') collect(expression.x);
    else if (expression.kind === 'chain') {
      collect(expression.first);
      for (const { term } of expression.rest) collect(term);
    }
  };
  for (const statement of statements)
    if (statement.kind === 'assign') collect(statement.target);
    else if (statement.kind === 'primitive') for (const terminal of statement.terminals) collect(terminal);
    else for (const { value } of statement.connections) if (value !== undefined) collect(value);
  return names;
}

function idsOf({ first, width }: Pick<Signal, 'first' | 'width'>): number[] {
  return Array.from({ length: width }, (_, k) => first + k);
}

function slices(bits: readonly number[], width: number): number[][] {
  return Array.from({ length: bits.length / width }, (_, k) => bits.slice(k * width, (k + 1) * width));
}

const PRIMITIVE_GATES: Readonly<
  Record<Exclude<Primitive, 'buf'>, { gate: 'and' | 'or' | 'xor'; isTurned: boolean }>
> = {
  and: { gate: 'and', isTurned: false },
  nand: { gate: 'and', isTurned: true },
  or: { gate: 'or', isTurned: false },
  nor: { gate: 'or', isTurned: true },
  xor: { gate: 'xor', isTurned: false },
  xnor: { gate: 'xor', isTurned: true },
  not: { gate: 'and', isTurned: true },
};
