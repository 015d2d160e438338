import type { Misuse } from '../gates/misuse.ts';
import { parseCellFunction, pinsOf } from './cell-function.ts';
import type { Cell, CellFunction } from './cell-library.ts';
import { type Wrong, wrongInText } from './place.ts';

/** Groups of a cell that give it a state, or more pins than it names. */
const REFUSED_GROUPS = new Set(['ff', 'latch', 'ff_bank', 'latch_bank', 'statetable', 'bus', 'bundle']);
/** Attributes of a pin by which its value is no function of the others. */
const REFUSED_ATTRIBUTES = new Set(['three_state', 'state_function', 'x_function', 'internal_node']);

const STYLE = { isLiberty: true, constants: new Map() };

/** Groups may nest this deep; those that are read are three deep. */
const DEEPEST = 64;

interface Pin {
  readonly place: number;
  direction?: string;
  function?: { readonly text: string; readonly place: number };
  refused?: string;
}

/** What a statement begins with: `name : value ;`, `name (arguments) ;` or `name (arguments) {`. */
interface Head {
  readonly name: string;
  readonly place: number;
  readonly value?: string;
  readonly parameters: readonly string[];
  readonly isGroup: boolean;
}

/**
 * The combinational cells of a Liberty file, by the functions of their pins. Times, areas and powers are passed over; a cell with a
 * state, with a bus or with a pin that may be off is there with the reason why it is not read.
 */
export function readLiberty(text: string): Map<string, Cell | Misuse> {
  return new LibertyFile(text, wrongInText('readLiberty', text)).cells();
}

class LibertyFile {
  readonly #text: string;
  readonly #wrong: Wrong;
  #next = 0;

  constructor(text: string, wrong: Wrong) {
    this.#text = text;
    this.#wrong = wrong;
  }

  cells(): Map<string, Cell | Misuse> {
    const cells = new Map<string, Cell | Misuse>();
    const library = this.#head();
    if (library?.name !== 'library' || !library.isGroup)
      throw this.#wrong(0, 'the file', 'a library (name) { ... } of Liberty', this.#text.slice(0, 20));
    this.#group(1, (head) => {
      if (head.name === 'include_file')
        throw this.#wrong(head.place, 'the library', 'in one file', 'include_file');
      if (head.name !== 'cell' || !head.isGroup) return false;
      const [name = ''] = head.parameters;
      if (cells.has(name)) throw this.#wrong(head.place, 'a cell', 'defined once', name);
      cells.set(name, this.#cell(name, head.place));
      return true;
    });
    this.#skip();
    if (this.#next < this.#text.length)
      throw this.#wrong(this.#next, 'the file', 'one library', this.#text.slice(this.#next, this.#next + 20));
    return cells;
  }

  #cell(name: string, place: number): Cell | Misuse {
    const pins = new Map<string, Pin>();
    let refused: Misuse | undefined;
    this.#group(2, (head) => {
      if (REFUSED_GROUPS.has(head.name) || head.name === 'clock_gating_integrated_cell')
        refused ??= this.#wrong(head.place, `cell '${name}'`, 'a function of single pins', head.name);
      if (head.name !== 'pin' || !head.isGroup) return false;
      const pin = this.#pin(head.place);
      for (const one of head.parameters) {
        if (pins.has(one)) throw this.#wrong(head.place, `a pin of cell '${name}'`, 'defined once', one);
        pins.set(one, pin);
      }
      return true;
    });
    return refused ?? this.#combinational(name, place, pins);
  }

  #pin(place: number): Pin {
    const pin: Pin = { place };
    this.#group(3, (head) => {
      if (head.name === 'direction') pin.direction = head.value ?? '';
      if (head.name === 'function') pin.function = { text: head.value ?? '', place: head.place };
      if (REFUSED_ATTRIBUTES.has(head.name)) pin.refused = head.name;
      return false;
    });
    return pin;
  }

  #combinational(name: string, place: number, pins: ReadonlyMap<string, Pin>): Cell | Misuse {
    const inputs = new Set<string>();
    const outputs = new Map<string, CellFunction>();
    for (const [pin, { direction }] of pins) if (direction === 'input') inputs.add(pin);
    for (const [pin, { direction, function: said, refused, place: there }] of pins) {
      if (direction === 'input') continue;
      const what = `pin '${pin}' of cell '${name}'`;
      if (direction !== 'output' || refused !== undefined)
        return this.#wrong(there, what, 'an input, or an output that is always driven', refused ?? direction);
      if (said === undefined) return this.#wrong(there, what, 'given by a function', 'none');
      const found = parseCellFunction(said.text, STYLE);
      if (typeof found === 'string')
        return this.#wrong(said.place, `the function of ${what}`, found, said.text);
      for (const read of pinsOf(found))
        if (!inputs.has(read))
          return this.#wrong(said.place, `the function of ${what}`, 'of inputs of the cell', read);
      outputs.set(pin, found);
    }
    if (outputs.size === 0) return this.#wrong(place, `cell '${name}'`, 'of at least one output', 'none');
    return { inputs, outputs };
  }

  /** The statements of a group up to its brace. `take` says whether it has read the group that a head begins. */
  #group(depth: number, take: (head: Head) => boolean): void {
    const start = this.#next;
    if (depth > DEEPEST) throw this.#wrong(start, 'groups', `at most ${DEEPEST} deep`, 'more');
    for (;;) {
      const head = this.#head();
      if (head === undefined) {
        if (!this.#takeIf('}')) throw this.#wrong(start, 'a group', "ended by '}'", this.#ahead());
        return;
      }
      if (!take(head) && head.isGroup) this.#group(depth + 1, () => false);
    }
  }

  #head(): Head | undefined {
    do this.#skip();
    while (this.#takeIf(';'));
    const place = this.#next;
    const name = this.#match(WORD);
    if (name === undefined) return undefined;
    this.#skip();
    if (this.#takeIf(':')) {
      this.#skip();
      const value = this.#string() ?? this.#match(REST)?.trim() ?? '';
      return { name, place, value, parameters: [], isGroup: false };
    }
    if (!this.#takeIf('(')) throw this.#wrong(this.#next, 'what follows a name', "':' or '('", this.#ahead());
    const parameters: string[] = [];
    for (;;) {
      this.#skip();
      if (this.#takeIf(')')) break;
      if (this.#takeIf(',')) continue;
      const parameter = this.#string() ?? this.#match(PARAMETER)?.trim();
      if (parameter === undefined) throw this.#wrong(place, `'${name}('`, "ended by ')'", this.#ahead());
      parameters.push(parameter);
    }
    this.#skip();
    return { name, place, parameters, isGroup: this.#takeIf('{') };
  }

  #string(): string | undefined {
    const start = this.#next;
    if (this.#text[start] !== '"') return undefined;
    for (let k = start + 1; k < this.#text.length; k++) {
      if (this.#text[k] === '\\') k++;
      else if (this.#text[k] === '"') {
        this.#next = k + 1;
        return this.#text.slice(start + 1, k).replaceAll(/\\\r?\n/g, ' ');
      }
    }
    throw this.#wrong(start, 'a string', 'ended by a quote', 'the end');
  }

  /** White space, line breaks with a backslash, and comments. */
  #skip(): void {
    for (;;) {
      if (this.#match(SPACE) !== undefined) continue;
      if (!this.#text.startsWith('/*', this.#next)) return;
      const end = this.#text.indexOf('*/', this.#next + 2);
      if (end === -1) throw this.#wrong(this.#next, 'a comment', 'ended by */', 'the end');
      this.#next = end + 2;
    }
  }

  #takeIf(sign: string): boolean {
    if (this.#text[this.#next] !== sign) return false;
    this.#next++;
    return true;
  }

  #ahead(): string {
    return this.#text.slice(this.#next, this.#next + 20) || 'the end';
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#next;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#next = pattern.lastIndex;
    return match[0];
  }
}

const SPACE = /[ \t\r\n\f]+|\\[ \t]*\r?\n|\/\/[^\n]*/y;
const WORD = /[A-Za-z_][A-Za-z0-9_.]*/y;
/** A value without quotes ends with its line. */
const REST = /[^;\n{}"]+/y;
const PARAMETER = /[^,(){};"\s]+/y;
