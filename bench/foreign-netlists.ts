import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import { FOREIGN_COLUMNS, FOREIGN_NETLISTS, sayOf } from '../test/support/foreign-netlists.ts';

/**
 * Writes the table of docs/foreign-netlists.md anew: what `recover` and `prove` say of netlists that Yosys (npm) and ABC
 * (`berkeley-abc`) made. `npx tsx bench/foreign-netlists.ts`
 */
const page = fileURLToPath(new URL('../docs/foreign-netlists.md', import.meta.url));
const rows: (readonly string[])[] = [];
for (const foreign of FOREIGN_NETLISTS) {
  const before = process.cpuUsage();
  const row = await sayOf(foreign);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${row.join('  ')}  (${((user + system) / 1e6).toFixed(1)} s with its making)\n`);
  rows.push(row);
}
const align = FOREIGN_COLUMNS.map((column) => (/adders|gates|bits/.test(column) ? 'r' : 'l'));
const table = markdownTable(
  [FOREIGN_COLUMNS, ...rows].map((row) => [...row]),
  { align },
);
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(/<!-- rows -->[\s\S]*<!-- \/rows -->/, `<!-- rows -->\n${table}\n<!-- /rows -->`),
);
