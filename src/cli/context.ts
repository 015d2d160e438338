import type { Log } from '../host/log.ts';
import type { Document } from '../tables/document.ts';
import type { Catalogue } from '../verify/catalogue.ts';

/** The option that holds the value of a circuit's shorthand, whatever the shorthand is called. */
export const SHORTHAND = 'shorthand';

/** Options after parsing, by name; every one is text, a flag, or absent. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** What every command works with. */
export interface Context {
  readonly catalogue: Catalogue;
  readonly options: Options;
  /** The arguments that are not options, after the name of the command. */
  readonly names: readonly string[];
  readonly log: Log;
  /** Files of circuits loaded beside the catalogue. */
  readonly load: readonly string[];
  /** Writes a document in the format and to the place that the options name. */
  print(document: Document): Promise<void>;
}

/** Reads the text that was given to an option; throws where it is none, naming the option as `what`. */
export type Reader<T> = (who: string, what: string, text: string) => T;

/** One option of a command, as data for parsing, help and error messages. */
export interface OptionSpec {
  readonly name: string;
  readonly about: string;
  readonly kind: 'text' | 'flag';
  readonly choices?: readonly string[];
  readonly default?: string;
  /** What the text must be. It is read before anything is done, so a wrong one never waits until it is needed. */
  readonly parse?: Reader<unknown>;
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

/** What an option must be, and what it is if not its own value. */
export type Misplaced = string | readonly [rule: string, got: string];

/** An option whose text is read as a T. */
export interface ReadOption<T> extends OptionSpec {
  readonly kind: 'text';
  readonly parse: Reader<T>;
}

/** What a command line says, before any of it is done. */
export interface CommandLine {
  /** Defaults are filled in. */
  readonly options: Options;
  /** The options that were given. */
  readonly given: ReadonlySet<string>;
  readonly names: readonly string[];
  readonly catalogue: Catalogue;
}

/** What an option gives, read; undefined where it was left out and has no default. */
export function optionValue<T>(options: Options, option: ReadOption<T> & { readonly default: string }): T;
export function optionValue<T>(options: Options, option: ReadOption<T>): T | undefined;
export function optionValue<T>(options: Options, option: ReadOption<T>): T | undefined {
  const text = options[option.name] ?? option.default;
  return text === undefined ? undefined : option.parse('adderscope', `--${option.name}`, String(text));
}

/** A command as one record. */
export interface Command {
  readonly name: string;
  /** The names it takes, as in help: `<circuit>`. */
  readonly takes: string;
  /** At most so many of them; more are refused, so that none is ever passed over in silence. */
  readonly mostNames: number;
  readonly about: string;
  /** Further names that it takes, and the circuit whose options each of them adds. */
  readonly standsFor?: Readonly<Record<string, string>>;
  /** Its own options; those of circuits are added where `circuitOptions` says so. One of every command is replaced. */
  readonly options: readonly OptionSpec[];
  /** Options of every command that mean nothing to this one. */
  readonly without?: readonly string[];
  /** Which options the named circuits add: their parameters, or their parameters and input ports. */
  readonly circuitOptions: 'none' | 'params' | 'params and ports';
  /** Whether --out names a folder with these options; else it is a file, and checked before the work. */
  isOutFolder?(options: Options): boolean;
  /** Where values of input ports mean nothing to it: what must be instead. */
  portsMisplaced?(line: CommandLine): Misplaced | undefined;
  /** Does the work and returns the exit code. */
  run(context: Context): number | Promise<number>;
}
