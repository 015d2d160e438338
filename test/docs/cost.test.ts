import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const PAGE = '../../docs/cost.md';

it('the tables of the page are what its commands print now', async () => {
  const page = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/<!-- run ([^>]+?) -->[\s\S]*?<!-- \/run -->/g)];
  expect(blocks.length).toBeGreaterThan(6);
  let fresh = page;
  for (const [block, line = ''] of blocks) {
    const { code, data } = await runCommand(...line.split(' '), '--format', 'md');
    expect({ line, code }).toEqual({ line, code: 0 });
    fresh = fresh.replace(block, () => `<!-- run ${line} -->\n\n${data}\n<!-- /run -->`);
  }
  await expect(fresh).toMatchFileSnapshot(PAGE);
});
