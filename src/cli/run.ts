import { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { loadCatalogue } from '../host/load-catalogue.ts';
import { createLog, type Log } from '../host/log.ts';
import { checkWritable, writeOutput } from '../host/output.ts';
import { writeDocument } from '../tables/table-formats.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { firstLook, readCommandLine } from './command-line.ts';
import { COMMANDS } from './commands/index.ts';
import type { CommandLine, Context } from './context.ts';
import { EXIT } from './exit-code.ts';
import { HELP_WORDS } from './help-words.ts';

/** Runs the command line and returns the exit code. Never throws and never ends the process. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const look = firstLook(args, COMMANDS);
    const takesLoad = COMMANDS.every(
      ({ name, without }) => name !== look.command || !without?.includes('load'),
    );
    const catalogue = await loadCatalogue(takesLoad ? look.valuesOf('load') : []);
    if (look.command === HELP_WORDS.command || HELP_WORDS.options.some((word) => look.isThere(word))) {
      // Most of a short run would be spent on loading what lays out the help.
      const { printHelp } = await import('./help.ts');
      await printHelp(args, COMMANDS, catalogue);
      return EXIT.holds;
    }
    return await runCommand(args, look.command, catalogue);
  } catch (error) {
    const log = errorLog(args);
    if (error instanceof Misuse) {
      log.error(error.message);
      return EXIT.usage;
    }
    log.fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.fault;
  }
}

/** A log for errors alone, in the format that raw arguments ask for. */
export function errorLog(args: readonly string[]): Log {
  const format = firstLook(args, COMMANDS).valuesOf('log-format').at(-1);
  return createLog('error', format ?? 'pretty', isColourful());
}

async function runCommand(
  args: readonly string[],
  name: string | undefined,
  catalogue: Catalogue,
): Promise<number> {
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) {
    const rule = `one of ${COMMANDS.map((one) => one.name).join(', ')}`;
    throw mustBe('adderscope', 'command', rule, name ?? 'nothing');
  }
  const line = readCommandLine(args, command, catalogue);
  const { out } = line.options;
  if (typeof out === 'string' && command.isOutFolder?.(line.options) !== true) checkWritable(out);
  return await command.run(contextOf(line, line.load));
}

function contextOf({ options, names, catalogue }: CommandLine, load: readonly string[]): Context {
  const level = options.quiet === true ? 'error' : String(options['log-level'] ?? 'info');
  const format = String(options.format ?? 'table');
  return {
    catalogue,
    options,
    names,
    load,
    log: createLog(level, String(options['log-format'] ?? 'pretty'), isColourful()),
    async print(document) {
      const text = await writeDocument(document, format);
      writeOutput(text, typeof options.out === 'string' ? options.out : undefined);
    },
  };
}

function isColourful(): boolean {
  return process.stderr.isTTY === true && process.env.NO_COLOR === undefined;
}
