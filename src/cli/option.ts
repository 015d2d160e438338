import type { Catalogue } from '../verify/catalogue.ts';

/** Reads the text that was given to an option; throws where it is none, naming the option as `what`. */
export interface Reader<out T> {
  (who: string, what: string, text: string): T;
  /** All that it takes, where these are a few words. */
  readonly words?: readonly string[];
}

/** One option of a command, as data for parsing, help and error messages; its name is its key in the command. */
export interface Option {
  readonly about: string;
  /** What its text is read as, before anything is done, so a wrong one never waits until it is needed. Absent for a flag. */
  readonly parse?: Reader<unknown>;
  /** The text that is read where it is left out. */
  readonly default?: string;
  /** The heading that it stands under in the help. */
  readonly group?: string;
  /** Holds what no message may repeat. */
  readonly isSecret?: true;
  /** May be given several times. */
  readonly isRepeatable?: true;
  /** Options of which one must be given too: without any it is nothing. */
  readonly needs?: readonly string[];
  /** Options that it contradicts; one of the two says so. */
  readonly excludes?: readonly string[];
  /** Where the rest of the line leaves the option without a meaning: what must be, and what is instead of it. */
  readonly misplaced?: (line: CommandLine) => Misplaced | undefined;
  /** Its value may name a circuit, whose options then apply. */
  readonly namesCircuit?: true;
  /** Further values, which go to the option of this name instead: `--format json` beside `--format binary32`. */
  readonly also?: { readonly option: string; readonly values: readonly string[] };
  /** Values that readers take for something else, and what to write instead. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Understood, but left out of help and messages. */
  readonly isHidden?: true;
}

/** An option with its name. */
export interface NamedOption extends Option {
  readonly name: string;
}

/** The options of a command by name. */
export type Options = Readonly<Record<string, Option>>;

/** What an option must be, and what it is if not its own value. */
export type Misplaced = string | readonly [rule: string, got: string];

/** What a command line says, before any of it is read as more than text. */
export interface CommandLine {
  readonly names: readonly string[];
  /** The options that were given. */
  readonly given: ReadonlySet<string>;
  readonly catalogue: Catalogue;
  /** The text of an option, or its default. */
  text(option: string): string | undefined;
}

/** What an option is read as: a flag is there or not, and what has no default may be left out. */
export type ValueOf<O extends Option> = O extends { readonly parse: Reader<infer T> }
  ? O extends { readonly default: string }
    ? T
    : T | undefined
  : boolean;

/** What options are read as, by name. */
export type ValuesOf<S extends Options> = string extends keyof S
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof S]: ValueOf<S[K]> };

/** Options with their names, in the order of the record. */
export function namedOptions(options: Options): NamedOption[] {
  return Object.entries(options).map(([name, option]) => ({ ...option, name }));
}

/** Whether an option is there or not, and has no value. */
export function isFlag({ parse }: Option): boolean {
  return parse === undefined;
}
