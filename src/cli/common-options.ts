import { LOG_FORMATS, LOG_LEVELS } from '../host/log.ts';
import { TABLE_FORMATS } from '../tables/table-formats.ts';
import type { CommandHead } from './context.ts';
import { type NamedOption, namedOptions, type Options } from './option.ts';
import { oneOf, readPath } from './readers.ts';

const group = 'Of every command:';

/** The options that every command takes, but for what it is `without`. */
export const COMMON = {
  format: {
    about: 'how to write the data',
    parse: oneOf(Object.keys(TABLE_FORMATS)),
    default: 'table',
    group,
  },
  out: { about: 'file to write the data to, instead of stdout', parse: readPath, group },
  load: {
    about: 'module with more circuits or claims (may be repeated)',
    parse: readPath,
    isRepeatable: true,
    group,
  },
  quiet: { about: 'no progress bar, and no messages but errors', group },
  'log-level': {
    about: 'least serious message to print',
    parse: oneOf(LOG_LEVELS),
    default: 'info',
    group,
  },
  'log-format': {
    about: 'how to print messages on stderr',
    parse: oneOf(LOG_FORMATS),
    default: 'pretty',
    group,
  },
} as const satisfies Options;

/** Those that a command takes. */
export function commonOptions({ options, without = [] }: CommandHead): NamedOption[] {
  return namedOptions(COMMON).filter(({ name }) => !without.includes(name) && !Object.hasOwn(options, name));
}
