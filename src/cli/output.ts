import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Writes data to stdout, or whole or not at all to a file: under a temporary name first, then renamed. */
export function writeOutput(data: string | Uint8Array, path: string | undefined): void {
  if (path === undefined) {
    process.stdout.write(data);
    return;
  }
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, data);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(path, error);
  }
}

/** Fails early when a file could not be written later, so that no long work is lost to a typing error. */
export function checkWritable(path: string | undefined): void {
  if (path === undefined) return;
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, '');
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}.part`;
}

function unwritable(path: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(`adderscope: --out must be a file that can be written, got '${path}' (${reason})`);
}
