import { readFileSync } from 'node:fs';
import { digest } from './journal.ts';
import { VERSION } from './version.ts';

/**
 * The version of everything that plans and runs shards: the program's, and behind a plus sign a checksum of the files
 * that --load brought, in which the same name may stand for another circuit.
 */
export function programVersion(load: readonly string[]): string {
  if (load.length === 0) return VERSION;
  return `${VERSION}+${digest(load.map((file) => digest(readFileSync(file, 'utf8'))).join())}`;
}
