import { parseArgs } from 'node:util';
import { isFlag, type NamedOption } from './option.ts';

/** An option as it was given. */
export interface Found {
  readonly name: string;
  /** As it was typed, with its dashes. */
  readonly typed: string;
  readonly value: string | undefined;
  /** Whether the value stood behind an equals sign. */
  readonly isInline: boolean;
}

/** The words of a line: options, and names, the first of which is the command's. */
export interface Words {
  readonly found: readonly Found[];
  readonly names: readonly string[];
}

/** Takes arguments apart by what is known of the options: a flag is followed by no value. */
export function wordsOf(args: readonly string[], options: readonly NamedOption[]): Words {
  const flags = new Map(options.map((option) => [option.name, isFlag(option)]));
  const { tokens } = parseArgs({
    args: joinFlags(args, flags),
    options: Object.fromEntries(
      [...flags].map(([name, isOneFlag]) => [
        name,
        { type: isOneFlag ? 'boolean' : 'string', ...(name.length === 1 ? { short: name } : {}) } as const,
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
function joinFlags(args: readonly string[], flags: ReadonlyMap<string, boolean>): string[] {
  const joined: string[] = [];
  let isAfterFlag = false;
  let isOver = false;
  for (const arg of args) {
    if (isAfterFlag && (arg === 'true' || arg === 'false')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
    isOver ||= arg === '--';
    isAfterFlag = !isOver && arg.startsWith('--') && flags.get(arg.slice(2)) === true;
  }
  return joined;
}
