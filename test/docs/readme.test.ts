import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CLAIMS } from '../../src/claims/index.ts';
import { MAIN, printed, ROOT } from '../support/command-line.ts';

const README = readFileSync(`${ROOT}/README.md`, 'utf8');

test('its table is what the command prints now', () => {
  const command = /The table of `node dist\/cli\/adderscope\.js ([^`]+)`/.exec(README)?.[1] ?? '';
  const [table] = printed(...command.split(/\s+/)).split('\n**Circuits**');
  const rows = table?.split('\n').filter((line) => line.startsWith('|'));
  expect(/<!-- claims -->\n([\s\S]*?)\n<!-- \/claims -->/.exec(README)?.[1]?.trim().split('\n')).toEqual(
    rows,
  );
});

test('`npm start` takes samples of the formulas that it names, and of no others', () => {
  const sampled = CLAIMS.filter(({ sample }) => sample !== undefined).map(({ id }) =>
    id.replace(/-\d+$/, ''),
  );
  const [, named = ''] = /takes samples of the domains of ((?:F\w+, )*F\w+ and F\w+)/.exec(README) ?? [];
  expect(new Set(named.split(/, | and /))).toEqual(new Set(sampled));
});

test('its picture is what the command writes now', () => {
  const picture = readFileSync(`${ROOT}/docs/pictures/dadda-8x8.svg`, 'utf8');
  expect(picture).toBe(printed('export', 'dadda-multiplier', '--i', '8', '--j', '8', '--to', 'svg'));
});

test('its commands run, in a folder of their own for what they write', () => {
  const block = README.slice(README.indexOf('## The command line'));
  const commands = block.match(/^node dist\/cli\/adderscope\.js [^#\n]+/gm) ?? [];
  expect(commands.length).toBeGreaterThan(4);
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    for (const command of commands) {
      const args = command.trim().split(/\s+/).slice(2);
      const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('its library code does what its comments say', async () => {
  const code = /```ts\n([\s\S]*?)```/.exec(README)?.[1] ?? '';
  const folder = mkdtempSync(fileURLToPath(new URL('.walk-through-', import.meta.url)));
  try {
    const results = 'export const results: unknown[] = [];\n';
    const kept = code
      .replaceAll(/^( *)(count|evaluate)\(/gm, '$1results.push($2(')
      .replaceAll('); //', ')); //');
    writeFileSync(`${folder}/snippet.ts`, results + kept.replace("'adderscope'", "'../../../src/index.ts'"));
    const module: { results: unknown[] } = await import(`${folder}/snippet.ts`);
    expect(module.results).toMatchObject([{ fa: 20, ha: 4, adders: 24, gates: 140 }, { p: 2600n }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
