import { byteAt, wordAt } from './at.ts';
import { CELL_NAMES, CELLS } from './cell.ts';
import { CellProver } from './cell-prover.ts';
import { faninCount } from './depth.ts';
import { type Gate, gateOf } from './gate.ts';
import { firstGate, type Netlist } from './netlist.ts';
import { scratchBytes } from './scratch.ts';

/** What `check` looks for; each violation names its rule. */
export const CHECK_RULES = {
  label: 'the gates of a cell compute its sum and its carry from its leaves, by their truth tables',
  leak: 'a net inside a cell is read by that cell alone',
  unused: 'every gate is read by a gate or an output',
} as const;

export type CheckRule = keyof typeof CHECK_RULES;

/** A place where a rule is broken. */
export interface Violation {
  readonly rule: CheckRule;
  /** The net where it was found. */
  readonly net: number;
  readonly text: string;
}

/** What `check` comes to. */
export interface Check {
  readonly violations: readonly Violation[];
  /** Gates outside every cell, by kind. With the cells they account for every gate. */
  readonly loose: Readonly<Record<Gate, number>>;
}

const SPEC_OF_CODE = CELL_NAMES.map((name) => CELLS[name]);

/** A netlist that is wrong everywhere need not be described everywhere. */
const MOST_VIOLATIONS = 20;

const INNER = 1;
const READ = 2;

/**
 * Proves each label from the truth tables of the gates, and accounts for every gate: it belongs to one proved cell,
 * or it is counted as loose. Constants are no leaves: a full adder with a constant input is a half adder.
 */
export function check(netlist: Netlist): Check {
  const violations: Violation[] = [];
  const find = (rule: CheckRule, net: number, text: string) => {
    if (violations.length < MOST_VIOLATIONS) violations.push({ rule, net, text });
  };
  const { gate, netCount, cells } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const marks = scratchBytes('check marks', netCount);
  const looseByCode = new Uint32Array(8);

  const read = (net: number, reader: string | number) => {
    const mark = byteAt(marks, net);
    if (mark & INNER) find('leak', net, `net ${net} is inside a cell but read by ${reader}`);
    marks[net] = mark | READ;
  };
  const readLoose = (net: number) => {
    const code = byteAt(gate, net);
    looseByCode[code] = wordAt(looseByCode, code) + 1;
    const fanins = faninCount(netlist, net);
    if (fanins > 0) read(wordAt(fanin0, net), net);
    if (fanins > 1) read(wordAt(fanin1, net), net);
    if (fanins > 2) read(wordAt(fanin2, net), net);
  };

  const prover = new CellProver(netlist);
  let net = firstGate(netlist);
  for (let cell = 0; cell < cells.start.length; cell++) {
    const start = wordAt(cells.start, cell);
    const spec = SPEC_OF_CODE[byteAt(cells.kind, cell)];
    if (spec === undefined || start < net || start + spec.gates > netCount) {
      find(
        'label',
        start,
        `net ${start} begins a cell of no known kind, or one that overlaps another or the end`,
      );
      continue;
    }
    for (; net < start; net++) readLoose(net);
    net = start + spec.gates;
    const wrong = prover.prove(spec, start);
    if (wrong !== undefined)
      find(
        'label',
        start,
        `the ${spec.gates} gates from net ${start} on are no ${CELL_NAMES[byteAt(cells.kind, cell)]}: ${wrong}`,
      );
    for (let leaf = 0; leaf < prover.leafCount; leaf++) read(wordAt(prover.leaves, leaf), start);
    for (let i = 0; i < spec.gates; i++)
      marks[start + i] = i === spec.sum.at || i === spec.carry.at ? 0 : INNER | READ;
  }
  for (; net < netCount; net++) readLoose(net);

  for (const [name, bus] of Object.entries(netlist.outputs))
    for (const out of bus) read(out, `output ${name}`);
  for (let i = firstGate(netlist); i < netCount; i++)
    if ((byteAt(marks, i) & READ) === 0)
      find('unused', i, `net ${i} (${gateOf(byteAt(gate, i))}) is read by nothing`);
  return {
    violations,
    loose: {
      not: wordAt(looseByCode, 1),
      and: wordAt(looseByCode, 2),
      or: wordAt(looseByCode, 3),
      xor: wordAt(looseByCode, 4),
      mux: wordAt(looseByCode, 5),
    },
  };
}
