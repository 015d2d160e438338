import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the package, in which every command of the tests runs. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The built command line. Tests run it in real processes, since exit codes, streams, signals and options as a shell gives
 * them are part of what they test; what only reads the data of a command is faster by `runCommand`.
 */
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

if (!existsSync(MAIN))
  throw new Error('the command line must be built first: npx tsc -p tsconfig.build.json');

const { FORCE_COLOR: _, ...environment } = process.env;

/** What the child process sees: nothing of the colours that the test runner asks for. */
export const ENVIRONMENT: NodeJS.ProcessEnv = environment;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in a process of its own. */
export function adderscope(...args: string[]): Ended {
  const { signal: _, ...ended } = adderscopeIn({}, ...args);
  return ended;
}

/** The same with some environment variables set; also tells the signal that ended it. */
export function adderscopeIn(
  variables: NodeJS.ProcessEnv,
  ...args: string[]
): Ended & { readonly signal: NodeJS.Signals | null } {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    env: { ...ENVIRONMENT, ...variables },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { code: status, stdout, stderr, signal };
}

/** Runs the command, which must succeed, and returns what it printed. */
export function printed(...args: string[]): string {
  const { code, stdout, stderr } = adderscope(...args);
  if (code !== 0 || stderr !== '') throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}
