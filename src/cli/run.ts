import yargs, { type Argv } from 'yargs';
import type { AnyCircuit } from '../circuits/circuit.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { COMMANDS } from './commands/index.ts';
import type { Command, Context, OptionSpec, Options } from './context.ts';
import { EXIT } from './exit-code.ts';
import { FORMATS, isFormat } from './formats.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { createLog, LOG_FORMATS, LOG_LEVELS } from './log.ts';
import { writeOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** The options that every command takes. */
const COMMON: readonly OptionSpec[] = [
  {
    name: 'format',
    kind: 'text',
    about: 'how to write the data',
    choices: Object.keys(FORMATS),
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
    const log = createLog('error', optionValues(args, 'log-format').at(-1) ?? 'pretty', isColourful());
    if (error instanceof UsageError) {
      log.error(error.message);
      return EXIT.usage;
    }
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.fault;
  }
}

async function runCommand(args: readonly string[], catalogue: Catalogue): Promise<number> {
  let code: number | undefined;
  const parser = yargs([...args])
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
    const circuits = catalogue.circuits.filter(({ name }) => args.includes(name));
    const options = [...command.options, ...circuitOptions(command, circuits), ...COMMON];
    parser.command(
      `${command.name} [names..]`,
      command.about,
      (y) => declare(y, command, options),
      async (argv) => {
        code = await runParsed(command, options, argv, catalogue);
      },
    );
  }
  parser.command('$0 [names..]', false, {}, (argv) => {
    const [name] = namesOf(argv);
    throw new UsageError(
      mustBe('adderscope', 'command', `one of ${commandNames()}`, name ?? 'nothing').message,
    );
  });
  await parser.parseAsync();
  return code ?? EXIT.holds;
}

function parsingError(message: string): UsageError {
  const [, option] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  if (option === undefined) return new UsageError(`adderscope: ${message.replaceAll('\n', ' ')}`);
  return new UsageError(mustBe('adderscope', `--${option}`, 'followed by a value', 'nothing').message);
}

function declare(y: Argv, command: Command, options: readonly OptionSpec[]): Argv {
  y.usage(`$0 ${command.name} ${command.takes}\n\n${command.about}`);
  for (const { name, kind, about, choices, default: preset } of options)
    y.option(name, {
      describe: choices === undefined ? about : `${about}: ${choices.join(', ')}`,
      ...(kind === 'flag' ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
      ...(preset === undefined ? {} : { default: preset }),
    });
  return y;
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
    const allowed = options.map((option) => `--${option.name}`).join(', ');
    if (spec === undefined)
      throw new UsageError(mustBe(command.name, 'option', `one of ${allowed}`, `--${name}`).message);
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (spec.choices !== undefined && !spec.choices.includes(String(last)))
      throw new UsageError(
        mustBe(command.name, `--${name}`, `one of ${spec.choices.join(', ')}`, last).message,
      );
    values[name] = typeof last === 'boolean' ? last : String(last);
  }
  return command.run(contextOf(values, namesOf(argv), arrayOf(argv.load), catalogue));
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
      writeOutput(FORMATS[format](document), typeof options.out === 'string' ? options.out : undefined);
    },
  };
}

function circuitOptions(command: Command, circuits: readonly AnyCircuit[]): OptionSpec[] {
  if (command.circuitOptions === 'none') return [];
  const options = new Map<string, OptionSpec>();
  for (const { name: circuit, params, inputs } of circuits) {
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
    for (const port of Object.keys(inputs(defaults)))
      options.set(port, {
        name: port,
        kind: 'text',
        about: `${circuit}: value of input ${port}, decimal, 0x or 0b`,
      });
  }
  return [...options.values()];
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
