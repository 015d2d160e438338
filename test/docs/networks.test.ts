import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LAYER_KINDS } from '../../src/cost/network/layer-kinds.ts';
import { OPERATORS } from '../../src/cost/onnx/operators.ts';
import { readWidths } from '../../src/cost/onnx/settings.ts';
import { networkComparisons } from '../../src/report/network-section.ts';
import { tableOf } from '../../src/tables/document.ts';
import { TABLE_FORMATS } from '../../src/tables/table-formats.ts';
import { runCommand } from '../support/run-command.ts';

const PAGE = '../../docs/networks.md';
const page = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
const [network = '', widths = ''] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => text ?? '',
);

async function example(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, 'small.json');
    writeFileSync(path, network);
    const { code, data } = await runCommand('cost', 'network', path, '--format', 'md');
    expect(code).toBe(0);
    return data;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function kinds(): string {
  const rows = Object.entries(LAYER_KINDS).map(([kind, { about, fields }]) => ({
    kind,
    about,
    members: Object.entries(fields).map(([name, field]) => {
      const preset =
        'default' in field && field.default !== undefined ? ` (${[field.default].flat().join(' x ')})` : '';
      return `\`${name}\`${preset}`;
    }),
  }));
  const table = tableOf('kinds', 'Kinds of layers', rows, [
    ['kind', (row) => row.kind],
    ['what it is', (row) => row.about],
    ['members, with their defaults', (row) => row.members.join(', ')],
  ]);
  return TABLE_FORMATS.md({ facts: {}, tables: [table] });
}

function shipped(): string {
  const table = tableOf('published', 'Published beside computed', networkComparisons(), [
    ['network', (row) => row.network],
    ['of', (row) => row.of],
    ['published', (row) => row.published],
    ['computed', (row) => row.computed],
    ['gap, % or points', (row) => row.gap],
    ['verdict', (row) => row.verdict],
  ]);
  return TABLE_FORMATS.md({ facts: {}, tables: [table] });
}

it('the tables of the page are what the code says now', async () => {
  const parts: Record<string, string> = {
    example: await example(),
    kinds: kinds(),
    operators: `${Object.keys(OPERATORS)
      .map((name) => `\`${name}\``)
      .join(', ')}.\n`,
    shipped: shipped(),
  };
  let fresh = page;
  for (const [name, text] of Object.entries(parts)) {
    expect(page).toContain(`<!-- ${name} -->`);
    const block = new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`);
    fresh = fresh.replace(block, () => `<!-- ${name} -->\n\n${text}\n<!-- /${name} -->`);
  }
  await expect(fresh).toMatchFileSnapshot(PAGE);
});

it('the widths of the page are read', () => {
  const { nodes } = readWidths('page', JSON.parse(widths));
  expect([...nodes.keys()]).toEqual(['conv1', 'softmax']);
});
