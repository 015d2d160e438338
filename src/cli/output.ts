import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Writes data to stdout, or whole or not at all to a file: under a temporary name first, then renamed. */
export function writeOutput(data: string | Uint8Array, path: string | undefined): void {
  if (path === undefined) {
    process.stdout.write(data);
    return;
  }
  const temporary = temporaryName(path);
  try {
    makeFolder(dirname(path));
    writeFileSync(temporary, data);
    renameSync(temporary, path);
  } catch (error) {
    discard(temporary);
    throw unwritable(path, error);
  }
}

/** Fails early when a file could not be written later, so that no long work is lost to a typing error. */
export function checkWritable(path: string | undefined): void {
  if (path === undefined) return;
  const temporary = temporaryName(path);
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    makeFolder(dirname(path));
    writeFileSync(temporary, '');
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    discard(temporary);
  }
}

/** Like `mkdir -p`. Node's own recursive form never returns where folders cannot be made, such as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Removes a temporary file. Where that is impossible, such as below a file, it was never made. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // The reason that is reported is the one that kept the file from being written.
  }
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}.part`;
}

function unwritable(path: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(`adderscope: --out must be a file that can be written, got '${path}' (${reason})`);
}
