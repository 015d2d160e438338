import yargs, { type Argv } from 'yargs';
import type { AnyCircuit } from '../circuits/circuit.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { COMMANDS } from './commands/index.ts';
import { type Command, type Context, type OptionSpec, type Options, SHORTHAND } from './context.ts';
import { EXIT } from './exit-code.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { createLog, LOG_FORMATS, LOG_LEVELS, type Log } from './log.ts';
import { checkWritable, writeOutput } from './output.ts';
import { portAbout } from './port-values.ts';
import { isFormat, TABLE_FORMATS } from './table-formats.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** The options that every command takes. */
const COMMON: readonly OptionSpec[] = [
  {
    name: 'format',
    kind: 'text',
    about: 'how to write the data',
    choices: Object.keys(TABLE_FORMATS),
    default: 'table',
  },
  { name: 'out', kind: 'text', about: 'file to write the data to, instead of stdout' },
  { name: 'load', kind: 'text', about: 'module with more circuits or claims (may be repeated)' },
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

/** Runs the command line and returns the exit code. Never throws and never ends the process. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const catalogue = await loadCatalogue(optionValues(args, 'load'));
    return await runCommand(args, catalogue);
  } catch (error) {
    const log = errorLog(args);
    if (error instanceof UsageError) {
      log.error(error.message);
      return EXIT.usage;
    }
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.fault;
  }
}

/** A log for errors alone, in the format that raw arguments ask for. */
export function errorLog(args: readonly string[]): Log {
  return createLog('error', optionValues(args, 'log-format').at(-1) ?? 'pretty', isColourful());
}

async function runCommand(args: readonly string[], catalogue: Catalogue): Promise<number> {
  let chosen: (() => Promise<number>) | undefined;
  const parser = yargs(joinNegative(args))
    .scriptName('adderscope')
    .usage(
      '$0 <command>\n\nBuilds arithmetic circuits gate by gate, counts their adders and checks what they compute.',
    )
    .version(VERSION)
    .exitProcess(false)
    .parserConfiguration({
      'camel-case-expansion': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .completion('completion', 'print a completion script for the shell')
    .recommendCommands()
    .demandCommand(1, `adderscope: command must be one of ${commandNames()}, got nothing`)
    .wrap(Math.min(120, process.stdout.columns ?? 100))
    .fail((message, error) => {
      // yargs' own errors, unlike those that a command throws, are about what the user typed.
      throw error === undefined || error.name === 'YError' ? parsingError(message) : error;
    });
  for (const command of COMMANDS) {
    const named = args.map((arg) => command.standsFor?.[arg] ?? arg);
    const circuits = catalogue.circuits.filter(({ name }) => named.includes(name));
    const options = withShorthands(command, circuits, [
      ...command.options,
      ...circuitOptions(command, circuits),
      ...COMMON.filter(({ name }) => command.options.every((own) => own.name !== name)),
    ]);
    parser.command(
      `${command.name} [names..]`,
      command.about,
      (y) => declare(y, command, options),
      (argv) => {
        // Called after parsing: yargs would lay out the whole help first for a handler that returns a promise.
        chosen = () => runParsed(command, options, argv, catalogue);
        // It still lays out the help that nobody asked for; without line breaks that takes half the time.
        parser.wrap(null);
      },
    );
  }
  parser.command('$0 [names..]', false, {}, (argv) => {
    const [name] = namesOf(argv);
    throw new UsageError(
      mustBe('adderscope', 'command', `one of ${commandNames()}`, name ?? 'nothing').message,
    );
  });
  parser.parse();
  return chosen === undefined ? EXIT.holds : await chosen();
}

function parsingError(message: string): UsageError {
  const [, option] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  if (option === undefined) return new UsageError(`adderscope: ${message.replaceAll('\n', ' ')}`);
  return new UsageError(mustBe('adderscope', `--${option}`, 'followed by a value', 'nothing').message);
}

function declare(y: Argv, command: Command, options: readonly OptionSpec[]): Argv {
  y.usage(`$0 ${command.name} ${command.takes}\n\n${command.about}`);
  for (const { name, kind, about, choices, default: preset, isHidden = false } of options)
    y.option(name, {
      describe: described(about, choices, preset),
      hidden: isHidden,
      ...(kind === 'flag' ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
    });
  return y;
}

function described(
  about: string,
  choices: readonly string[] | undefined,
  preset: string | undefined,
): string {
  const some = choices === undefined ? about : `${about}: ${choices.join(', ')}`;
  return preset === undefined ? some : `${some} (by default ${preset})`;
}

async function runParsed(
  command: Command,
  options: readonly OptionSpec[],
  argv: Readonly<Record<string, unknown>>,
  catalogue: Catalogue,
): Promise<number> {
  const values: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(argv)) {
    if (['_', '$0', 'names', 'help', 'version'].includes(name) || value === undefined) continue;
    const spec = options.find((option) => option.name === name);
    const allowed = options
      .filter(({ isHidden }) => isHidden !== true)
      .map((option) => `--${option.name}`)
      .join(', ');
    if (spec === undefined)
      throw new UsageError(mustBe(command.name, 'option', `one of ${allowed}`, `--${name}`).message);
    for (const one of Array.isArray(value) ? value : [value]) {
      const { also, choices = [] } = spec;
      if (also?.values.includes(String(one))) values[also.option] = String(one);
      else if (spec.choices === undefined || choices.includes(String(one)))
        values[name] = typeof one === 'boolean' ? one : String(one);
      else {
        const allowed = [...choices, ...(also?.values ?? [])].join(', ');
        throw new UsageError(mustBe(command.name, `--${name}`, `one of ${allowed}`, one).message);
      }
    }
  }
  for (const { name, default: preset } of options) if (preset !== undefined) values[name] ??= preset;
  const names = namesOf(argv);
  if (names.length > command.mostNames)
    throw new UsageError(mustBe(command.name, 'name', namesRule(command), names.join(' ')).message);
  if (typeof values.out === 'string' && command.isOutFolder?.(values) !== true) checkWritable(values.out);
  return command.run(contextOf(values, names, arrayOf(argv.load), catalogue));
}

function namesRule({ mostNames, takes }: Command): string {
  if (mostNames === 0) return 'left out';
  return `${mostNames === 1 ? 'one' : `at most ${mostNames}`}, as in ${takes}`;
}

function contextOf(
  options: Options,
  names: readonly string[],
  load: readonly string[],
  catalogue: Catalogue,
): Context {
  const level = options.quiet === true ? 'error' : String(options['log-level']);
  const format = String(options.format);
  return {
    catalogue,
    options,
    names,
    load,
    log: createLog(level, String(options['log-format']), isColourful()),
    print(document) {
      if (!isFormat(format)) throw mustBe('print', 'format', 'known', format);
      writeOutput(TABLE_FORMATS[format](document), typeof options.out === 'string' ? options.out : undefined);
    },
  };
}

function circuitOptions(command: Command, circuits: readonly AnyCircuit[]): OptionSpec[] {
  if (command.circuitOptions === 'none') return [];
  const options = new Map<string, OptionSpec>();
  for (const one of circuits) {
    const { name: circuit, params, inputs } = one;
    for (const [name, param] of Object.entries(params)) {
      const bounds = param.kind === 'integer' ? `, ${param.min} to ${param.max}` : '';
      const choices = param.kind === 'choice' ? `: ${param.values.join(', ')}` : '';
      options.set(name, {
        name,
        kind: param.kind === 'flag' ? 'flag' : 'text',
        about: `${circuit}: ${param.about}${bounds}${choices} (by default ${param.default})`,
      });
    }
    if (command.circuitOptions === 'params') continue;
    const defaults = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
    for (const [port, width] of Object.entries(inputs(defaults)))
      options.set(port, {
        name: port,
        kind: 'text',
        about: portAbout(one, defaults, port),
        // Numbered ports that only more terms bring would fill the help.
        ...(width === 0 && /\d$/.test(port) ? { isHidden: true } : {}),
      });
  }
  return [...options.values()];
}

/**
 * Adds the shorthands of circuits. One may be called like an option of every command, as --format is: then its values
 * tell which of the two is meant.
 */
function withShorthands(
  command: Command,
  circuits: readonly AnyCircuit[],
  options: readonly OptionSpec[],
): OptionSpec[] {
  const all = [...options];
  if (command.circuitOptions === 'none') return all;
  for (const { name: circuit, shorthand } of circuits) {
    if (shorthand === undefined) continue;
    const { option: name, about } = shorthand;
    const values = Object.keys(shorthand.values);
    const known = all.findIndex((option) => option.name === name);
    const base = all[known] ?? { name, kind: 'text' as const, about: '', choices: [] };
    const full = {
      ...base,
      about: [base.about, `${circuit}: ${about} (${values.join(', ')})`]
        .filter((text) => text !== '')
        .join('; or '),
      also: { option: SHORTHAND, values: [...new Set([...(base.also?.values ?? []), ...values])] },
    };
    if (known === -1) all.push(full);
    else all[known] = full;
  }
  return all;
}

/** `--a -1.5e-7` as `--a=-1.5e-7`: the parser would take such a value for options of one letter. */
function joinNegative(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const before = joined.at(-1);
    const isValue = /^-(\d|\.\d|inf|s?nan)/i.test(arg);
    if (isValue && before !== undefined && /^--[^=]+$/.test(before)) joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
    return joined;
  }, []);
}

/** The values of an option in raw arguments, for what must be known before the real parsing. */
function optionValues(args: readonly string[], name: string): string[] {
  return args.flatMap((arg, k) => {
    if (arg.startsWith(`--${name}=`)) return [arg.slice(name.length + 3)];
    return arg === `--${name}` ? (args[k + 1] ?? []) : [];
  });
}

function namesOf(argv: Readonly<Record<string, unknown>>): string[] {
  return arrayOf(argv.names);
}

function arrayOf(value: unknown): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function commandNames(): string {
  return COMMANDS.map(({ name }) => name).join(', ');
}

function isColourful(): boolean {
  return process.stderr.isTTY === true && process.env.NO_COLOR === undefined;
}
