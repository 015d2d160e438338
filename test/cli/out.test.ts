import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { adderscope, ENVIRONMENT, MAIN, printed, ROOT } from '../support/command-line.ts';

test('--out writes the whole file, in folders that it makes, and nothing to stdout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, 'new', 'table.csv');
    const args = ['table', 'F1', '--widths', '1..8', '--format', 'csv'];
    for (let again = 0; again < 2; again++) {
      expect(adderscope(...args, '--out', path)).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readFileSync(path, 'utf8')).toBe(printed(...args));
      expect(readdirSync(join(folder, 'new'))).toEqual(['table.csv']);
      writeFileSync(path, 'an older and longer file '.repeat(1000));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a reader that stops early is no error', async () => {
  const circuit = 'dadda-multiplier --i 64 --j 64 --a 1 --b 1'.split(' ');
  const args = ['simulate', ...circuit, '--trace', '--format', 'ndjson'];
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: ENVIRONMENT });
  // Two megabytes are to come, far more than a pipe holds, so the writer is still writing.
  child.stdout.once('data', () => child.stdout.destroy());
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [code, stderr] = await Promise.all([ended, text(child.stderr)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('data goes to stdout without colours or progress where it is no terminal', () => {
  expect(printed('verify', 'incrementer', '--widths', '1..4')).not.toContain('\u001b');
});

test('help and version', () => {
  expect(printed('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = printed('--help');
  for (const command of ['list', 'count', 'simulate', 'verify', 'table'])
    expect(help).toContain(`adderscope ${command}`);
});

test('the command as one file does what its modules do, on worker threads too', () => {
  const bundle = MAIN.replace('main.js', 'adderscope.js');
  const args = ['verify', 'incrementer', 'subtractor', '--widths', '1..33', '--jobs', '2', '--format', 'csv'];
  const { stdout, status } = spawnSync(process.execPath, [bundle, ...args], { cwd: ROOT, encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: printed(...args), status: 0 });
});
