import { at } from '../gates/at.ts';
import { GATE_NAMES, GATES, type Gate } from '../gates/gate.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Draft } from './draft.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { circuitInHeader } from './header.ts';
import { Names } from './names.ts';
import { type Wrong, wrongInText } from './place.ts';

interface Word {
  readonly text: string;
  readonly place: number;
}

/** Gates of the language as gates of ours, of how many inputs, and whether turned at the end. Case does not matter. */
const BENCH_GATES: ReadonlyMap<string, { gate: Gate | 'buffer'; most: number; isTurned: boolean }> = new Map([
  ['AND', { gate: 'and', most: Infinity, isTurned: false }],
  ['NAND', { gate: 'and', most: Infinity, isTurned: true }],
  ['OR', { gate: 'or', most: Infinity, isTurned: false }],
  ['NOR', { gate: 'or', most: Infinity, isTurned: true }],
  ['XOR', { gate: 'xor', most: Infinity, isTurned: false }],
  // Of three inputs some take it for the complement of the parity, others for a chain.
  ['XNOR', { gate: 'xor', most: 2, isTurned: true }],
  ['NXOR', { gate: 'xor', most: 2, isTurned: true }],
  ['NOT', { gate: 'buffer', most: 1, isTurned: true }],
  ['INV', { gate: 'buffer', most: 1, isTurned: true }],
  ['BUF', { gate: 'buffer', most: 1, isTurned: false }],
  ['BUFF', { gate: 'buffer', most: 1, isTurned: false }],
]);

/** Tables of ABC have at most so many inputs. */
const MOST_TABLE_INPUTS = 16;

/**
 * Reads a combinational netlist in the language of the ISCAS benchmarks, with ABC's tables (`LUT 0x8 (x, y)`) and constants (`vdd`,
 * `gnd`). A gate of more than two inputs is a chain of ours.
 */
export function readBench(text: string): Netlist {
  const wrong = wrongInText('readBench', text);
  return new BenchFile(text, wrong).read(circuitInHeader('# ', text) ?? 'bench');
}

class BenchFile {
  readonly #wrong: Wrong;
  readonly #draft: Draft;
  readonly #words: Iterator<Word, undefined>;
  readonly #end: number;
  readonly #wires = new Map<string, number>();
  readonly #inputs: PortOfBits[] = [];
  readonly #outputs = new Map<string, PortOfBits>();
  #next: Word | undefined;

  constructor(text: string, wrong: Wrong) {
    this.#wrong = wrong;
    this.#draft = new Draft(wrong);
    this.#words = wordsOf(text);
    this.#end = text.length;
    this.#next = this.#words.next().value;
  }

  read(name: string): Netlist {
    while (this.#next !== undefined) this.#statement(this.#name('a line'));
    if (this.#outputs.size === 0) throw this.#wrong(this.#end, 'the file', 'one with an OUTPUT(...)', 'none');
    const taken = new Names();
    return this.#draft.finish(
      name,
      gatherPorts(this.#inputs, 'any', taken),
      gatherPorts([...this.#outputs.values()], 'any', taken),
    );
  }

  #statement(first: Word): void {
    if (this.#next?.text === '(') {
      this.#port(first);
      return;
    }
    this.#take('=', `INPUT(net), OUTPUT(net) or net = GATE(nets)`);
    const target = this.#wire(first);
    const kind = this.#name('a gate');
    const gate = kind.text.toUpperCase();
    const { place } = kind;
    const isConstant = (gate === 'VDD' || gate === 'GND') && this.#next?.text !== '(';
    this.#draft.drive(
      target,
      isConstant
        ? Number(gate === 'VDD')
        : gate === 'LUT'
          ? this.#table(place)
          : this.#gate(kind, this.#nets()),
      first.place,
    );
  }

  #port(kind: Word): void {
    const word = kind.text.toUpperCase();
    if (word !== 'INPUT' && word !== 'OUTPUT')
      throw this.#wrong(kind.place, 'a line', 'INPUT(net), OUTPUT(net) or net = GATE(nets)', kind.text);
    this.#take('(', '(');
    const net = this.#name('a net');
    this.#take(')', ')');
    const wire = this.#wire(net);
    if (word === 'INPUT') {
      this.#draft.input(wire, net.place);
      this.#inputs.push({ name: net.text, ids: [wire] });
      return;
    }
    if (this.#outputs.has(net.text)) throw this.#wrong(net.place, 'an output', 'named once', net.text);
    this.#outputs.set(net.text, { name: net.text, ids: [wire] });
  }

  #gate({ text, place }: Word, nets: readonly number[]): number {
    const known = BENCH_GATES.get(text.toUpperCase());
    if (known === undefined)
      throw this.#wrong(
        place,
        'a gate',
        `one of ${[...BENCH_GATES.keys()].join(', ')}, LUT, vdd or gnd; take others apart with ABC: strash; write_bench`,
        text,
      );
    const { gate, most, isTurned } = known;
    const [first, ...rest] = nets;
    if (first === undefined || nets.length > most)
      throw this.#wrong(
        place,
        text,
        most === 1 ? 'of one net' : `of ${most === 2 ? 'one or two nets' : 'at least one net'}`,
        `${nets.length}`,
      );
    const made =
      gate === 'buffer' ? first : rest.reduce((sum, net) => this.#draft.gate(gate, place, sum, net), first);
    return isTurned ? this.#draft.gate('not', place, made) : made;
  }

  /** `LUT 0x8 (x, y)`: bit r of the number is the value for row r, in which the first net is worth 1, the second 2 ... */
  #table(place: number): number {
    const hex = this.#name('a table');
    const nets = this.#nets();
    const digits = /^0[xX]([0-9a-fA-F]+)$/.exec(hex.text)?.[1];
    const rows = 2 ** nets.length;
    if (nets.length > MOST_TABLE_INPUTS)
      throw this.#wrong(place, 'a table', `of at most ${MOST_TABLE_INPUTS} nets`, `${nets.length}`);
    const bits = [...(digits ?? '')]
      .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
      .join('');
    const extra = bits.slice(0, Math.max(0, bits.length - rows));
    if (digits === undefined || bits.length < rows || extra.length > 3 || extra.includes('1'))
      throw this.#wrong(hex.place, 'a table', `0x and the ${rows} bits of ${nets.length} nets`, hex.text);
    return this.#split(bits.slice(-rows), nets, place, new Map());
  }

  /** A table, row 0 on the right, as gates: one of ours where it is one, else a multiplexer of its halves by the last net. */
  #split(bits: string, nets: readonly number[], place: number, made: Map<string, number>): number {
    if (!bits.includes('1')) return 0;
    if (!bits.includes('0')) return 1;
    const known = made.get(bits);
    if (known !== undefined) return known;
    const [x = 0, y = 0, z = 0] = nets;
    const truth = nets.length <= 3 ? Number.parseInt(bits, 2) : -1;
    const gate = GATE_NAMES.find((name) => GATES[name].fanin === nets.length && GATES[name].truth === truth);
    const half = bits.length / 2;
    const halves = (): readonly [number, number] => {
      const rest = nets.slice(0, -1);
      return [
        this.#split(bits.slice(0, half), rest, place, made),
        this.#split(bits.slice(half), rest, place, made),
      ];
    };
    const select = at(nets, nets.length - 1);
    const make = (): number => {
      if (nets.length === 1 && bits === '10') return x;
      if (gate !== undefined) return this.#draft.gate(gate, place, x, y, z);
      const [one, zero] = halves();
      return one === zero ? one : this.#draft.gate('mux', place, select, one, zero);
    };
    const id = make();
    made.set(bits, id);
    return id;
  }

  /** `(x, y, ...)`. */
  #nets(): number[] {
    const nets: number[] = [];
    this.#take('(', '(');
    if (this.#next?.text === ')') {
      this.#take(')', ')');
      return nets;
    }
    for (;;) {
      nets.push(this.#wire(this.#name('a net')));
      if (this.#next?.text !== ',') break;
      this.#take(',', ',');
    }
    this.#take(')', ', or )');
    return nets;
  }

  #name(what: string): Word {
    const word = this.#next;
    if (word === undefined || /^[=(),]$/.test(word.text))
      throw this.#wrong(word?.place ?? this.#end, what, 'a name', word?.text ?? 'the end of the file');
    this.#next = this.#words.next().value;
    return word;
  }

  #take(sign: string, rule: string): void {
    const word = this.#next;
    if (word?.text !== sign)
      throw this.#wrong(word?.place ?? this.#end, 'the text', rule, word?.text ?? 'the end of the file');
    this.#next = this.#words.next().value;
  }

  #wire({ text, place }: Word): number {
    const known = this.#wires.get(text);
    if (known !== undefined) return known;
    const wire = this.#draft.wire(text, place);
    this.#wires.set(text, wire);
    return wire;
  }
}

/** Signs and names; a comment runs from # to the end of its line. */
function* wordsOf(text: string): Generator<Word, undefined> {
  for (const { 0: word, index } of text.matchAll(/#[^\n]*|[=(),]|[^\s=(),#]+/g))
    if (!word.startsWith('#')) yield { text: word, place: index };
  return undefined;
}
