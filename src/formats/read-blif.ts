import { at } from '../gates/at.ts';
import { GATE_NAMES, GATES } from '../gates/gate.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Draft } from './draft.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { circuitInHeader } from './header.ts';
import { type Wrong, wrongInText } from './place.ts';

interface Word {
  readonly text: string;
  readonly place: number;
}

/** A `.names` with its rows. */
interface Table {
  readonly place: number;
  readonly inputs: readonly number[];
  readonly output: number;
  readonly rows: Word[][];
}

/**
 * Reads one combinational BLIF model. A table that is one of our gates becomes that gate, a table of one row `1 1` a
 * plain connection; any other becomes an OR of ANDs, row by row.
 */
export function readBlif(text: string): Netlist {
  const wrong = wrongInText('readBlif', text);
  const model = new BlifModel(wrong);
  for (const words of lines(text)) model.take(words);
  return model.finish(circuitInHeader('# ', text), text.length);
}

/** The lines as words: comments are gone, and a line that ends in a backslash goes on in the next. */
function* lines(text: string): Generator<Word[]> {
  let words: Word[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const hash = text.indexOf('#', start);
    const line = text.slice(start, hash === -1 || hash > end ? end : hash).trimEnd();
    const goesOn = line.endsWith('\\');
    for (const match of (goesOn ? line.slice(0, -1) : line).matchAll(/\S+/g))
      words.push({ text: at(match, 0), place: start + match.index });
    start = end + 1;
    if (goesOn && start < text.length) continue;
    if (words.length > 0) yield words;
    words = [];
  }
}

class BlifModel {
  readonly #wrong: Wrong;
  readonly #draft: Draft;
  readonly #wires = new Map<string, number>();
  readonly #inputs: PortOfBits[] = [];
  readonly #outputs: PortOfBits[] = [];
  #name: string | undefined;
  #table: Table | undefined;
  #isOver = false;

  constructor(wrong: Wrong) {
    this.#wrong = wrong;
    this.#draft = new Draft(wrong);
  }

  take(words: Word[]): void {
    const [first, ...rest] = words;
    if (first === undefined) return;
    if (!first.text.startsWith('.')) {
      if (this.#table === undefined) throw this.#wrong(first.place, 'a row', 'behind a .names', first.text);
      this.#table.rows.push(words);
      return;
    }
    this.#endTable();
    if (this.#isOver) throw this.#wrong(first.place, 'the file', 'of one model', first.text);
    if (first.text === '.model' && this.#name === undefined) this.#name = rest[0]?.text ?? '';
    else if (this.#name === undefined) throw this.#wrong(first.place, 'the first line', '.model', first.text);
    else if (first.text === '.inputs') for (const word of rest) this.#input(word);
    else if (first.text === '.outputs')
      for (const word of rest) this.#outputs.push({ name: word.text, ids: [this.#wire(word)] });
    else if (first.text === '.names') this.#startTable(first, rest);
    else if (first.text === '.end') this.#isOver = true;
    else
      throw this.#wrong(
        first.place,
        'a line',
        '.model, .inputs, .outputs, .names or .end; take others apart with yosys or ABC',
        first.text,
      );
  }

  finish(circuit: string | undefined, end: number): Netlist {
    this.#endTable();
    if (this.#name === undefined) throw this.#wrong(end, 'the file', 'a .model', 'none');
    // Other readers do without; but then a file cut short would be taken for a smaller model.
    if (!this.#isOver) throw this.#wrong(end, 'the last line', '.end', 'the end of the file');
    const taken = new Set<string>();
    return this.#draft.finish(
      circuit ?? this.#name,
      gatherPorts(this.#inputs, 'any', taken),
      gatherPorts(this.#outputs, 'any', taken),
    );
  }

  #input(word: Word): void {
    const wire = this.#wire(word);
    this.#draft.input(wire, word.place);
    this.#inputs.push({ name: word.text, ids: [wire] });
  }

  #wire({ text, place }: Word): number {
    const known = this.#wires.get(text);
    if (known !== undefined) return known;
    const wire = this.#draft.wire(text, place);
    this.#wires.set(text, wire);
    return wire;
  }

  #startTable(first: Word, rest: Word[]): void {
    const last = rest.at(-1);
    if (last === undefined) throw this.#wrong(first.place, '.names', 'followed by names', 'nothing');
    const inputs = rest.slice(0, -1).map((word) => this.#wire(word));
    this.#table = { place: first.place, inputs, output: this.#wire(last), rows: [] };
  }

  #endTable(): void {
    const table = this.#table;
    this.#table = undefined;
    if (table === undefined) return;
    const { value, cubes } = this.#cover(table);
    const { inputs, output, place } = table;
    this.#draft.drive(
      output,
      this.#gateOf(inputs, cubes, value, place) ?? this.#sum(inputs, cubes, value, place),
      place,
    );
  }

  /** The rows as strings over 0, 1 and -, and the value that they all give. */
  #cover({ inputs, rows }: Table): { value: boolean; cubes: string[] } {
    let value: string | undefined;
    const cubes = rows.map((words) => {
      const [cube, output, ...more] =
        inputs.length === 0 ? [{ text: '', place: words[0]?.place ?? 0 }, ...words] : words;
      const place = cube?.place ?? 0;
      if (cube === undefined || output === undefined || more.length > 0)
        throw this.#wrong(
          place,
          'a row',
          inputs.length === 0 ? 'a value' : 'inputs and a value',
          words.map((word) => word.text).join(' '),
        );
      if (cube.text.length !== inputs.length || !/^[01-]*$/.test(cube.text))
        throw this.#wrong(place, 'the inputs of a row', `${inputs.length} signs of 0, 1 or -`, cube.text);
      if (output.text !== '0' && output.text !== '1')
        throw this.#wrong(output.place, 'the value of a row', '0 or 1', output.text);
      if (value !== undefined && output.text !== value)
        throw this.#wrong(output.place, 'the value of a row', `${value} as in the rows above`, output.text);
      value = output.text;
      return cube.text;
    });
    return { value: value !== '0', cubes };
  }

  /** A constant, a connection or one of our gates, where the table is one. */
  #gateOf(
    inputs: readonly number[],
    cubes: readonly string[],
    value: boolean,
    place: number,
  ): number | undefined {
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
  #sum(inputs: readonly number[], cubes: readonly string[], value: boolean, place: number): number {
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
