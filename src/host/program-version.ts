import { requiredFiles } from './load-catalogue.ts';
import { codeDigest } from './loaded-code.ts';
import { VERSION } from './version.ts';

/**
 * The version of everything that plans and runs shards: the program's, and behind a plus sign a checksum of the code that
 * --load brought with all that it imports, in which the same name may stand for another circuit.
 */
export async function programVersion(load: readonly string[]): Promise<string> {
  return load.length === 0 ? VERSION : `${VERSION}+${await codeDigest(load, requiredFiles())}`;
}
