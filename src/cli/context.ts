import type { Catalogue } from '../verify/catalogue.ts';
import type { Document } from './document.ts';
import type { Log } from './log.ts';

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
  print(document: Document): void;
}

/** One option of a command, as data for parsing, help and error messages. */
export interface OptionSpec {
  readonly name: string;
  readonly about: string;
  readonly kind: 'text' | 'flag';
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Further values, which go to the option of this name instead: `--format json` beside `--format binary32`. */
  readonly also?: { readonly option: string; readonly values: readonly string[] };
  /** Understood, but left out of help and messages. */
  readonly isHidden?: true;
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
  /** Its own options; those of circuits are added where `circuitOptions` says so. */
  readonly options: readonly OptionSpec[];
  /** Which options the named circuits add: their parameters, or their parameters and input ports. */
  readonly circuitOptions: 'none' | 'params' | 'params and ports';
  /** Whether --out names a folder with these options; else it is a file, and checked before the work. */
  isOutFolder?(options: Options): boolean;
  /** Does the work and returns the exit code. */
  run(context: Context): number | Promise<number>;
}
