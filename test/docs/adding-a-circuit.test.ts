import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnyCircuit } from '../../src/circuits/circuit.ts';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { count } from '../../src/gates/count.ts';
import { planJobs } from '../../src/verify/plan.ts';
import { runJob } from '../../src/verify/run-job.ts';
import { CHECK_NAMES } from '../../src/verify/verdict.ts';
import { runCommand } from '../support/run-command.ts';

const page = readFileSync(new URL('../../docs/adding-a-circuit.md', import.meta.url), 'utf8');
const here = fileURLToPath(new URL('.', import.meta.url));
let folder = '';
let circuit: AnyCircuit;

beforeAll(async () => {
  const code = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  // The page's file would lie in src/circuits.
  folder = mkdtempSync(`${here}.walk-through-`);
  const moved = code
    .replaceAll("'../gates/", "'../../../src/gates/")
    .replaceAll("'./", "'../../../src/circuits/");
  writeFileSync(`${folder}/ones-counter.ts`, moved);
  ({ onesCounter: circuit } = await import(`${folder}/ones-counter.ts`));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the circuit of the walk-through is right at every width', () => {
  const catalogue = { circuits: [circuit], claims: [] };
  const jobs = planJobs({ names: [], params: {}, checks: CHECK_NAMES, seed: 1 }, catalogue);
  expect(jobs).toHaveLength(64);
  for (const job of jobs) expect(runJob(job, catalogue).failures).toEqual([]);
});

test('it spends what the page says: a full adder for each bit that disappears', () => {
  const { fa, ha, gates } = count(buildCircuit(circuit, { n: 64 }));
  expect({ fa, ha, gates }).toMatchInlineSnapshot(`
    {
      "fa": 57,
      "gates": 297,
      "ha": 6,
    }
  `);
});

test('the module of claims gives what the page says', async () => {
  const [, module = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  const [, text = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  const file = `${folder}/claims.mjs`;
  writeFileSync(file, module);
  const verified = (...names: string[]) =>
    runCommand('verify', ...names, '--load', file, '--checks', 'counts', '--jobs', '1');
  const timeless = (said: string) => said.replaceAll(/, [\d.]+ s\)/g, ')');

  const good = await verified('L1', 'L2', 'L3', 'L4');
  expect(good.code).toBe(0);
  expect(timeless(good.data)).toContain(timeless(text));

  const wrong = await verified('L5');
  expect(wrong.code).toBe(1);
  const [, told = ''] = /`(L5: [^`]+)`/.exec(page.replaceAll('\n', ' ')) ?? [];
  const first = wrong.data.split('\n').find((line) => line.includes('L5: '));
  expect(first).toContain(told);
  expect(first).toContain('(i=9,j=9,carry=false)');
});
