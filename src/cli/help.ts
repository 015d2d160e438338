import yargs, { type Argv } from 'yargs';
import { said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { visible } from '../gates/visible.ts';
import { VERSION } from '../host/version.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { circuitsNamed, optionsOf } from './command-line.ts';
import type { CommandHead } from './context.ts';
import { HELP_WORDS } from './help-words.ts';
import { isFlag, type NamedOption } from './option.ts';

/** Prints what the words for help ask for: help, the version, or what a shell may complete. */
export async function printHelp(
  args: readonly string[],
  commands: readonly CommandHead[],
  catalogue: Catalogue,
): Promise<void> {
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
    .completion(HELP_WORDS.command, 'print a completion script for the shell')
    .wrap(Math.min(120, process.stdout.columns ?? 100))
    .fail((message, error) => {
      throw error ?? mustBe('adderscope', 'the line', 'one that help is printed for', said(message));
    });
  for (const command of commands) {
    const options = optionsOf(command, circuitsNamed(command, args, catalogue));
    parser.command(`${command.name} ${command.takes}`.trimEnd(), command.about, (y) =>
      declare(y, command, options),
    );
  }
  await parser.parse();
}

function declare(y: Argv, command: CommandHead, options: readonly NamedOption[]): Argv {
  y.usage(`$0 ${command.name} ${command.takes}\n\n${command.about}`);
  for (const option of options) {
    const { name, group, isHidden = false } = option;
    y.option(name, {
      describe: described(option),
      hidden: isHidden,
      type: isFlag(option) ? 'boolean' : 'string',
      ...(group === undefined ? {} : { group }),
    });
  }
  return y;
}

function described({ about, parse, default: preset }: NamedOption): string {
  const some = parse?.words === undefined ? about : `${about}: ${parse.words.join(', ')}`;
  return visible(preset === undefined ? some : `${some} (by default ${preset})`);
}
