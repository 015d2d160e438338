import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.ts';

/**
 * Runs the command line on these arguments and returns the exit code and the data it writes, '' if it writes none. It runs
 * in this process, on the sources: a hundred commands cost less than ten processes. Streams, signals and worker threads
 * need the real one, see `command-line.ts`.
 */
export async function runCommand(...args: readonly string[]): Promise<{ code: number; data: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, 'out');
    const code = await run([...args, '--out', path, '--log-level', 'silent']);
    return { code, data: code === 0 || code === 1 ? readFileSync(path, 'utf8') : '' };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
