import { at } from '../gates/at.ts';
import { Builder, brokenNameRule } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { CELLS, type Cell } from '../gates/cell.ts';
import { count } from '../gates/count.ts';
import { GATES, type Gate } from '../gates/gate.ts';
import { Misuse } from '../gates/misuse.ts';
import { type Net, netAt } from '../gates/net.ts';
import { DEEPEST_SCOPE, type Netlist } from '../gates/netlist.ts';
import { MOST_BUS_BITS } from './draft.ts';
import { JsonShape, type JsonTree, parseJsonTree } from './json-tree.ts';
import { type Wrong, wrongInText } from './place.ts';
import { yosysNetlist } from './read-yosys-json.ts';
import { JSON_FORMAT } from './write-json.ts';

interface ReadScope {
  readonly place: number;
  readonly name: string;
  readonly parent: number;
  readonly start: number;
  readonly end: number;
  readonly shows: readonly (readonly [string, Bus, number])[];
}

/**
 * Reads our own JSON back into the very netlist that was written: gates, cells and scopes. The counts in the file
 * are a claim: where they differ from what the gates say, the file is refused. A file of Yosys, which ends in `.json` too, is
 * known by its modules.
 */
export function readJson(text: string): Netlist {
  const wrong = wrongInText('readJson', text);
  const tree = parseJsonTree(text, wrong);
  const has = (name: string) => tree.kind === 'object' && tree.members.has(name);
  if (!has('format') && has('modules')) return yosysNetlist(tree, wrong);
  if (!has('format'))
    throw wrong(
      tree.place,
      'the file',
      `an object with "format": "${JSON_FORMAT}", or Yosys's with "modules"`,
      'neither',
    );
  return new JsonNetlist(tree, wrong).build();
}

class JsonNetlist {
  readonly #tree: JsonTree;
  readonly #wrong: Wrong;
  readonly #shape: JsonShape;
  readonly #g: Builder;
  readonly #gates: readonly JsonTree[];
  readonly #cells = new Map<number, { kind: Cell; place: number }>();
  readonly #scopes: ReadScope[] = [];
  #nextScope = 1;

  constructor(tree: JsonTree, wrong: Wrong) {
    this.#tree = tree;
    this.#wrong = wrong;
    this.#shape = new JsonShape(wrong);
    const format = this.#member('format');
    if (this.#shape.text(format, 'format') !== JSON_FORMAT)
      throw wrong(format.place, 'format', `"${JSON_FORMAT}"`, this.#shape.text(format, 'format'));
    this.#g = new Builder(this.#shape.text(this.#member('circuit'), 'circuit'));
    this.#gates = this.#shape.items(this.#member('gates'), 'gates');
  }

  build(): Netlist {
    this.#readInputs();
    const first = this.#g.netCount;
    const end = first + this.#gates.length;
    this.#readCells(first, end);
    this.#readScopes(first, end);
    this.#scopeBody(0, first, 1);
    const unplaced = this.#scopes[this.#nextScope];
    if (unplaced !== undefined) throw this.#misplaced(unplaced);
    for (const { place } of this.#cells.values())
      throw this.#wrong(place, 'a cell', 'inside the gates of one scope', 'a place where no gate begins');
    const outputs = new Map<string, Bus>();
    for (const [name, tree] of this.#shape.members(this.#member('outputs'), 'outputs')) {
      const rule = brokenNameRule(name);
      if (rule !== undefined) throw this.#wrong(tree.place, 'the name of an output', rule, name);
      outputs.set(name, this.#bus(tree, 1, this.#g.netCount - 1));
    }
    const place = this.#member('outputs').place;
    const netlist = this.#try(place, 'the outputs', () => this.#g.finish(Object.fromEntries(outputs)));
    this.#checkCounts(netlist);
    return netlist;
  }

  #member(name: string): JsonTree {
    return this.#shape.member(this.#tree, name, 'the file');
  }

  #readInputs(): void {
    for (const [name, tree] of this.#shape.members(this.#member('inputs'), 'inputs')) {
      const items = this.#shape.items(tree, `input '${name}'`);
      if (items.length === 0 || items.length > MOST_BUS_BITS)
        throw this.#wrong(tree.place, `input '${name}'`, `of 1 to ${MOST_BUS_BITS} nets`, items.length);
      const first = this.#g.netCount;
      for (const [k, item] of items.entries()) {
        const net = this.#shape.index(item, 'a net', 2 ** 31);
        if (net !== first + k) throw this.#wrong(item.place, 'the net of an input', `${first + k}`, net);
      }
      this.#try(tree.place, `input '${name}'`, () => this.#g.input(name, items.length));
    }
  }

  #readCells(first: number, end: number): void {
    let free = first;
    for (const tree of this.#shape.items(this.#member('cells'), 'cells')) {
      const [kindTree, startTree] = this.#tuple(tree, 2, 'a cell');
      const kind = this.#shape.text(kindTree ?? tree, 'the kind of a cell');
      if (!isCell(kind)) throw this.#wrong(tree.place, 'the kind of a cell', 'ha or fa', kind);
      const start = this.#shape.index(startTree ?? tree, 'the first net of a cell', end - 1);
      if (start < free || start + CELLS[kind].gates > end)
        throw this.#wrong(tree.place, 'a cell', `of gates from ${free} to ${end - 1}`, start);
      this.#cells.set(start, { kind, place: tree.place });
      free = start + CELLS[kind].gates;
    }
  }

  #readScopes(first: number, end: number): void {
    const trees = this.#shape.items(this.#member('scopes'), 'scopes');
    for (const [index, tree] of trees.entries()) {
      const member = (name: string) => this.#shape.member(tree, name, 'a scope');
      const parentTree = member('parent');
      const isWhole = index === 0 && parentTree.kind === 'number' && parentTree.value === -1;
      const parent = isWhole ? -1 : this.#shape.index(parentTree, 'the parent of a scope', index - 1);
      const scope = {
        place: tree.place,
        name: this.#shape.text(member('name'), 'the name of a scope'),
        parent,
        start: this.#shape.index(member('start'), 'the start of a scope', end),
        end: this.#shape.index(member('end'), 'the end of a scope', end),
        shows: [...this.#shape.members(member('shows'), 'shows')].map(
          ([name, bus]) => [name, this.#bus(bus, 0, end - 1), bus.place] as const,
        ),
      };
      if (index === 0 && !(isWhole && scope.start === first && scope.end === end))
        throw this.#wrong(tree.place, 'the first scope', `the whole, from ${first} to ${end}`, scope.name);
      if (index === 0 && scope.name !== this.#g.name)
        throw this.#wrong(tree.place, 'the name of the first scope', `'${this.#g.name}'`, scope.name);
      this.#scopes.push(scope);
    }
    if (trees.length === 0) throw this.#wrong(this.#member('scopes').place, 'scopes', 'at least one', 0);
  }

  /** Adds the gates of a scope, and those inside it by way of this same function. */
  #scopeBody(index: number, first: number, depth: number): void {
    const scope = at(this.#scopes, index);
    if (depth > DEEPEST_SCOPE)
      throw this.#wrong(scope.place, 'scopes', `at most ${DEEPEST_SCOPE} deep`, 'more');
    for (;;) {
      const inner = this.#scopes[this.#nextScope];
      if (inner !== undefined && inner.parent === index && inner.start === this.#g.netCount) {
        if (inner.end < inner.start || inner.end > scope.end) throw this.#misplaced(inner);
        const child = this.#nextScope++;
        this.#try(inner.place, 'a scope', () =>
          this.#g.scope(inner.name, () => this.#scopeBody(child, first, depth + 1)),
        );
      } else if (this.#g.netCount < scope.end) this.#gate(at(this.#gates, this.#g.netCount - first));
      else break;
    }
    for (const [name, bus, place] of scope.shows)
      this.#try(place, 'a shown bus', () => this.#g.show(name, bus));
  }

  #gate(tree: JsonTree): void {
    const g = this.#g;
    const cell = this.#cells.get(g.netCount);
    if (cell !== undefined) {
      this.#try(cell.place, 'a cell', () => g.cell(cell.kind));
      this.#cells.delete(g.netCount);
    }
    const [netTree = tree, kindTree = tree, ...fanins] = this.#shape.items(tree, 'a gate');
    const net = this.#shape.index(netTree, 'the net of a gate', 2 ** 31);
    if (net !== g.netCount) throw this.#wrong(netTree.place, 'the net of a gate', `${g.netCount}`, net);
    const kind = this.#shape.text(kindTree, 'the kind of a gate');
    if (!isGate(kind))
      throw this.#wrong(
        kindTree.place,
        'the kind of a gate',
        `one of ${Object.keys(GATES).join(', ')}`,
        kind,
      );
    if (fanins.length !== GATES[kind].fanin)
      throw this.#wrong(tree.place, kind, `of ${GATES[kind].fanin} nets`, fanins.length);
    const read = (k: number): Net => {
      const fanin = fanins[k];
      return netAt(fanin === undefined ? 0 : this.#shape.index(fanin, 'a fan-in', g.netCount - 1));
    };
    if (kind === 'not') g.not(read(0));
    else if (kind === 'mux') g.mux(read(0), read(1), read(2));
    else g[kind](read(0), read(1));
  }

  #bus(tree: JsonTree, least: number, most: number): Bus {
    const items = this.#shape.items(tree, 'a bus');
    if (items.length < least || items.length > MOST_BUS_BITS)
      throw this.#wrong(tree.place, 'a bus', `of ${least} to ${MOST_BUS_BITS} nets`, items.length);
    return items.map((item) => netAt(this.#shape.index(item, 'a net', most)));
  }

  #tuple(tree: JsonTree, length: number, what: string): readonly JsonTree[] {
    const items = this.#shape.items(tree, what);
    if (items.length !== length) throw this.#wrong(tree.place, what, `of ${length} members`, items.length);
    return items;
  }

  #misplaced(scope: ReadScope): Misuse {
    const got = `${scope.start} to ${scope.end}`;
    return this.#wrong(scope.place, `scope '${scope.name}'`, 'in preorder and inside its parent', got);
  }

  #checkCounts(netlist: Netlist): void {
    const claims = [
      [this.#member('counts'), count(netlist)] as const,
      ...this.#shape
        .items(this.#member('scopes'), 'scopes')
        .map(
          (tree, k) =>
            [this.#shape.member(tree, 'counts', 'a scope'), count(netlist, at(netlist.scopes, k))] as const,
        ),
    ];
    for (const [tree, counted] of claims) {
      const { gates, fa, ha } = counted;
      for (const [name, value] of Object.entries({ gates, fa, ha })) {
        const claim = this.#shape.member(tree, name, 'counts');
        if (claim.kind !== 'number' || claim.value !== value)
          throw this.#wrong(
            claim.place,
            `the count of ${name}`,
            `${value}, as the gates say`,
            claim.kind === 'number' ? claim.value : claim.kind,
          );
      }
    }
  }

  /** What the builder refuses gets the place of what it was given. */
  #try<T>(place: number, what: string, body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (error instanceof Misuse && error.who.startsWith('readJson: line ')) throw error;
      throw this.#wrong(
        place,
        what,
        'as the builder takes it',
        error instanceof Error ? error.message : error,
      );
    }
  }
}

function isGate(word: string): word is Gate {
  return Object.hasOwn(GATES, word);
}

function isCell(word: string): word is Cell {
  return Object.hasOwn(CELLS, word);
}
