import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { needsPackage } from '../support/tool.ts';

const needsZ3 = needsPackage('z3-solver');

/** What a script of ours prints, in a process of its own. */
function printed(name: string): string {
  const script = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  return execFileSync(process.execPath, [script], { encoding: 'utf8' });
}

needsZ3('a Z3 that is stopped at its work leaves no timer that keeps the process', () => {
  expect(printed('stopped-z3.mjs')).toBe('[]');
});

needsZ3('a process that waits for Z3 and for nothing else goes on until it has answered', () => {
  expect(printed('waiting-z3.mjs')).toBe('x and y');
});
