import { at, byteAt, wordAt } from '../gates/at.ts';
import { CELL_NAMES, CELLS, type Cell } from '../gates/cell.ts';
import { dotColumns } from '../gates/dot-columns.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';

/** Where a dot comes from: an input or an AND of inputs, or the sum or the carry of an adder. */
export type DotKind = 'product' | 'sum' | 'carry';

export interface Dot {
  readonly kind: DotKind;
  readonly net: number;
  /** The number of the adder, in its stage, that takes this dot; undefined when it passes. */
  readonly group: number | undefined;
}

/** One stage of a dot diagram, as it is before its adders act. */
export interface DotStage {
  readonly name: string;
  /** The dots of each column, the lowest column first; those that adders take come first, adder by adder. */
  readonly columns: readonly (readonly Dot[])[];
  /** What each adder is; an XOR adds dots where no carry can be. */
  readonly groups: readonly (Cell | 'xor')[];
  /** The first net of each adder. */
  readonly starts: readonly number[];
  /** The column height before and after. */
  readonly height: number;
  readonly heightAfter: number;
}

/** The stages of a multiplier or of an adder, and behind them its result as a stage without adders. */
export function dotStages(netlist: Netlist): DotStage[] {
  const { column, breaches } = dotColumns(netlist);
  if (breaches.length > 0)
    throw mustBe('dotStages', 'the netlist', 'a sum of dots, as a multiplier is', breaches[0]);
  const state = new State(netlist, column);
  const stages: DotStage[] = [];
  for (const { name, start, end } of leafScopes(netlist)) {
    const stage = state.run(start, end);
    if (stage.groups.length > 0) stages.push({ ...stage, name: name === netlist.name ? 'addition' : name });
  }
  return [...stages, { ...state.run(netlist.netCount, netlist.netCount), name: 'result' }];
}

/** The scopes that have gates and none of them in a scope inside. */
function leafScopes({ scopes }: Netlist) {
  return scopes.filter(
    (scope, index) =>
      scope.start < scope.end && !scopes.some((inner) => inner.parent === index && inner.start < inner.end),
  );
}

class State {
  readonly #netlist: Netlist;
  readonly #column: Uint32Array;
  readonly #kinds = new Map<number, DotKind>();
  #cell = 0;
  /** The nets in each column. */
  #dots: number[][];

  constructor(netlist: Netlist, column: Uint32Array) {
    this.#netlist = netlist;
    this.#column = column;
    const width = Math.max(0, ...Object.values(netlist.outputs).map((bus) => bus.length));
    this.#dots = Array.from(
      { length: Math.max(width, column.reduce((most, k) => Math.max(most, k), 0) + 1) },
      () => [],
    );
    for (const net of inputDots(netlist)) at(this.#dots, wordAt(column, net)).push(net);
  }

  /** Draws the adders of nets start to end - 1 over the dots before them, and then lets them act. */
  run(start: number, end: number): Omit<DotStage, 'name'> {
    const { gate, fanin, cells } = this.#netlist;
    const groups: (Cell | 'xor')[] = [];
    const starts: number[] = [];
    const groupOf = new Map<number, number>();
    const taken = new Set<number>();
    const made: number[] = [];
    // What an XOR of the stage made belongs to the XOR behind it: together they add three dots.
    const xorGroup = new Map<number, number>();
    const takes = (nets: readonly number[], group: number) => {
      for (const net of nets) {
        taken.add(net);
        groupOf.set(net, group);
      }
    };
    for (let net = start; net < end; ) {
      const x = wordAt(fanin[0], net);
      const y = wordAt(fanin[1], net);
      if (this.#cell < cells.start.length && wordAt(cells.start, this.#cell) === net) {
        const kind = at(CELL_NAMES, byteAt(cells.kind, this.#cell++));
        const spec = CELLS[kind];
        takes(kind === 'ha' ? [x, y] : [x, y, wordAt(fanin[1], net + spec.sum.at)], groups.length);
        groups.push(kind);
        starts.push(net);
        this.#make(made, net + spec.sum.at, 'sum');
        this.#make(made, net + spec.carry.at, 'carry');
        net += spec.gates;
        continue;
      }
      if (byteAt(gate, net) === GATE_CODE.xor) {
        const group = xorGroup.get(x) ?? groups.length;
        if (group === groups.length) {
          groups.push('xor');
          starts.push(net);
        }
        takes([x, y], group);
        xorGroup.set(net, group);
        this.#make(made, net, 'sum');
      } else this.#put(net);
      net++;
    }
    const before = this.#dots;
    const columns = before.map((nets) => {
      const dots = nets.map((net) => ({
        kind: this.#kinds.get(net) ?? 'product',
        net,
        group: groupOf.get(net),
      }));
      return dots.sort((one, two) => (one.group ?? Infinity) - (two.group ?? Infinity) || 0);
    });
    this.#dots = before.map((nets) => nets.filter((net) => !taken.has(net)));
    for (const net of made) if (!taken.has(net)) this.#put(net);
    return { columns, groups, starts, height: mostDots(before), heightAfter: mostDots(this.#dots) };
  }

  #make(made: number[], net: number, kind: DotKind): void {
    made.push(net);
    this.#kinds.set(net, kind);
  }

  #put(net: number): void {
    const k = wordAt(this.#column, net);
    // The carry out of the top column of a product is never 1, and nobody reads it.
    this.#dots[k]?.push(net);
  }
}

/** Inputs that adders add as they are; the inputs of a multiplier meet in AND gates first. */
function inputDots(netlist: Netlist): Set<number> {
  const { gate, fanin, inputCount } = netlist;
  const dots = new Set<number>();
  const loose = looseAnds(netlist);
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    if (byteAt(gate, net) !== GATE_CODE.and || !loose.has(net))
      for (const read of [wordAt(fanin[0], net), wordAt(fanin[1], net)])
        if (read > 1 && read < 2 + inputCount) dots.add(read);
  return dots;
}

function looseAnds(netlist: Netlist): Set<number> {
  const loose = new Set<number>();
  let cell = 0;
  for (let net = firstGate(netlist); net < netlist.netCount; net++)
    if (cell < netlist.cells.start.length && wordAt(netlist.cells.start, cell) === net)
      net += CELLS[at(CELL_NAMES, byteAt(netlist.cells.kind, cell++))].gates - 1;
    else if (byteAt(netlist.gate, net) === GATE_CODE.and) loose.add(net);
  return loose;
}

function mostDots(columns: readonly (readonly unknown[])[]): number {
  return Math.max(0, ...columns.map((dots) => dots.length));
}
