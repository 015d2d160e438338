import { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Command, CommandGroup, CommandHead } from './context.ts';
import { type CommandLine, isFlag, type NamedOption } from './option.ts';

/** Throws where there are more names than a command takes. */
export function checkNames({ name, mostNames, takes }: CommandHead, names: readonly string[]): void {
  if (names.length <= mostNames) return;
  const rule =
    mostNames === 0 ? 'left out' : `${mostNames === 1 ? 'one' : `at most ${mostNames}`}, as in ${takes}`;
  throw mustBe(name, 'name', rule, names.join(' '));
}

/** Throws where an option means nothing beside what else was given. */
export function checkPlace(
  who: string,
  option: NamedOption,
  options: readonly NamedOption[],
  line: CommandLine,
): void {
  const { name, needs = [], excludes = [], misplaced } = option;
  const value = shown(option, String(line.text(name)));
  if (needs.length > 0 && !needs.some((other) => line.given.has(other))) throw mustComeWith(who, name, needs);
  const others = options.filter((other) => other.excludes?.includes(name)).map((other) => other.name);
  const beside = [...excludes, ...others].find((other) => line.given.has(other));
  if (beside !== undefined) throw mustBe(who, `--${name}`, `left out beside --${beside}`, value);
  const wrong = misplaced?.(line);
  if (wrong === undefined) return;
  const [rule, got] = typeof wrong === 'string' ? [wrong, value] : wrong;
  throw mustBe(who, `--${name}`, rule, got);
}

/** The value of an option for a message. */
export function shown({ isSecret }: NamedOption, value: string): string {
  return isSecret === true ? 'what it was' : value;
}

function mustComeWith(who: string, name: string, others: readonly string[]): Misuse {
  const rule = `with ${others.map((other) => `--${other}`).join(' or ')}`;
  return new Misuse({ who, what: `--${name}`, verb: 'come', rule });
}

/** The command that a line calls. */
export function commandOf(
  command: Command | CommandGroup,
  { names, given }: Pick<CommandLine, 'names' | 'given'>,
): Command {
  if (!('parts' in command)) return command;
  // A flag is wherever it stands, and a name may be anything's.
  const part =
    command.parts.find(
      ({ calledBy }) => calledBy !== 'nothing else' && 'flag' in calledBy && given.has(calledBy.flag),
    ) ??
    command.parts.find(
      ({ calledBy }) =>
        calledBy !== 'nothing else' &&
        'name' in calledBy &&
        calledBy.name === names[0] &&
        (calledBy.isAlone !== true || names.length === 1),
    ) ??
    command.parts.find(({ calledBy }) => calledBy === 'nothing else');
  if (part === undefined) throw new Error(`${command.name} must have a part that nothing else calls`);
  return part.command;
}

/** Throws where an option is one of other commands in the group than the one that is called. */
export function checkPart(
  group: CommandGroup,
  command: Command,
  option: NamedOption,
  { names, text }: CommandLine,
): void {
  const { name } = option;
  if (!Object.hasOwn(group.options, name) || Object.hasOwn(command.options, name)) return;
  const callers = group.parts.flatMap((part) =>
    Object.hasOwn(part.command.options, name) && part.calledBy !== 'nothing else' ? [part.calledBy] : [],
  );
  const flags = callers.flatMap((caller) => ('flag' in caller ? [caller.flag] : []));
  if (flags.length === callers.length) throw mustComeWith(group.name, name, flags);
  const words = callers.flatMap((caller) => ('name' in caller ? [caller.name] : []));
  const ways = callers.map((caller) => ('flag' in caller ? `--${caller.flag}` : wordsInOne(words)));
  const got = isFlag(option) ? (names[0] ?? 'nothing') : shown(option, String(text(name)));
  throw mustBe(group.name, `--${name}`, `with ${[...new Set(ways)].join(' or ')}`, got);
}

function wordsInOne(words: readonly string[]): string {
  return words.length > 2 ? `one of ${words.join(', ')}` : words.join(' or ');
}
