import { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { loadCatalogue } from '../host/load-catalogue.ts';
import { createLog, type Log } from '../host/log.ts';
import { checkWritable, writeOutput } from '../host/output.ts';
import { writeDocument } from '../tables/table-formats.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { firstLook, type ReadLine, readCommandLine } from './command-line.ts';
import { COMMANDS } from './commands/index.ts';
import type { Context } from './context.ts';
import { EXIT } from './exit-code.ts';
import { HELP_WORDS } from './help-words.ts';
import type { Options } from './option.ts';

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
  const { out } = line.common;
  if (out !== undefined && line.command.isOutFolder?.(line) !== true) checkWritable(out);
  return await line.command.run(contextOf(line));
}

function contextOf({ common, options, names, catalogue, circuitText, load }: ReadLine): Context<Options> {
  const { out, quiet, format } = common;
  return {
    catalogue,
    options,
    names,
    given: circuitText,
    load,
    out,
    isQuiet: quiet,
    log: createLog(quiet ? 'error' : common['log-level'], common['log-format'], isColourful()),
    print: async (document) => writeOutput(await writeDocument(document, format), out),
    write: (content) => writeOutput(content, out),
  };
}

function isColourful(): boolean {
  return process.stderr.isTTY === true && process.env.NO_COLOR === undefined;
}
