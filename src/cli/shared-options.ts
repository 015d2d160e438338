import type { ReadOption } from './context.ts';
import { readJobs, readSeed } from './readers.ts';

/** `--seed`, which several commands take for what they draw at random. */
export function seedOption(about: string): ReadOption<number> & { readonly default: string } {
  return { name: 'seed', kind: 'text', about, default: '1', parse: readSeed };
}

/** `--jobs`: how much is done at a time. */
export function jobsOption(about = 'worker threads; by default one for each core'): ReadOption<number> {
  return { name: 'jobs', kind: 'text', about, parse: readJobs };
}
