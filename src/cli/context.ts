import type { Log } from '../host/log.ts';
import type { Document } from '../tables/document.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import type { CommandLine, Misplaced, Options, ValuesOf } from './option.ts';

/** The option that holds the value of a circuit's shorthand, whatever the shorthand is called. */
export const SHORTHAND = 'shorthand';

/** What is given to the parameters and ports of circuits, by name, as text: a circuit reads it by its own record. */
export type GivenText = Readonly<Record<string, string>>;

/** What every command works with. */
export interface BaseContext {
  readonly catalogue: Catalogue;
  /** The arguments that are not options, after the name of the command. */
  readonly names: readonly string[];
  readonly given: GivenText;
  readonly log: Log;
  /** Files of circuits loaded beside the catalogue. */
  readonly load: readonly string[];
  /** The file or folder of --out. */
  readonly out: string | undefined;
  readonly isQuiet: boolean;
  /** Writes a document in the format and to the place that the line names. */
  print(document: Document): Promise<void>;
  /** Writes what is no document to the place that the line names. */
  write(content: string | Uint8Array): void;
}

/** What a command with these options works with. */
export interface Context<S extends Options> extends BaseContext {
  /** The command's own options, read. */
  readonly options: ValuesOf<S>;
}

/** What help and messages know of a command. */
export interface CommandHead {
  readonly name: string;
  /** The names it takes, as in help: `<circuit>`. */
  readonly takes: string;
  /** At most so many of them; more are refused, so that none is ever passed over in silence. */
  readonly mostNames: number;
  readonly about: string;
  /** Further names that it takes, and the circuit whose options each of them adds. */
  readonly standsFor?: Readonly<Record<string, string>>;
  /** Its own options; those of circuits are added where `circuitOptions` says so. One of every command is replaced. */
  readonly options: Options;
  /** Options of every command that mean nothing to this one. */
  readonly without?: readonly string[];
  /** Which options the named circuits add: their parameters, or their parameters and input ports. */
  readonly circuitOptions: 'none' | 'params' | 'params and ports';
  /** Whether --out names a folder on this line; else it is a file, and checked before the work. */
  isOutFolder?(line: CommandLine): boolean;
  /** Where values of input ports mean nothing to it: what must be instead. */
  portsMisplaced?(line: CommandLine): Misplaced | undefined;
}

/** A command as one record. */
export interface Command<S extends Options = Options> extends CommandHead {
  readonly options: S;
  /** Does the work and returns the exit code. */
  run(context: Context<S>): number | Promise<number>;
}

/** One of the commands that share a name, and what calls it: a first name, which may have to be alone, a flag, or neither. */
export interface Part {
  readonly calledBy:
    | { readonly name: string; readonly isAlone?: true }
    | { readonly flag: string }
    | 'nothing else';
  readonly command: Command;
}

/** Commands that share a name; each has its own options. */
export interface CommandGroup extends CommandHead {
  readonly parts: readonly Part[];
}

/** A command by its record; what its options are read as follows from how they are parsed. */
export function defineCommand<S extends Options>(command: Command<S>): Command<S> {
  return command;
}
