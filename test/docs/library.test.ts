import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runExample } from '../support/examples.ts';

const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
const parts = [...page.matchAll(/^## (.+)\n[\s\S]*?```ts\n([\s\S]*?)```/gm)];

describe('every block of the page gives what it says', () => {
  test.each(parts.map(([, title = '', code = '']) => [title, code] as const))(
    '%s',
    async (_, code) => {
      const told = await runExample(code);
      expect(told.length).toBeGreaterThan(0);
      for (const { line, said, gave } of told) expect([line, gave]).toEqual([line, said]);
    },
    120_000,
  );
});

test('it has the five that are promised', () => {
  expect(parts.map(([, title]) => title)).toEqual([
    'Prove a floating-point adder',
    'Compare two Verilog texts',
    'Price a network',
    'A thousand vectors at once',
    'A campaign: every one of 2^24 inputs',
  ]);
});
