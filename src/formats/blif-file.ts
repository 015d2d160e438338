import { at } from '../gates/at.ts';
import type { Wrong } from './place.ts';

/** A word of the file and where it stands. */
export interface Word {
  readonly text: string;
  readonly place: number;
}

/** The rows of a table as strings over 0, 1 and -, and the value that they all give. */
export interface Cover {
  readonly value: boolean;
  readonly cubes: readonly string[];
}

/** A `.names`: one output of its inputs. */
export interface Table {
  readonly kind: 'table';
  readonly place: number;
  readonly inputs: readonly Word[];
  readonly output: Word;
  readonly cover: Cover;
}

/** A `.conn`: the second net is the first. */
export interface Connection {
  readonly kind: 'connection';
  readonly place: number;
  readonly from: Word;
  readonly to: Word;
}

/** A `.subckt`, a model laid open where it stands, or a `.gate`, a cell of a library; its ports by name. */
export interface Instance {
  readonly kind: 'instance';
  readonly isGate: boolean;
  readonly place: number;
  readonly model: Word;
  readonly actuals: ReadonlyMap<string, Word>;
}

/** A `.model` with what is in it, in the order of the file. */
export interface Model {
  readonly place: number;
  readonly name: string | undefined;
  readonly inputs: readonly Word[];
  readonly outputs: readonly Word[];
  readonly items: readonly (Table | Connection | Instance)[];
}

/** Areas, delays, loads and notes: they say nothing of what a model computes. */
const SILENT = new Set(
  `.area .attr .cname .default_input_arrival .default_input_drive .default_max_input_load .default_output_load
  .default_output_required .delay .input_arrival .input_drive .max_input_load .output_load .output_required .wire
  .wire_load_slope`.split(/\s+/),
);

/** What would change the function if it were passed over, and what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  '.latch': 'combinational, since circuits here have no state',
  '.mlatch': 'combinational, since circuits here have no state',
  '.clock': 'combinational, since circuits here have no state',
  '.start_kiss': 'a network of tables, without a state table',
  '.search': 'of this file; put all models into one file',
  '.exdc': 'without external do-not-cares, which would let several functions pass for right',
  '.blackbox': 'a model with its tables',
  '.param': 'a table, or an instance without parameters',
};

const KNOWN =
  '.model, .inputs, .outputs, .names, .subckt, .gate, .conn or .end; take others apart with yosys or ABC';

/**
 * The models of a BLIF file, by the Berkeley manual: `.model` may be left out before the first, `.end` at the end of the file and
 * before the next `.model`; `.inputs` and `.outputs` may be given in several lines.
 */
export function parseBlif(text: string, wrong: Wrong): Model[] {
  const file = new BlifFile(wrong);
  for (const words of lines(text, wrong)) file.take(words);
  return file.finish(text.length);
}

/**
 * The lines as words: comments are gone, and a line that ends in a backslash goes on in the next. Whether a word may go on too
 * is read differently by the tools of the world, so it must not.
 */
function* lines(text: string, wrong: Wrong): Generator<Word[]> {
  let words: Word[] = [];
  let isInWord = false;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const whole = text.slice(start, end);
    const hash = whole.indexOf('#');
    const line = (hash === -1 ? whole : whole.slice(0, hash)).trimEnd();
    if (isInWord && /^[^ \t\r\v\f]/.test(line))
      throw wrong(start, 'a line that goes on', 'parted from the next by a blank', line);
    const goesOn = line.endsWith('\\');
    const content = goesOn ? line.slice(0, -1) : line;
    for (const match of content.matchAll(/[^ \t\r\v\f]+/g))
      words.push({ text: at(match, 0), place: start + match.index });
    start = end + 1;
    isInWord = goesOn && /[^ \t\r\v\f]$/.test(content);
    if (goesOn && start < text.length) continue;
    if (words.length > 0) yield words;
    words = [];
  }
}

/** A model that is being read. `lists` is whether its ports were named at all. */
interface OpenModel {
  readonly place: number;
  readonly name: string | undefined;
  readonly inputs: Word[];
  readonly outputs: Word[];
  readonly items: (Table | Connection | Instance)[];
  lists: boolean;
}

interface OpenTable {
  readonly place: number;
  readonly inputs: readonly Word[];
  readonly output: Word;
  readonly rows: Word[][];
}

class BlifFile {
  readonly #wrong: Wrong;
  readonly #models: Model[] = [];
  readonly #names = new Set<string>();
  #model: OpenModel | undefined;
  #table: OpenTable | undefined;
  #hasEnded = false;

  constructor(wrong: Wrong) {
    this.#wrong = wrong;
  }

  take(words: readonly Word[]): void {
    const [first, ...rest] = words;
    if (first === undefined) return;
    if (!first.text.startsWith('.')) {
      if (this.#table === undefined) throw this.#wrong(first.place, 'a row', 'behind a .names', first.text);
      this.#table.rows.push([...words]);
      return;
    }
    this.#endTable();
    const refused = Object.hasOwn(REFUSED, first.text) ? REFUSED[first.text] : undefined;
    if (refused !== undefined) throw this.#wrong(first.place, 'the file', refused, first.text);
    if (first.text === '.model') this.#startModel(first, rest);
    else if (first.text === '.end') this.#end(first, rest);
    else this.#line(first, rest);
  }

  finish(end: number): Model[] {
    // Where nothing ends the file, it may have been cut behind the last .names, and a table without rows would be 0.
    if (this.#table !== undefined && this.#table.rows.length === 0)
      throw this.#wrong(end, 'the last table', 'followed by its rows or by .end', 'the end of the file');
    this.#endTable();
    this.#endModel();
    if (this.#models.length === 0) throw this.#wrong(end, 'the file', 'a .model or its lines', 'none');
    return this.#models;
  }

  #startModel({ place }: Word, [name, ...more]: readonly Word[]): void {
    if (name === undefined || more.length > 0)
      throw this.#wrong(place, '.model', 'followed by one name', more[0]?.text ?? 'nothing');
    this.#endModel();
    if (this.#names.has(name.text)) throw this.#wrong(name.place, 'the name of a model', 'new', name.text);
    this.#names.add(name.text);
    this.#open(place, name.text);
  }

  #open(place: number, name: string | undefined): OpenModel {
    this.#model = { place, name, inputs: [], outputs: [], items: [], lists: false };
    this.#hasEnded = false;
    return this.#model;
  }

  #end({ place }: Word, [more]: readonly Word[]): void {
    if (more !== undefined) throw this.#wrong(more.place, '.end', 'alone in its line', more.text);
    if (this.#model === undefined) throw this.#wrong(place, '.end', 'the end of a model', 'no model');
    this.#endModel();
    this.#hasEnded = true;
  }

  #line(first: Word, rest: readonly Word[]): void {
    if (this.#hasEnded) throw this.#wrong(first.place, 'a line behind .end', '.model', first.text);
    if (SILENT.has(first.text)) return;
    const model = this.#model ?? this.#open(first.place, undefined);
    if (first.text === '.inputs' || first.text === '.outputs') {
      const ports = first.text === '.inputs' ? model.inputs : model.outputs;
      for (const word of rest) ports.push(word);
      model.lists = true;
    } else if (first.text === '.names') {
      const output = rest.at(-1);
      if (output === undefined) throw this.#wrong(first.place, '.names', 'followed by names', 'nothing');
      this.#table = { place: first.place, inputs: rest.slice(0, -1), output, rows: [] };
    } else if (first.text === '.conn') {
      const [from, to, ...more] = rest;
      if (from === undefined || to === undefined || more.length > 0)
        throw this.#wrong(first.place, '.conn', 'followed by two nets', `${rest.length}`);
      model.items.push({ kind: 'connection', place: first.place, from, to });
    } else if (first.text === '.subckt' || first.text === '.gate')
      model.items.push(this.#instance(first, rest));
    else throw this.#wrong(first.place, 'a line', KNOWN, first.text);
  }

  #instance({ place, text }: Word, [model, ...pairs]: readonly Word[]): Instance {
    if (model === undefined) throw this.#wrong(place, text, 'followed by the name of a model', 'nothing');
    const actuals = new Map<string, Word>();
    for (const pair of pairs) {
      const equals = pair.text.indexOf('=');
      const [port, net] = [pair.text.slice(0, equals), pair.text.slice(equals + 1)];
      if (equals < 1 || net === '')
        throw this.#wrong(pair.place, `a port of ${text}`, 'given as port=net', pair.text);
      if (actuals.has(port)) throw this.#wrong(pair.place, `a port of ${text}`, 'given once', port);
      actuals.set(port, { text: net, place: pair.place });
    }
    return { kind: 'instance', isGate: text === '.gate', place, model, actuals };
  }

  #endModel(): void {
    const model = this.#model;
    this.#model = undefined;
    if (model === undefined) return;
    const { lists, ...rest } = model;
    const whole = lists ? rest : { ...rest, ...this.#inferredPorts(model) };
    if (whole.outputs.length === 0)
      throw this.#wrong(model.place, 'a model', 'one with .outputs', model.name ?? 'none');
    const taken = new Set<string>();
    for (const { text, place } of whole.outputs) {
      if (taken.has(text)) throw this.#wrong(place, 'an output', 'named once', text);
      taken.add(text);
    }
    this.#models.push(whole);
  }

  /** Where no line names the ports: inputs are what nothing drives, outputs what nothing reads. */
  #inferredPorts({ items }: OpenModel): { inputs: Word[]; outputs: Word[] } {
    const reads = new Map<string, Word>();
    const drives = new Map<string, Word>();
    const note = (names: Map<string, Word>, word: Word) => {
      if (!names.has(word.text)) names.set(word.text, word);
    };
    for (const item of items) {
      if (item.kind === 'instance')
        throw this.#wrong(item.place, 'a model with .subckt', 'one with .inputs and .outputs', 'neither');
      for (const word of item.kind === 'table' ? item.inputs : [item.from]) note(reads, word);
      note(drives, item.kind === 'table' ? item.output : item.to);
    }
    return {
      inputs: [...reads.values()].filter(({ text }) => !drives.has(text)),
      outputs: [...drives.values()].filter(({ text }) => !reads.has(text)),
    };
  }

  #endTable(): void {
    const table = this.#table;
    this.#table = undefined;
    if (table === undefined) return;
    const { place, inputs, output, rows } = table;
    this.#model?.items.push({
      kind: 'table',
      place,
      inputs,
      output,
      cover: this.#cover(inputs.length, rows),
    });
  }

  #cover(inputs: number, rows: readonly (readonly Word[])[]): Cover {
    let value: string | undefined;
    const cubes = rows.map((words) => {
      const [cube, output, ...more] =
        inputs === 0 ? [{ text: '', place: words[0]?.place ?? 0 }, ...words] : words;
      const place = cube?.place ?? 0;
      if (cube === undefined || output === undefined || more.length > 0)
        throw this.#wrong(
          place,
          'a row',
          inputs === 0 ? 'a value' : 'inputs and a value',
          words.map((word) => word.text).join(' '),
        );
      if (cube.text.length !== inputs || !/^[01-]*$/.test(cube.text))
        throw this.#wrong(place, 'the inputs of a row', `${inputs} signs of 0, 1 or -`, cube.text);
      if (output.text !== '0' && output.text !== '1')
        throw this.#wrong(output.place, 'the value of a row', '0 or 1', output.text);
      if (value !== undefined && output.text !== value)
        throw this.#wrong(output.place, 'the value of a row', `${value} as in the rows above`, output.text);
      value = output.text;
      return cube.text;
    });
    return { value: value !== '0', cubes };
  }
}
