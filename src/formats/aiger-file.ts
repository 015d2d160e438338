import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import { Draft } from './draft.ts';
import { gatherPorts, type PortOfBits } from './gather-ports.ts';
import { Names } from './names.ts';
import type { Wrong } from './place.ts';

/** The numbers behind `aag` or `aig`. */
export interface AigerHeader {
  readonly variables: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly ands: number;
}

/** Inputs take no byte each in the binary form, so their number needs a limit of its own. */
const MOST_PORTS = 1_000_000;

/** Checks the first line, which starts at `place`. */
export function readAigerHeader(line: string, word: 'aag' | 'aig', place: number, wrong: Wrong): AigerHeader {
  const match = /^(a[ai]g) (\d{1,9}) (\d{1,9}) (\d{1,9}) (\d{1,9}) (\d{1,9})((?: \d{1,9})*)$/.exec(line);
  if (match === null || match[1] !== word)
    throw wrong(place, 'the first line', `${word} and five whole numbers`, line);
  const [variables = 0, inputs = 0, latches = 0, outputs = 0, ands = 0] = match.slice(2, 7).map(Number);
  if (latches > 0)
    throw wrong(place, 'the number of latches', '0, since circuits here have no state', latches);
  if (/[1-9]/.test(match[7] ?? ''))
    throw wrong(place, 'the numbers behind the fifth', '0, since circuits here have no properties', line);
  if (inputs > MOST_PORTS || outputs > MOST_PORTS)
    throw wrong(
      place,
      'the number of inputs and of outputs',
      `at most ${MOST_PORTS}`,
      Math.max(inputs, outputs),
    );
  if (word === 'aig' ? variables !== inputs + ands : variables < inputs + ands)
    throw wrong(place, 'the first number', `${word === 'aig' ? '' : 'at least '}${inputs + ands}`, variables);
  return { variables, inputs, outputs, ands };
}

/** Collects what either form of the file says, and makes the netlist of it. */
export class AigerFile {
  readonly #wrong: Wrong;
  readonly #draft: Draft;
  readonly #header: AigerHeader;
  readonly #wires = new Map<number, number>();
  readonly #inverted = new Map<number, number>();
  readonly #inputs: number[] = [];
  readonly #outputs: { literal: number; place: number }[] = [];
  readonly #symbols = new Map<string, string>();
  #circuit: string | undefined;

  constructor(header: AigerHeader, wrong: Wrong) {
    this.#header = header;
    this.#wrong = wrong;
    this.#draft = new Draft(wrong);
  }

  input(literal: number, place: number): void {
    const wire = this.#target(literal, 'an input', place);
    this.#draft.input(wire, place);
    this.#inputs.push(wire);
  }

  output(literal: number, place: number): void {
    this.#mustBeLiteral(literal, place);
    this.#outputs.push({ literal, place });
  }

  and(target: number, x: number, y: number, place: number): void {
    const wire = this.#target(target, 'an AND', place);
    const gate = this.#draft.gate('and', place, this.#source(x, place), this.#source(y, place));
    this.#draft.drive(wire, gate, place);
  }

  /** A line behind the ANDs: a symbol, or the comment that ends the file. Returns whether more symbols may come. */
  symbol(line: string, place: number): boolean {
    if (line === 'c' || line === '') return false;
    const match = /^([io])(\d{1,9}) (.+)$/.exec(line);
    if (match === null) throw this.#wrong(place, 'a symbol', 'i or o, a number and a name', line);
    const count = match[1] === 'i' ? this.#header.inputs : this.#header.outputs;
    const key = `${at(match, 1)}${Number(match[2])}`;
    if (Number(match[2]) >= count)
      throw this.#wrong(place, 'the number of a symbol', `from 0 to ${count - 1}`, Number(match[2]));
    if (this.#symbols.has(key)) throw this.#wrong(place, 'a symbol', 'given once', key);
    this.#symbols.set(key, at(match, 3));
    return true;
  }

  /** The comment, from which our own files take back the circuit's name. */
  comment(text: string): void {
    this.#circuit = text
      .slice(0, 10_000)
      .split('\n')
      .find((line) => line.startsWith('circuit: '))
      ?.slice('circuit: '.length)
      .trim();
  }

  finish(): Netlist {
    const outputs = this.#outputs.map(({ literal, place }) => this.#source(literal, place));
    const taken = new Names();
    return this.#draft.finish(
      this.#circuit ?? 'aiger',
      gatherPorts(this.#named('i', this.#inputs), 'any', taken),
      gatherPorts(this.#named('o', outputs), 'any', taken),
    );
  }

  /** Bits without a symbol are the buses `i` and `o`. */
  #named(letter: 'i' | 'o', ids: readonly number[]): PortOfBits[] {
    return ids.map((id, k) => ({ name: this.#symbols.get(`${letter}${k}`) ?? `${letter}[${k}]`, ids: [id] }));
  }

  #mustBeLiteral(literal: number, place: number): void {
    const most = 2 * this.#header.variables + 1;
    if (literal > most) throw this.#wrong(place, 'a literal', `at most ${most}`, literal);
  }

  #target(literal: number, what: string, place: number): number {
    this.#mustBeLiteral(literal, place);
    if (literal < 2 || literal % 2 === 1)
      throw this.#wrong(place, `the literal of ${what}`, 'even and at least 2', literal);
    return this.#wire(literal >> 1, place);
  }

  #wire(variable: number, place: number): number {
    const known = this.#wires.get(variable) ?? this.#draft.wire(`${2 * variable}`, place);
    this.#wires.set(variable, known);
    return known;
  }

  /** The node of a literal; one NOT for all readers of an inverted one. */
  #source(literal: number, place: number): number {
    this.#mustBeLiteral(literal, place);
    if (literal < 2) return literal;
    const wire = this.#wire(literal >> 1, place);
    if (literal % 2 === 0) return wire;
    const known = this.#inverted.get(wire) ?? this.#draft.gate('not', place, wire);
    this.#inverted.set(wire, known);
    return known;
  }
}
