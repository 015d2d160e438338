import type { AnyCircuit } from '../circuits/circuit.ts';
import { emptyRecord, entryOf } from '../gates/entry-of.ts';
import type { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { circuitOptions, withShorthands } from './circuit-options.ts';
import { COMMON, commonOptions } from './common-options.ts';
import { type Command, type CommandGroup, type CommandHead, type GivenText, SHORTHAND } from './context.ts';
import {
  type CommandLine,
  isFlag,
  type NamedOption,
  namedOptions,
  type Options,
  type ValuesOf,
} from './option.ts';
import { checkNames, checkPart, checkPlace, commandOf, shown } from './placing.ts';
import { type Found, wordsOf } from './words.ts';

/** What raw arguments say of the options that every command has: known before the command and its circuits are. */
export interface FirstLook {
  /** The first name: that of the command. */
  readonly command: string | undefined;
  valuesOf(option: string): string[];
  isThere(option: string): boolean;
}

/** Reads what must be known before the real parsing. */
export function firstLook(args: readonly string[], commands: readonly CommandHead[]): FirstLook {
  const all = [COMMON, ...commands.map(({ options }) => options)].flatMap(namedOptions);
  const { found, names } = wordsOf(args, all);
  const called = (option: string) => found.filter(({ name }) => name === option);
  return {
    command: names[0],
    valuesOf: (option) => called(option).flatMap(({ value }) => value ?? []),
    isThere: (option) => called(option).length > 0,
  };
}

/** All options of a command that names these circuits. */
export function optionsOf(command: CommandHead, circuits: readonly AnyCircuit[]): NamedOption[] {
  return withShorthands(command, circuits, [
    ...namedOptions(command.options),
    ...circuitOptions(command, circuits),
    ...commonOptions(command),
  ]);
}

/** The circuits that these words name to a command. */
export function circuitsNamed(
  command: CommandHead,
  words: readonly string[],
  catalogue: Catalogue,
): readonly AnyCircuit[] {
  const stands = new Map(Object.entries(command.standsFor ?? {}));
  const named = new Set(words.map((word) => stands.get(word) ?? word));
  return catalogue.circuits.filter(({ name }) => named.has(name));
}

/** A line of which everything was read and nothing needs to be refused any more. */
export interface ReadLine extends CommandLine {
  /** The command that it calls, of those that share its name. */
  readonly command: Command;
  readonly options: ValuesOf<Options>;
  readonly common: ValuesOf<typeof COMMON>;
  readonly circuitText: GivenText;
  readonly load: readonly string[];
}

/** Reads a command's line by the records of its options. Throws a Misuse at whatever it would not use. */
export function readCommandLine(
  args: readonly string[],
  command: Command | CommandGroup,
  catalogue: Catalogue,
): ReadLine {
  // Which circuits are named is only known once it is known which options take a value, and that depends on them.
  const perhaps = wordsOf(args, optionsOf(command, circuitsNamed(command, args, catalogue)));
  const naming = new Set(
    namedOptions(command.options).flatMap(({ name, namesCircuit }) => (namesCircuit === true ? [name] : [])),
  );
  const words = [
    ...perhaps.names.slice(1),
    ...perhaps.found.flatMap(({ name, value }) => (naming.has(name) ? (value ?? []) : [])),
  ];
  const circuits = circuitsNamed(command, words, catalogue);
  const options = optionsOf(command, circuits);
  const { found, names } = wordsOf(args, options);
  const { texts, load } = givenTexts(command, options, found);
  const presets = new Map(options.map((option) => [option.name, option.default]));
  const line: CommandLine = {
    names: names.slice(1),
    given: new Set(texts.keys()),
    catalogue,
    text: (name) => texts.get(name) ?? presets.get(name),
  };
  const called = commandOf(command, line);
  checkNames(called, line.names);
  if ('parts' in command)
    for (const option of options) if (texts.has(option.name)) checkPart(command, called, option, line);
  const placed = 'parts' in command ? optionsOf(called, circuits) : options;
  for (const option of placed) if (texts.has(option.name)) checkPlace(command.name, option, placed, line);
  const isCommon = new Set(commonOptions(called).map(({ name }) => name));
  const ofCircuits = new Set([SHORTHAND, ...circuitOptions(called, circuits).map(({ name }) => name)]);
  return {
    ...line,
    command: called,
    options: valuesOf(called.name, called.options, texts),
    common: valuesOf(called.name, COMMON, new Map([...texts].filter(([name]) => isCommon.has(name)))),
    circuitText: Object.assign(
      emptyRecord<string>(),
      Object.fromEntries([...texts].filter(([name]) => ofCircuits.has(name))),
    ),
    load,
  };
}

/** Texts as what the records of their options say. */
function valuesOf<S extends Options>(
  who: string,
  options: S,
  texts: ReadonlyMap<string, string>,
): ValuesOf<S> {
  const values = Object.entries(options).map(([name, { parse, default: preset }]) => {
    const text = texts.get(name) ?? preset;
    if (parse === undefined) return [name, text === 'true'];
    return [name, text === undefined ? undefined : parse(who, `--${name}`, text)];
  });
  // The type says the same of each record, which no type of `fromEntries` can.
  return Object.fromEntries(values) as ValuesOf<S>;
}

function givenTexts(command: CommandHead, options: readonly NamedOption[], found: readonly Found[]) {
  const texts = new Map<string, string>();
  const seen = new Map<string, string>();
  const load: string[] = [];
  const specs = new Map(options.map((option) => [option.name, option]));
  const known = (name: string) => Object.hasOwn(command.options, name) || Object.hasOwn(COMMON, name);
  for (const one of found) {
    const positive = specs.get(one.name.replace(/^no-/, ''));
    const isNegated = !specs.has(one.name) && positive !== undefined && isFlag(positive);
    const name = isNegated ? one.name.slice(3) : one.name;
    const spec = specs.get(name);
    if (spec === undefined) throw unknownOption(command, options, one.typed);
    const text = givenText(command, spec, one, isNegated);
    const goesTo = spec.also?.values.includes(text) === true ? spec.also.option : name;
    const before = seen.get(goesTo);
    if (before !== undefined && spec.isRepeatable !== true)
      throw mustBe(command.name, `--${name}`, 'given once', shown(spec, `${before} and ${text}`));
    seen.set(goesTo, text);
    if (name === 'load') load.push(text);
    // A flag of the command that is off is as good as left out; a circuit's may be on by default.
    if (isFlag(spec) && text === 'false' && known(name)) continue;
    texts.set(goesTo, text);
  }
  return { texts, load };
}

function givenText(command: CommandHead, spec: NamedOption, found: Found, isNegated: boolean): string {
  const { name, also, parse, refused = {} } = spec;
  const { value, isInline } = found;
  if (parse === undefined) {
    if (value === undefined) return String(!isNegated);
    if (!isNegated && (value === 'true' || value === 'false')) return value;
    throw mustBe(command.name, found.typed, isNegated ? 'alone' : 'alone, or true or false', value);
  }
  if (value === undefined || (!isInline && /^-[^\d.]/.test(value) && !NEGATIVE.test(value)))
    throw mustBe('adderscope', `--${name}`, 'followed by a value', value ?? 'nothing');
  if (also?.values.includes(value) === true) return value;
  const reason = entryOf(refused, value);
  if (reason !== undefined) throw mustBe(command.name, `--${name}`, reason, value);
  const { words } = parse;
  if (words !== undefined && !words.includes(value))
    throw mustBe(
      command.name,
      `--${name}`,
      `one of ${[...words, ...(also?.values ?? [])].join(', ')}`,
      value,
    );
  parse(command.name, `--${name}`, value);
  return value;
}

function unknownOption(command: CommandHead, options: readonly NamedOption[], typed: string): Misuse {
  const allowed = options.filter(({ isHidden }) => isHidden !== true).map(({ name }) => `--${name}`);
  return mustBe(command.name, 'option', `one of ${allowed.join(', ')}`, typed);
}

/** What begins like an option and is a number. */
const NEGATIVE = /^-(\d|\.\d|inf|s?nan)/i;
