import { ENGINES, type EngineName } from '../sim/engines.ts';
import type { Option } from './option.ts';
import { oneOf, readJobs, readSeed } from './readers.ts';

/** `--seed`, which several commands take for what they draw at random. */
export function seedOption(about: string) {
  return { about, default: '1', parse: readSeed } as const satisfies Option;
}

/** `--jobs`: how much is done at a time. */
export function jobsOption(about = 'worker threads; by default one for each core') {
  return { about, parse: readJobs } as const satisfies Option;
}

/** What `--engine` is read by. */
export const readEngine = oneOf<EngineName>(Object.values(ENGINES).map(({ name }) => name));
