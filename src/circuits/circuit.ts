import { at } from '../gates/at.ts';
import { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { entryOf } from '../gates/entry-of.ts';
import type { Gate } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import { showCase } from './case-id.ts';
import type { FloatFormat } from './float-formats.ts';
import type { Meaning } from './meaning.ts';
import { type AnyValues, type Params, resolveParams, type Values, withDefaults } from './params.ts';

/**
 * A circuit as one record. The command line, the sweeps, the tables and the list of circuits are derived from it,
 * so that adding a circuit touches its own file and one line in the catalogue.
 * `S` are its parameters, `I` and `O` the names of its input and output ports.
 */
export interface Circuit<S extends Params, I extends string, O extends string> {
  /** Kebab-case, as on the command line. */
  readonly name: string;
  /** One sentence: what it computes. */
  readonly about: string;
  /** Where its structure comes from: book, paper, section. */
  readonly source: string;
  readonly params: S;
  /** An option that stands for the values of several parameters, such as a format's name for its widths. */
  readonly shorthand?: Shorthand<S>;
  /** The parameter values, beyond every combination of the defaults below, that a full verification visits. */
  readonly sweep?: Partial<Record<keyof S, readonly (number | string | boolean)[]>>;
  /** Sets of values that it visits besides, one by one, where a product of values would be too many. */
  cases?(): Iterable<Values<S>>;
  /** A combination of parameter values that makes no sense: the parameter at fault and what it must be. */
  forbids?(p: Values<S>): { readonly param: keyof S & string; readonly rule: string } | undefined;
  /** The width of each input port; 0 leaves the port out (`build` then gets an empty bus, the model gets 0). */
  inputs(p: Values<S>): Record<I, number>;
  /** Adds the gates and returns the output ports, least significant bit first; an empty bus leaves its port out. */
  build(g: Builder, x: Record<NoInfer<I>, Bus>, p: Values<S>): Record<O, Bus>;
  /** What it computes: what its values are compared with, and what proves it. */
  meaning(p: Values<S>): Meaning<NoInfer<I>, NoInfer<O>>;
  /** How many gates of each kind lie outside the adders; kinds not named must be absent. */
  loose(p: Values<S>): Partial<Record<Gate, number | 'any'>>;
  /** What the name promises of the structure, checked on the finished netlist; one sentence a breach. */
  structure?(netlist: Netlist, p: Values<S>): string[];
  /** Input vectors that find this circuit's likely faults; they replace the general corners. */
  stimulus?(p: Values<S>): Iterable<Record<NoInfer<I>, bigint>>;
  /** The ports that hold floating-point numbers, and their formats. */
  floats?(p: Values<S>): Partial<Record<NoInfer<I> | NoInfer<O>, Pick<FloatFormat, 'e' | 'f'>>>;
  /** The ports whose numbers are in two's complement, where they hold numbers; the others are unsigned. */
  signed?(p: Values<S>): readonly (NoInfer<I> | NoInfer<O>)[];
  /** What is known of input ports beyond their widths. */
  readonly ports?: Partial<Record<NoInfer<I>, PortNote>>;
  /** What happened in stages, in words, by the path of the stage. */
  explain?(p: Values<S>): Readonly<Record<string, Explain>>;
}

/** What people may leave out or call by name at an input port. */
export interface PortNote {
  /** The value where none is given. */
  readonly default: bigint;
  /** Names of values. */
  readonly names: Readonly<Record<string, bigint>>;
}

/** Says in a sentence what happened in a stage, from the values of the buses that stages show. */
export type Explain = (shown: Shown) => string;

/** The value of a bus that a stage shows, by the stage's path and the name of the bus; throws when there is none. */
export type Shown = (stage: string, bus: string) => bigint;

/** A name for the values of some parameters; it is replaced by them before they are checked. */
export interface Shorthand<S extends Params> {
  /** As on the command line, beside the parameters. */
  readonly option: string;
  readonly about: string;
  readonly values: Readonly<Record<string, Partial<Values<S>>>>;
  /** Names that readers take for something else: why each is refused, and what to write instead. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Any circuit, once its own types are forgotten: what the catalogue holds. */
export type AnyCircuit = Circuit<Params, string, string>;

/** Types a circuit's record from its own parts; changes nothing. */
export function defineCircuit<const S extends Params, I extends string, O extends string>(
  circuit: Circuit<S, I, O>,
): Circuit<S, I, O> {
  return circuit;
}

/**
 * Checks raw parameter values, such as the command line's; absent ones take their defaults. Throws a Misuse that
 * names the parameter, what is allowed and what was given.
 */
export function resolveCircuit(circuit: AnyCircuit, raw: Readonly<Record<string, unknown>>): AnyValues {
  const values = resolveParams(circuit.name, circuit.params, expandShorthand(circuit, raw));
  const forbidden = circuit.forbids?.(values);
  if (forbidden !== undefined)
    throw mustBe(circuit.name, forbidden.param, forbidden.rule, values[forbidden.param]);
  return values;
}

/** Puts the values that a shorthand stands for in its place; a parameter cannot be given both ways. */
function expandShorthand(
  circuit: AnyCircuit,
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { shorthand } = circuit;
  if (shorthand === undefined || entryOf(raw, shorthand.option) === undefined) return raw;
  const { [shorthand.option]: given, ...others } = raw;
  const reason = entryOf(shorthand.refused ?? {}, String(given));
  if (reason !== undefined) throw mustBe(circuit.name, shorthand.option, reason, given);
  const meant = entryOf(shorthand.values, String(given));
  if (meant === undefined)
    throw mustBe(circuit.name, shorthand.option, `one of ${Object.keys(shorthand.values).join(', ')}`, given);
  for (const name of Object.keys(meant))
    if (entryOf(others, name) !== undefined)
      throw mustBe(circuit.name, name, `left out beside ${shorthand.option}`, others[name]);
  return { ...others, ...meant };
}

/**
 * Builds the netlist of a circuit, named `name(i=4,j=8)`; parameters without a value take their defaults. The values
 * must have been checked by `resolveCircuit`.
 */
export function buildCircuit<S extends Params, I extends string, O extends string>(
  circuit: Circuit<S, I, O>,
  some: Partial<Values<S>>,
): Netlist {
  const values = withDefaults(circuit.params, some);
  const g = new Builder(showCase({ circuit: circuit.name, params: values as AnyValues }));
  const ports: Partial<Record<I, Bus>> = {};
  const widths = circuit.inputs(values);
  for (const name in widths) ports[name] = widths[name] === 0 ? [] : g.input(name, widths[name]);
  const outputs: Record<string, Bus> = circuit.build(g, ports as Record<I, Bus>, values);
  return g.finish(Object.fromEntries(Object.entries(outputs).filter(([, bus]) => bus.length > 0)));
}

/** The netlist whose outputs the model speaks of: the circuit's own, with the gates of its meaning's `observe` where it has that. */
export function buildObserved(circuit: AnyCircuit, some: AnyValues): Netlist {
  const meaning = circuit.meaning(withDefaults(circuit.params, some));
  if (meaning.observe === undefined) return buildCircuit(circuit, some);
  const build: AnyCircuit['build'] = (g, x, p) => {
    const y = circuit.build(g, x, p);
    return g.scope('observed', () => ({ ...meaning.observe?.(g, y) }) as Record<string, Bus>);
  };
  return buildCircuit({ ...circuit, build }, some);
}

/**
 * The gates of `observe` alone, from a circuit's outputs to those that the model speaks of; undefined where the circuit's
 * own are those. `netlist` is the circuit's.
 */
export function buildObserver(circuit: AnyCircuit, some: AnyValues, netlist: Netlist): Netlist | undefined {
  const meaning = circuit.meaning(withDefaults(circuit.params, some));
  if (meaning.observe === undefined) return undefined;
  const g = new Builder(`${netlist.name} observed`);
  const rows = Object.entries(netlist.outputs).map(([name, { length }]) => [name, g.input(name, length)]);
  return g.finish({ ...meaning.observe(g, Object.fromEntries(rows)) } as Record<string, Bus>);
}

/** The values of a netlist's input ports, in their order. */
export type InputVector = readonly bigint[];

/** The right outputs for an input vector. */
export type Model = (vector: InputVector) => Readonly<Record<string, bigint>>;

/** The model of a circuit with given parameter values, over the ports that its netlist has; the others are 0. */
export function modelOf(circuit: AnyCircuit, values: AnyValues): Model {
  const widths = circuit.inputs(values);
  const present = Object.keys(widths).filter((name) => widths[name] !== 0);
  // One record for all calls: a model reads its arguments and keeps nothing, and a new one each time doubles the cost.
  const x: Record<string, bigint> = Object.fromEntries(Object.keys(widths).map((name) => [name, 0n]));
  const meaning = circuit.meaning(values);
  return (vector) => {
    for (let k = 0; k < present.length; k++) x[at(present, k)] = at(vector, k);
    return meaning.model(x);
  };
}
