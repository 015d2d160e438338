import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Draft, MOST_BUS_BITS } from './draft.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { circuitInHeader } from './header.ts';
import { Names } from './names.ts';
import { type Wrong, wrongInText } from './place.ts';
import { parseVerilog } from './verilog-syntax.ts';
import type {
  Declaration,
  Direction,
  Expression,
  Primitive,
  Statement,
  VerilogModule,
  VerilogOperator,
} from './verilog-tree.ts';

/** How many instances a file may come to when they are all laid open, and how deep they may nest. */
const MOST_INSTANCES = 100_000;
const DEEPEST_INSTANCE = 100;

/** A net or port in one instance of a module. */
interface Signal {
  readonly low: number;
  /** Nodes of the draft, least significant first. */
  readonly ids: readonly number[];
}

/**
 * Reads structural Verilog: gate primitives, assignments with & | ^ ~ ~^ ?: over bits, vectors of equal width, bit
 * and part selects and concatenations, and instances of modules of the same file, which are laid open. Each operator
 * becomes the gate it names, in the order of the file.
 */
export function readVerilog(text: string): Netlist {
  const wrong = wrongInText('readVerilog', text);
  const modules = new Map<string, VerilogModule>();
  for (const module of parseVerilog(text, wrong)) {
    if (modules.has(module.name)) throw wrong(module.place, 'a module', 'defined once', module.name);
    modules.set(module.name, module);
  }
  const top = topOf(modules, wrong);
  return new Elaboration(modules, wrong).run(top, circuitInHeader('// ', text) ?? top.name);
}

/** The module that no other one contains. */
function topOf(modules: ReadonlyMap<string, VerilogModule>, wrong: Wrong): VerilogModule {
  const inner = new Set<string>();
  for (const { statements } of modules.values())
    for (const statement of statements) if (statement.kind === 'instance') inner.add(statement.module);
  const [top, other] = [...modules.values()].filter(({ name }) => !inner.has(name));
  if (top === undefined) throw wrong(0, 'the file', 'a module that no other contains', 'none');
  if (other !== undefined)
    throw wrong(other.place, 'the file', 'one module that no other contains', other.name);
  return top;
}

class Elaboration {
  readonly #modules: ReadonlyMap<string, VerilogModule>;
  readonly #wrong: Wrong;
  readonly #draft: Draft;
  #instances = 0;

  constructor(modules: ReadonlyMap<string, VerilogModule>, wrong: Wrong) {
    this.#modules = modules;
    this.#wrong = wrong;
    this.#draft = new Draft(wrong);
  }

  run(top: VerilogModule, name: string): Netlist {
    const scope = new ModuleScope(top, this.#draft, this.#wrong);
    const ports = (wanted: Direction) =>
      top.ports
        .filter((port) => scope.direction(port) === wanted)
        .map(({ text, place }): PortOfBits & { place: number } => ({
          name: text,
          ids: scope.signal(text, place).ids,
          place,
        }));
    const inputs = ports('input');
    for (const { ids, place } of inputs) for (const id of ids) this.#draft.input(id, place);
    this.#body(top, scope, 1);
    const taken = new Names();
    return this.#draft.finish(
      name,
      gatherPorts(inputs, 'brackets', taken),
      gatherPorts(ports('output'), 'brackets', taken),
    );
  }

  #body(module: VerilogModule, scope: ModuleScope, depth: number): void {
    for (const statement of module.statements)
      if (statement.kind === 'assign') {
        const { target, value, place } = statement;
        this.#drive(this.#targets(target, scope), this.#value(value, scope), place);
      } else if (statement.kind === 'primitive') this.#primitive(statement, scope);
      else this.#instance(statement, scope, depth);
  }

  #drive(targets: readonly number[], sources: readonly number[], place: number): void {
    if (targets.length !== sources.length)
      throw this.#wrong(
        place,
        'the two sides',
        'of equal width',
        `${targets.length} and ${sources.length} bits`,
      );
    for (const [k, target] of targets.entries()) this.#draft.drive(target, at(sources, k), place);
  }

  /** The wires of what stands on the left. */
  #targets(expression: Expression, scope: ModuleScope): number[] {
    if (expression.kind === 'net') return this.#value(expression, scope);
    if (expression.kind !== 'concat')
      throw this.#wrong(expression.place, 'what is driven', 'a net or nets in { }', expression.kind);
    return expression.parts.toReversed().flatMap((part) => this.#targets(part, scope));
  }

  #value(expression: Expression, scope: ModuleScope): number[] {
    const { place } = expression;
    switch (expression.kind) {
      case 'net': {
        const { low, ids } = scope.signal(expression.name, place);
        const { range } = expression;
        if (range === undefined) return [...ids];
        if (range.low < low || range.high >= low + ids.length)
          throw this.#wrong(
            place,
            `a bit of '${expression.name}'`,
            `from ${low} to ${low + ids.length - 1}`,
            range.low < low ? range.low : range.high,
          );
        return ids.slice(range.low - low, range.high - low + 1);
      }
      case 'constant':
        return [...expression.bits];
      case 'concat': {
        const bits: number[] = [];
        for (const part of expression.parts.toReversed()) {
          for (const bit of this.#value(part, scope)) bits.push(bit);
          if (bits.length > MOST_BUS_BITS)
            throw this.#wrong(place, 'a concatenation', `of at most ${MOST_BUS_BITS} bits`, 'more');
        }
        return bits;
      }
      case 'not': {
        const bits = this.#value(expression.x, scope);
        if (expression.isLogical) this.#sameWidth(bits, 1, place);
        return bits.map((x) => this.#draft.gate('not', place, x));
      }
      case 'chain': {
        let bits = this.#value(expression.first, scope);
        for (const { operator, term } of expression.rest) {
          const others = this.#sameWidth(this.#value(term, scope), bits.length, term.place);
          if (operator === '&&' || operator === '||') this.#sameWidth(bits, 1, place);
          bits = bits.map((x, k) => this.#binary(operator, x, at(others, k), place));
        }
        return bits;
      }
      case 'mux': {
        const [select = 0] = this.#sameWidth(this.#value(expression.select, scope), 1, place);
        const one = this.#value(expression.one, scope);
        const zero = this.#sameWidth(this.#value(expression.zero, scope), one.length, place);
        return one.map((x, k) => this.#draft.gate('mux', place, select, x, at(zero, k)));
      }
    }
  }

  #binary(operator: VerilogOperator, x: number, y: number, place: number): number {
    if (operator === '&' || operator === '&&') return this.#draft.gate('and', place, x, y);
    if (operator === '|' || operator === '||') return this.#draft.gate('or', place, x, y);
    const sum = this.#draft.gate('xor', place, x, y);
    return operator === '^' ? sum : this.#draft.gate('not', place, sum);
  }

  #sameWidth(bits: number[], width: number, place: number): number[] {
    if (bits.length !== width)
      throw this.#wrong(place, 'an operand', `of ${width} bits`, `${bits.length} bits`);
    return bits;
  }

  /** `not` and `buf` drive all terminals but the last, the others the first. */
  #primitive({ primitive, terminals, place }: Statement & { kind: 'primitive' }, scope: ModuleScope): void {
    if (primitive === 'not' || primitive === 'buf') {
      const [x = 0] = this.#sameWidth(this.#value(at(terminals, terminals.length - 1), scope), 1, place);
      for (const target of terminals.slice(0, -1))
        this.#drive(
          this.#targets(target, scope),
          [primitive === 'not' ? this.#draft.gate('not', place, x) : x],
          place,
        );
      return;
    }
    const { operator, isTurned } = CHAINS[primitive];
    const [first = 0, ...rest] = terminals
      .slice(1)
      .map((term) => at(this.#sameWidth(this.#value(term, scope), 1, term.place), 0));
    const made = rest.reduce((sum, x) => this.#binary(operator, sum, x, place), first);
    const source = isTurned ? this.#draft.gate('not', place, made) : made;
    this.#drive(this.#targets(at(terminals, 0), scope), [source], place);
  }

  /** Lays an instance open: its inputs are driven from outside, and its outputs drive what is outside. */
  #instance(
    { module: name, connections, place }: Statement & { kind: 'instance' },
    outer: ModuleScope,
    depth: number,
  ): void {
    const module = this.#modules.get(name);
    if (module === undefined)
      throw this.#wrong(place, 'the module of an instance', 'defined in the file', name);
    if (depth > DEEPEST_INSTANCE)
      throw this.#wrong(place, 'instances', `at most ${DEEPEST_INSTANCE} deep`, `one more, of ${name}`);
    if (++this.#instances > MOST_INSTANCES)
      throw this.#wrong(place, 'instances', `at most ${MOST_INSTANCES} in all`, 'more');
    if (connections.length > module.ports.length)
      throw this.#wrong(place, 'connections', `at most ${module.ports.length}`, connections.length);
    const scope = new ModuleScope(module, this.#draft, this.#wrong);
    const outgoing: { targets: number[]; ids: readonly number[]; place: number }[] = [];
    const connected = new Set<string>();
    for (const [k, connection] of connections.entries()) {
      const port = module.ports.find(({ text }, n) =>
        connection.port === undefined ? n === k : text === connection.port,
      );
      if (port === undefined)
        throw this.#wrong(
          connection.place,
          'a connection',
          `to a port of ${name}`,
          connection.port ?? `port ${k + 1}`,
        );
      if (connected.has(port.text))
        throw this.#wrong(connection.place, 'a port', 'connected once', port.text);
      connected.add(port.text);
      const { ids } = scope.signal(port.text, port.place);
      if (connection.value === undefined) continue;
      if (scope.direction(port) === 'input')
        this.#drive(ids, this.#value(connection.value, outer), connection.place);
      else outgoing.push({ targets: this.#targets(connection.value, outer), ids, place: connection.place });
    }
    this.#body(module, scope, depth + 1);
    for (const { targets, ids, place: there } of outgoing) this.#drive(targets, ids, there);
  }
}

/** The names of one instance of a module. */
class ModuleScope {
  readonly #draft: Draft;
  readonly #wrong: Wrong;
  readonly #signals = new Map<string, Signal>();
  readonly #declared = new Map<string, Declaration>();

  constructor(module: VerilogModule, draft: Draft, wrong: Wrong) {
    this.#draft = draft;
    this.#wrong = wrong;
    for (const declaration of module.declarations) this.#declare(declaration);
    const ports = new Set<string>();
    for (const port of module.ports) {
      if (ports.has(port.text)) throw wrong(port.place, 'a port', 'named once', port.text);
      ports.add(port.text);
      this.direction(port);
    }
    for (const { name, direction, place } of this.#declared.values())
      if (direction !== 'inner' && !ports.has(name))
        throw wrong(place, `an ${direction}`, 'in the list of ports', name);
  }

  direction({ text, place }: { readonly text: string; readonly place: number }): Direction {
    const direction = this.#declared.get(text)?.direction ?? 'inner';
    if (direction === 'inner') throw this.#wrong(place, 'a port', 'declared as input or output', text);
    return direction;
  }

  /** The bits of a name. A name that is declared nowhere is a wire of one bit, as in Verilog. */
  signal(name: string, place: number): Signal {
    const known = this.#signals.get(name);
    if (known !== undefined) return known;
    const range = this.#declared.get(name)?.range;
    const low = range?.low ?? 0;
    const width = range === undefined ? 1 : range.high - range.low + 1;
    const where = this.#declared.get(name)?.place ?? place;
    const ids = Array.from({ length: width }, () => this.#draft.wire(name, where));
    const signal = { low, ids };
    this.#signals.set(name, signal);
    return signal;
  }

  /** `output p; wire p;` is one declaration in two lines. */
  #declare(declaration: Declaration): void {
    const { name, range, place, direction } = declaration;
    const before = this.#declared.get(name);
    if (before === undefined) {
      this.#declared.set(name, declaration);
      return;
    }
    const isSame = before.range?.high === range?.high && before.range?.low === range?.low;
    if (!isSame || (before.direction === 'inner') === (direction === 'inner'))
      throw this.#wrong(place, 'a declaration', 'the only one of its name', name);
    if (before.direction === 'inner') this.#declared.set(name, declaration);
  }
}

const CHAINS: Readonly<
  Record<Exclude<Primitive, 'not' | 'buf'>, { operator: '&' | '|' | '^'; isTurned: boolean }>
> = {
  and: { operator: '&', isTurned: false },
  nand: { operator: '&', isTurned: true },
  or: { operator: '|', isTurned: false },
  nor: { operator: '|', isTurned: true },
  xor: { operator: '^', isTurned: false },
  xnor: { operator: '^', isTurned: true },
};
