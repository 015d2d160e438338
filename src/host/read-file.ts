import { closeSync, openSync, readSync } from 'node:fs';
import type { NamedFile } from '../formats/named-file.ts';
import { mustBe } from '../gates/must-be.ts';

/** The largest input that is read: a text of it still fits a string, and what is made of it the memory. */
export const MOST_BYTES = 268_435_456;

const CHUNK = 1 << 20;

/** What stands for standard input where a file is asked for. */
const STDIN = '-';

/** The number of standard input, open from the start. */
const STDIN_NUMBER = 0;

/** The bytes of a file or pipe, `-` being standard input. Throws where it cannot be read, and where it goes on beyond the bound, as `/dev/zero` does. */
export function readBytes(path: string, most = MOST_BYTES): Buffer {
  const file = path === STDIN ? STDIN_NUMBER : openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(file, chunk, 0, CHUNK, null);
      if (read === 0) return Buffer.concat(chunks, length);
      length += read;
      if (length > most) throw new Error(`an input must be of at most ${most} bytes, got more`);
      // A pipe gives a few bytes at a time; they are not to hold a whole chunk each.
      chunks.push(read === CHUNK ? chunk : Buffer.from(chunk.subarray(0, read)));
    }
  } finally {
    if (path !== STDIN) closeSync(file);
  }
}

/** The text of a file or pipe, as `readBytes`. */
export function readText(path: string): string {
  return readBytes(path).toString('utf8');
}

/** What messages and tables call an input. */
export function nameOfInput(path: string): string {
  return path === STDIN ? 'standard input' : path;
}

/** A file with its name, as `readBytes`. Throws a `Misuse` that says what it is for where it cannot be read. */
export function namedFile(who: string, what: string, path: string, rule: string): NamedFile {
  try {
    return { name: nameOfInput(path), content: readBytes(path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe(who, what, rule, path, reason);
  }
}
