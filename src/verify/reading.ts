import { at } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import type { Equation, EquationTerm } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { bitNamer, describePorts, gatherBits, type NamedBits, parseBits } from './port-bits.ts';

/** What a netlist of others may be asked to compute. */
export const OPERATIONS = ['multiplier', 'adder', 'subtractor'] as const;

export type Operation = (typeof OPERATIONS)[number];

/** What is said of a netlist's ports, beside their names. */
export interface Said {
  /** The operands, by `parseBits`, or as widths in the order of the file: `4,4,1`. */
  readonly operands?: string | undefined;
  /** The result, as parts from the highest: `cout,sum`. */
  readonly result?: string | undefined;
  /** Whether operands and result are in two's complement; undefined where that is not said. */
  readonly signed?: boolean | undefined;
  /** What does not fit into the result is dropped. */
  readonly modulo?: boolean | undefined;
}

/** Which numbers the ports of a netlist hold, and what must hold of them. */
export interface Reading {
  /** The netlist as it was read, for checks that owe nothing to the rest of this. */
  readonly source: Netlist;
  /** The same gates, with a port for each operand and each part of the result. */
  readonly netlist: Netlist;
  readonly equation: Equation;
  readonly operation: Operation;
  readonly operands: readonly NamedBits[];
  /** The parts of the result, the lowest first. */
  readonly result: readonly NamedBits[];
  /** What makes this reading a guess, and the option that would settle it: it can prove, and not refute. */
  readonly guess?: string | undefined;
  /** Readings that were not said either; where one of them holds, this one refutes nothing. */
  others(): readonly OtherReading[];
  /** The result is too narrow: the equation is modulo its width although nobody said so, and so proves nothing. */
  readonly isNarrow: boolean;
}

export interface OtherReading extends Pick<Reading, 'netlist' | 'equation'> {
  /** The option or options that choose it, and what they say. */
  readonly option: string;
  readonly means: string;
}

/** The roles of ports, and what may still be said of them. */
interface Roles {
  readonly operands: readonly NamedBits[];
  readonly result: readonly NamedBits[];
  readonly signed: readonly string[];
}

/**
 * Reads what the ports of a netlist are by their names and widths, whatever their order in the file, and makes of that the
 * equation of an operation: docs/foreign-netlists.md has the rules. Throws, with the option that answers it, where names
 * and widths do not say enough.
 */
export function readAs(netlist: Netlist, operation: Operation, said: Said = {}): Reading {
  const inputs = gatherBits(netlist.inputs);
  const outputs = gatherBits(netlist.outputs);
  const { operands, guess } =
    said.operands === undefined
      ? operandsByName(netlist, operation, inputs)
      : { operands: operandsSaid(netlist, said.operands, operation, inputs), guess: undefined };
  const named =
    said.result === undefined
      ? resultByName(netlist.name, operation, outputs)
      : resultSaid(said.result, outputs, netlist.outputs);
  const operandNames = new Set(operands.map(({ name }) => name));
  const result = named.map((part) =>
    operandNames.has(part.name) ? { ...part, name: `${part.name} (output)` } : part,
  );
  // Two bits and a carry are a full adder, whose two numbers were gathered from x_0 and x_1, as well as x + cin.
  const [number, one, ...more] = operands;
  const isFullAdder =
    said.operands === undefined &&
    operation === 'adder' &&
    number?.bits.length === 2 &&
    one?.bits.length === 1 &&
    more.length === 0 &&
    result.reduce((sum, { bits }) => sum + bits.length, 0) === 2;
  const main: Roles = {
    operands,
    result,
    signed: said.signed === true ? signedOperands(operation, operands) : [],
  };
  const make = (roles: Roles) => ({
    netlist: grouped(netlist, roles),
    equation: equationOf(operation, roles, said.modulo === true || isTooNarrow(operation, roles)),
  });
  return {
    source: netlist,
    ...make(main),
    operation,
    operands,
    result,
    guess: isFullAdder ? `said by --operands, as in ${number.name},${one.name} or 1,1,1` : guess,
    isNarrow: said.modulo !== true && isTooNarrow(operation, main),
    others: () =>
      otherRoles(operation, main, said).map(({ roles, option, means, isOfPatterns }) => ({
        ...(isOfPatterns === true ? ofPatterns(netlist, operation, roles) : make(roles)),
        option,
        means,
      })),
  };
}

/** Names of a carry or borrow in, and out, in lower case and without underscores. */
const CARRY_IN = /^i?(c|ci|cin|cy|cyin|carry|carryin|carryi|c\d+|inc)i?$/;
const CARRY_OUT = /^o?(c|co|cout|cy|cyout|carry|carryout|carryo|c\d+)o?$/;
const BORROW_IN = /^i?(bi|bin|bw|bwin|borrow|borrowin|borrowi)i?$/;
const BORROW_OUT = /^o?(bo|bout|bw|bwout|borrow|borrowout|borrowo)o?$/;

/** So many ports are added up unless something else is said; more are hardly all numbers. */
const MOST_OPERANDS = 8;

function isNamed({ name, bits }: NamedBits, names: RegExp): boolean {
  return bits.length === 1 && names.test(name.toLowerCase().replaceAll('_', ''));
}

function operandsByName(
  { name: who, inputs: own }: Netlist,
  operation: Operation,
  inputs: Ports,
): { operands: NamedBits[]; guess: string | undefined } {
  const ports = namedPorts(inputs);
  const rule = (example: string) => `said by --operands, as in ${example}`;
  if (ports.length < 2) {
    const [{ name } = { name: 'a' }] = ports;
    const example = operation === 'multiplier' ? `${name},${name} for a square` : '8,8';
    throw mustBe(who, 'the operands', rule(example), describePorts(inputs));
  }
  if (operation === 'multiplier') {
    if (ports.length > 2) throw mustBe(who, 'the operands', rule('a,b'), describePorts(inputs));
    return { operands: ports, guess: undefined };
  }
  if (ports.length > MOST_OPERANDS)
    throw mustBe(who, 'the operands', rule('a,b or 16,16'), describePorts(inputs));
  const isSum = operation === 'adder';
  const carries = ports.filter((port) => isNamed(port, isSum ? CARRY_IN : BORROW_IN));
  // Of several such names, as a, b and c of a full adder, one is the carry and the others are numbers like it.
  const carry = carries.length === 1 && ports.length > 1 ? carries[0] : undefined;
  const numbers = ports.filter((port) => port !== carry);
  const example = ports.map(({ name }) => name).join(',');
  const [first] = numbers;
  const isPlain =
    // One number that was gathered may be two: op00 to op19 are 20 bits of op, or 10 bits of op0 and of op1.
    (numbers.length === 2 || (numbers.length === 1 && Object.hasOwn(own, first?.name ?? ''))) &&
    (numbers.every(({ bits }) => bits.length > 1) || numbers.every(({ bits }) => bits.length === 1)) &&
    !lookLikeBits(numbers);
  if (isSum) {
    const isFull = ports.length === 3 && ports.every(({ bits }) => bits.length === 1);
    const isClear =
      isPlain ||
      (numbers.length === 2 && carries.length > 0 && !lookLikeBits(numbers)) ||
      (isFull && !lookLikeBits(ports));
    const guess = isClear ? undefined : rule(example);
    return { operands: carry === undefined ? ports : [...numbers, carry], guess };
  }
  if (numbers.length !== 2)
    throw mustBe(who, 'the operands', rule('a,b: the first less the others'), describePorts(inputs));
  const sorted = numbers.toSorted((x, y) => (x.name < y.name ? -1 : 1));
  return {
    operands: carry === undefined ? sorted : [...sorted, carry],
    guess: isPlain ? undefined : rule(example),
  };
}

/** Whether single bits have names like those of a bus that is not whole, such as x1 and x2. */
function lookLikeBits(ports: readonly NamedBits[]): boolean {
  const bases = ports
    .filter(({ bits }) => bits.length === 1)
    .map(({ name }) => /^(.*?)_?\d+_?$/.exec(name)?.[1])
    .filter((base) => base !== undefined);
  return new Set(bases).size < bases.length;
}

function operandsSaid(netlist: Netlist, text: string, operation: Operation, inputs: Ports): NamedBits[] {
  const operands = /^\s*\d/.test(text)
    ? operandsByWidth(netlist, text, inputs)
    : parseBits('--operands', text, withSingles(inputs, netlist.inputs));
  const least = operation === 'multiplier' ? 2 : 1;
  const most = operation === 'multiplier' ? 2 : Number.POSITIVE_INFINITY;
  if (operands.length < least || operands.length > most)
    throw mustBe('--operands', `number of operands of a ${operation}`, '2', operands.length);
  const owner = new Map<number, string>();
  for (const { name, bits } of operands)
    for (const net of bits) {
      const other = owner.get(net) ?? name;
      if (other !== name) throw mustBe('--operands', name, `apart from ${other}, or the same`, text);
      owner.set(net, name);
    }
  return operands;
}

/** The input bits in the order of the file, the first operand first, each lowest bit first. */
function operandsByWidth(netlist: Netlist, text: string, inputs: Ports): NamedBits[] {
  const all = Object.values(netlist.inputs).flat();
  const widths = text
    .split(',')
    .map((width) => (/^\s*[1-9]\d{0,6}\s*$/.test(width) ? Number(width) : Number.NaN));
  if (widths.reduce((sum, width) => sum + width, 0) !== all.length) {
    const rule = `names of ports, or widths that add up to ${all.length}, of ${describePorts(inputs)}`;
    throw mustBe(netlist.name, '--operands', rule, text);
  }
  const nameOf = bitNamer(inputs);
  let from = 0;
  return widths.map((width) => {
    const bits = all.slice(from, from + width);
    from += width;
    return { name: nameOf(bits), bits };
  });
}

function resultByName(who: string, operation: Operation, outputs: Ports): NamedBits[] {
  const ports = namedPorts(outputs);
  const [only, second, ...more] = ports;
  if (only !== undefined && second === undefined) return [only];
  const names = operation === 'subtractor' ? BORROW_OUT : CARRY_OUT;
  const carries = ports.filter((port) => isNamed(port, names));
  const [carry] = carries;
  if (operation !== 'multiplier' && carries.length === 1 && carry !== undefined && more.length === 0)
    return [...ports.filter((port) => port !== carry), carry];
  const example = operation === 'multiplier' ? 'p, or high,low' : 's, or cout,s';
  throw mustBe(who, 'the result', `said by --result, as in ${example}`, describePorts(outputs));
}

function resultSaid(text: string, outputs: Ports, singles: Ports): NamedBits[] {
  const parts = parseBits('--result', text, withSingles(outputs, singles)).reverse();
  const bits = parts.flatMap((part) => part.bits);
  if (new Set(bits).size < bits.length) throw mustBe('--result', 'its bits', 'each there once', text);
  return parts;
}

function withSingles(gathered: Ports, singles: Ports): Ports {
  return { ...singles, ...gathered };
}

function namedPorts(ports: Ports): NamedBits[] {
  return Object.entries(ports).map(([name, bits]) => ({ name, bits }));
}

/** The operands that may have a sign: of a sum those of more than one bit, since a carry has none. */
function signedOperands(operation: Operation, operands: readonly NamedBits[]): string[] {
  const wide = operands.filter(({ bits }) => operation === 'multiplier' || bits.length > 1);
  return (wide.length === 0 ? operands : wide).map(({ name }) => name);
}

interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

function rangeOf(width: number, isSigned: boolean): Range {
  if (!isSigned) return { low: 0n, high: (1n << BigInt(width)) - 1n };
  const half = 1n << BigInt(width - 1);
  return { low: -half, high: half - 1n };
}

/** Whether the result cannot hold every value. */
function isTooNarrow(operation: Operation, { operands, result, signed }: Roles): boolean {
  const [first = { low: 0n, high: 0n }, ...rest] = operands.map(({ name, bits }) =>
    rangeOf(bits.length, signed.includes(name)),
  );
  const value = rest.reduce((sum, one) => {
    if (operation === 'adder') return { low: sum.low + one.low, high: sum.high + one.high };
    if (operation === 'subtractor') return { low: sum.low - one.high, high: sum.high - one.low };
    const ends = [sum.low * one.low, sum.low * one.high, sum.high * one.low, sum.high * one.high];
    return {
      low: ends.reduce((least, end) => (end < least ? end : least)),
      high: ends.reduce((most, end) => (end > most ? end : most)),
    };
  }, first);
  const width = result.reduce((sum, { bits }) => sum + bits.length, 0);
  const room = rangeOf(width, signed.length > 0 || operation === 'subtractor');
  return value.low < room.low || value.high > room.high;
}

/** The netlist with a port for each operand and each part of the result, and what else there is of inputs. */
function grouped(netlist: Netlist, { operands, result }: Roles): Netlist {
  const used = new Set(operands.flatMap(({ bits }) => bits));
  const inputs: [string, Bus][] = operands.map(({ name, bits }) => [name, bits]);
  const nameOf = bitNamer(netlist.inputs);
  const left = Object.values(netlist.inputs).map((bus) => bus.filter((net) => !used.has(net)));
  for (const bus of left) if (bus.length > 0) inputs.push([nameOf(bus), bus]);
  const outputs = Object.fromEntries(result.map(({ name, bits }) => [name, bits]));
  return { ...netlist, inputs: Object.fromEntries(inputs), outputs };
}

function equationOf(operation: Operation, { operands, result, signed }: Roles, drops: boolean): Equation {
  let weight = 0;
  const outputs: EquationTerm[] = [];
  for (const { name, bits } of result) {
    outputs.push({ coefficient: 1n << BigInt(weight), ports: [name] });
    weight += bits.length;
  }
  const names = operands.map(({ name }) => name);
  const inputs: EquationTerm[] =
    operation === 'multiplier'
      ? [{ coefficient: 1n, ports: names }]
      : names.map((name, k) => ({ coefficient: operation === 'adder' || k === 0 ? 1n : -1n, ports: [name] }));
  // A difference has a sign, whatever its operands have.
  const top = at(result, result.length - 1).name;
  const all = signed.length > 0 || operation === 'subtractor' ? [...signed, top] : [];
  return {
    outputs,
    inputs,
    ...(drops ? { modulo: weight } : {}),
    ...(all.length > 0 ? { signed: [...new Set(all)] } : {}),
  };
}

/**
 * The equation of an adder for two's complement whose carry is that of the bits that it adds, the operands widened to the
 * sum: such a carry is no top bit of a signed sum.
 */
function ofPatterns(
  netlist: Netlist,
  operation: Operation,
  roles: Roles,
): Pick<Reading, 'netlist' | 'equation'> {
  const { bits } = at(roles.result, 0);
  const pieces = roles.operands.flatMap((one, k): { piece: NamedBits; coefficient: bigint }[] => {
    const sign = operation === 'adder' || k === 0 ? 1n : -1n;
    const top = one.bits.length - 1;
    if (!roles.signed.includes(one.name) || one.bits.length >= bits.length)
      return [{ piece: one, coefficient: sign }];
    return [
      { piece: { name: `${one.name} (low)`, bits: one.bits.slice(0, top) }, coefficient: sign },
      {
        piece: { name: `${one.name} (sign)`, bits: one.bits.slice(top) },
        coefficient: sign * ((1n << BigInt(bits.length)) - (1n << BigInt(top))),
      },
    ];
  });
  const operands = pieces.map(({ piece }) => piece);
  const equation = equationOf(operation, { ...roles, operands, signed: [] }, false);
  const inputs = pieces.map(({ piece, coefficient }) => ({ coefficient, ports: [piece.name] }));
  return { netlist: grouped(netlist, { ...roles, operands }), equation: { ...equation, inputs } };
}

interface OtherRoles {
  readonly roles: Roles;
  readonly option: string;
  readonly means: string;
  /** The carry is that of the operands' bits, and no part of a signed sum. */
  readonly isOfPatterns?: boolean;
}

/** What the ports could also be, as far as nobody said: signed numbers, bits the other way round, b - a. */
function otherRoles(operation: Operation, main: Roles, said: Said): OtherRoles[] {
  const signs: { signed: readonly string[]; option: string; means: string }[] = [
    { signed: main.signed, option: '', means: '' },
  ];
  // A square has one operand twice.
  const operandsOnce = main.operands.filter(
    ({ name }, k, all) => all.findIndex((one) => one.name === name) === k,
  );
  const wide = signedOperands(operation, operandsOnce);
  // Nobody means single bits to be 0 and -1.
  if (said.signed === undefined && main.operands.some(({ bits }) => bits.length > 1))
    for (const signed of wide.length > 2 ? [wide] : subsets(wide).slice(1)) {
      const isAll = signed.length === wide.length;
      signs.push({
        signed,
        option: isAll ? '--signed or --unsigned' : '',
        means: `${signed.join(', ')} in two's complement${isAll ? '' : ' and the rest not, which no option asks for'}`,
      });
    }
  const turnable = [
    ...(said.operands === undefined ? operandsOnce : []),
    ...(said.result === undefined ? main.result : []),
  ].filter(({ bits }) => bits.length > 1);
  const turns = subsets(turnable.length > 4 ? [] : turnable);
  if (turnable.length > 4) turns.push(turnable);
  const [first, second, ...more] = main.operands;
  const orders =
    operation === 'subtractor' && said.operands === undefined && first !== undefined && second !== undefined
      ? [main.operands, [second, first, ...more]]
      : [main.operands];
  const others: OtherRoles[] = [];
  const [, carry] = said.result === undefined ? main.result : [];
  for (const [k, operands] of orders.entries())
    for (const turned of turns)
      for (const { signed, option, means } of signs) {
        const turn = (one: NamedBits) =>
          turned.includes(one) ? { ...one, bits: one.bits.toReversed() } : one;
        const names = turned.map(({ name, bits }) => `${name}[0:${bits.length - 1}]`);
        const options = [
          option,
          ...(k === 1 ? [`--operands ${operands.map(({ name }) => name).join(',')}`] : []),
          ...(turned.length > 0 ? ['--operands or --result'] : []),
        ].filter((one) => one !== '');
        const meanings = [
          means,
          ...(k === 1 ? [`${operands.map(({ name }) => name).join(' - ')}`] : []),
          ...(turned.length > 0 ? [`the first bit the highest in ${names.join(', ')}`] : []),
        ].filter((one) => one !== '');
        const roles = { operands: operands.map(turn), result: main.result.map(turn), signed };
        if (meanings.length > 0)
          others.push({ roles, option: options.join(' and '), means: meanings.join(' and ') });
        if (carry !== undefined && signed.length > 0)
          others.push({
            roles,
            option: ['--result', ...options.filter((one) => !one.includes('--result'))].join(' and '),
            means: [
              ...(means === '' ? [] : [means]),
              `${carry.name} the carry of the operands' bits`,
              ...meanings.slice(means === '' ? 0 : 1),
            ].join(' and '),
            isOfPatterns: true,
          });
      }
  return others;
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((some, item) => some.concat(some.map((one) => [...one, item])), [[]]);
}
