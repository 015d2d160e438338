import { parseArgs } from 'node:util';
import type { AnyCircuit } from '../circuits/circuit.ts';
import { emptyRecord, entryOf } from '../gates/entry-of.ts';
import { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../host/log.ts';
import { TABLE_FORMATS } from '../tables/table-formats.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { circuitOptions, withShorthands } from './circuit-options.ts';
import type { Command, CommandLine, OptionSpec } from './context.ts';
import { readPath } from './readers.ts';

/** The options that every command takes, but for what it is `without`. */
export const COMMON: readonly OptionSpec[] = [
  {
    name: 'format',
    kind: 'text',
    about: 'how to write the data',
    choices: Object.keys(TABLE_FORMATS),
    default: 'table',
  },
  { name: 'out', kind: 'text', about: 'file to write the data to, instead of stdout', parse: readPath },
  {
    name: 'load',
    kind: 'text',
    about: 'module with more circuits or claims (may be repeated)',
    parse: readPath,
    isRepeatable: true,
  },
  { name: 'quiet', kind: 'flag', about: 'no progress bar, and no messages but errors' },
  {
    name: 'log-level',
    kind: 'text',
    about: 'least serious message to print',
    choices: LOG_LEVELS,
    default: 'info',
  },
  {
    name: 'log-format',
    kind: 'text',
    about: 'how to print messages on stderr',
    choices: LOG_FORMATS,
    default: 'pretty',
  },
];

/** An option as it was given. */
interface Found {
  readonly name: string;
  /** As it was typed, with its dashes. */
  readonly typed: string;
  readonly value: string | undefined;
  /** Whether the value stood behind an equals sign. */
  readonly isInline: boolean;
}

interface Words {
  readonly found: readonly Found[];
  readonly names: readonly string[];
}

/** What raw arguments say of the options that every command has: known before the command and its circuits are. */
export interface FirstLook {
  /** The first name: that of the command. */
  readonly command: string | undefined;
  valuesOf(option: string): string[];
  isThere(option: string): boolean;
}

/** Reads what must be known before the real parsing. */
export function firstLook(args: readonly string[], commands: readonly Command[]): FirstLook {
  const { found, names } = wordsOf(args, [...COMMON, ...commands.flatMap(({ options }) => options)]);
  const called = (option: string) => found.filter(({ name }) => name === option);
  return {
    command: names[0],
    valuesOf: (option) => called(option).flatMap(({ value }) => value ?? []),
    isThere: (option) => called(option).length > 0,
  };
}

/** All options of a command that names these circuits. */
export function optionsOf(command: Command, circuits: readonly AnyCircuit[]): OptionSpec[] {
  const { options, without = [] } = command;
  return withShorthands(command, circuits, [
    ...options,
    ...circuitOptions(command, circuits),
    ...COMMON.filter(({ name }) => !without.includes(name) && options.every((own) => own.name !== name)),
  ]);
}

/** The circuits that these words name to a command. */
export function circuitsNamed(
  command: Command,
  words: readonly string[],
  catalogue: Catalogue,
): readonly AnyCircuit[] {
  const stands = new Map(Object.entries(command.standsFor ?? {}));
  const named = new Set(words.map((word) => stands.get(word) ?? word));
  return catalogue.circuits.filter(({ name }) => named.has(name));
}

/** Reads a command's line by the records of its options. Throws a Misuse at whatever it would not use. */
export function readCommandLine(
  args: readonly string[],
  command: Command,
  catalogue: Catalogue,
): CommandLine & { readonly load: readonly string[] } {
  // Which circuits are named is only known once it is known which options take a value, and that depends on them.
  const perhaps = wordsOf(args, optionsOf(command, circuitsNamed(command, args, catalogue)));
  const naming = command.options.filter(({ namesCircuit }) => namesCircuit === true).map(({ name }) => name);
  const words = [
    ...perhaps.names.slice(1),
    ...perhaps.found.flatMap(({ name, value }) => (naming.includes(name) ? (value ?? []) : [])),
  ];
  const options = optionsOf(command, circuitsNamed(command, words, catalogue));
  const { found, names } = wordsOf(args, options);
  const { values, given, load } = givenValues(command, options, found);
  const line = { options: values, given, names: names.slice(1), catalogue };
  checkNames(command, line.names);
  for (const option of options) if (given.has(option.name)) checkPlace(command, option, options, line);
  return { ...line, load };
}

function givenValues(command: Command, options: readonly OptionSpec[], found: readonly Found[]) {
  const values: Record<string, string | boolean> = emptyRecord();
  const given = new Set<string>();
  const seen = new Set<string>();
  const load: string[] = [];
  const specs = new Map(options.map((option) => [option.name, option]));
  for (const one of found) {
    const isNegated = !specs.has(one.name) && specs.get(one.name.replace(/^no-/, ''))?.kind === 'flag';
    const name = isNegated ? one.name.slice(3) : one.name;
    const spec = specs.get(name);
    if (spec === undefined) throw unknownOption(command, options, one.typed);
    const value = givenValue(command, spec, one, isNegated);
    const goesTo = spec.also?.values.includes(String(value)) === true ? spec.also.option : name;
    if (seen.has(goesTo) && spec.isRepeatable !== true)
      throw mustBe(command.name, `--${name}`, 'given once', shown(spec, `${values[goesTo]} and ${value}`));
    seen.add(goesTo);
    if (name === 'load') load.push(String(value));
    // A flag of the command that is off is as good as left out; a circuit's may be on by default.
    if (value === false && command.options.concat(COMMON).some((own) => own.name === name)) continue;
    given.add(goesTo);
    values[goesTo] = value;
  }
  for (const { name, default: preset } of options) if (preset !== undefined) values[name] ??= preset;
  return { values, given, load };
}

function givenValue(command: Command, spec: OptionSpec, found: Found, isNegated: boolean): string | boolean {
  const { name, choices, also, parse, refused = {} } = spec;
  const { value, isInline } = found;
  if (spec.kind === 'flag') {
    if (value === undefined) return !isNegated;
    if (!isNegated && (value === 'true' || value === 'false')) return value === 'true';
    throw mustBe(command.name, found.typed, isNegated ? 'alone' : 'alone, or true or false', value);
  }
  if (value === undefined || (!isInline && /^-[^\d.]/.test(value) && !NEGATIVE.test(value)))
    throw mustBe('adderscope', `--${name}`, 'followed by a value', value ?? 'nothing');
  if (also?.values.includes(value) === true) return value;
  const reason = entryOf(refused, value);
  if (reason !== undefined) throw mustBe(command.name, `--${name}`, reason, value);
  if (choices !== undefined && !choices.includes(value))
    throw mustBe(
      command.name,
      `--${name}`,
      `one of ${[...choices, ...(also?.values ?? [])].join(', ')}`,
      value,
    );
  parse?.(command.name, `--${name}`, value);
  return value;
}

function unknownOption(command: Command, options: readonly OptionSpec[], typed: string): Misuse {
  const allowed = options.filter(({ isHidden }) => isHidden !== true).map(({ name }) => `--${name}`);
  return mustBe(command.name, 'option', `one of ${allowed.join(', ')}`, typed);
}

function checkNames({ name, mostNames, takes }: Command, names: readonly string[]): void {
  if (names.length <= mostNames) return;
  const rule =
    mostNames === 0 ? 'left out' : `${mostNames === 1 ? 'one' : `at most ${mostNames}`}, as in ${takes}`;
  throw mustBe(name, 'name', rule, names.join(' '));
}

/** Throws where an option means nothing beside what else was given. */
function checkPlace(
  command: Command,
  option: OptionSpec,
  options: readonly OptionSpec[],
  line: CommandLine,
): void {
  const { name, needs = [], excludes = [], misplaced } = option;
  const value = shown(option, String(line.options[name]));
  if (needs.length > 0 && !needs.some((other) => line.given.has(other)))
    throw new Misuse({
      who: command.name,
      what: `--${name}`,
      verb: 'come',
      rule: `with ${needs.map((other) => `--${other}`).join(' or ')}`,
    });
  const others = options.filter((other) => other.excludes?.includes(name)).map((other) => other.name);
  const beside = [...excludes, ...others].find((other) => line.given.has(other));
  if (beside !== undefined) throw mustBe(command.name, `--${name}`, `left out beside --${beside}`, value);
  const wrong = misplaced?.(line);
  if (wrong === undefined) return;
  const [rule, got] = typeof wrong === 'string' ? [wrong, value] : wrong;
  throw mustBe(command.name, `--${name}`, rule, got);
}

function shown({ isSecret }: OptionSpec, value: string): string {
  return isSecret === true ? 'what it was' : value;
}

/** What begins like an option and is a number. */
const NEGATIVE = /^-(\d|\.\d|inf|s?nan)/i;

function wordsOf(args: readonly string[], options: readonly OptionSpec[]): Words {
  const kinds = new Map(options.map(({ name, kind }) => [name, kind]));
  const { tokens } = parseArgs({
    args: joinFlags(args, kinds),
    options: Object.fromEntries(
      [...kinds].map(([name, kind]) => [
        name,
        {
          type: kind === 'flag' ? 'boolean' : 'string',
          ...(name.length === 1 ? { short: name } : {}),
        } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const found: Found[] = [];
  const names: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value);
    else if (token.kind === 'option') {
      const { name, rawName, value, inlineValue } = token;
      found.push({ name, typed: rawName, value, isInline: inlineValue === true });
    }
  }
  return { found, names };
}

/** `--signed false` as `--signed=false`: the parser knows no flag that is followed by a value. */
function joinFlags(args: readonly string[], kinds: ReadonlyMap<string, OptionSpec['kind']>): string[] {
  const joined: string[] = [];
  let isFlag = false;
  let isOver = false;
  for (const arg of args) {
    if (isFlag && (arg === 'true' || arg === 'false')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
    isOver ||= arg === '--';
    isFlag = !isOver && arg.startsWith('--') && kinds.get(arg.slice(2)) === 'flag';
  }
  return joined;
}
