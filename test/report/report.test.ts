import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLAIMS } from '../../src/claims/index.ts';
import { NETWORK_FILES } from '../../src/cost/network/shipped.ts';
import { adderscope } from '../support/command-line.ts';
import { needsBrowser, openReport } from './open-report.ts';

let folder = '';
let html = '';
let path = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  path = join(folder, 'report.html');
  const ended = adderscope('report', '--out', path, '--seed', '7');
  expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
  html = readFileSync(path, 'utf8');
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the report', () => {
  test('is one file without a script or anything from elsewhere', () => {
    expect(html).not.toMatch(/<script|<iframe|@import|url\(|<link[^>]+href="(?!data:)/);
    expect(html).not.toMatch(/ (src|href)="(https?:|\/|\.)/);
    expect(html.length).toBeLessThan(1_000_000);
  });

  test('has a verdict for every formula, and how to see every section again', () => {
    for (const { id } of CLAIMS) {
      const row = html.match(new RegExp(`<th scope="row">${id}</th>.*?</tr>`))?.[0] ?? '';
      expect({ id, row }).toEqual({ id, row: expect.stringMatching(/holds in|exact in/) });
    }
    const sections = html.match(/<section /g)?.length ?? 0;
    expect(sections).toBe(11);
    expect(html.match(/To see these figures again/g)).toHaveLength(sections);
  });

  test('begins with what the prices of the model come to', () => {
    for (const text of [
      'F4, <code>i*j - max(i, j)</code> for a product of i by j bits: holds in 4,096 of 4,096 cases.',
      'they are 82.8 % of i*j and more, and 98.9 % and more from 8 by 8 bits on.',
      'F8, <code>6*max(i, j)</code> for a floating-point sum: exact in 0 of 3,721 cases: off by +6.94 to +39.5 %.',
    ])
      expect(html).toContain(text);
  });

  test('draws every metric that counts gates against ACE_v2, at every pair of widths', () => {
    expect(html.match(/<figcaption>[^<]* against ACE_v2, from structure/g)).toHaveLength(6);
    expect(html).toMatch(/<th scope="row">mul<\/th><td>unit-gate-area<\/td><td class="n">2080</);
  });

  test('tells the run: seed, version, machine', () => {
    for (const [name, value] of [
      ['version', 'adderscope \\d'],
      ['seed', '7'],
      ['machine', '.*Node \\d'],
      ['made', '\\d{4}-.*Z in [\\d.]+ s'],
    ])
      expect(html).toMatch(new RegExp(`<dt>${name}</dt><dd>${value}`));
  });

  test('says of every network what comes out and what does not, and marks what is inferred', () => {
    for (const name of NETWORK_FILES.keys()) expect(html).toContain(name);
    for (const name of ['pikelpn-2x', 'pikelpn-3x', 'pikelpn-6x'])
      expect(html).toMatch(new RegExp(`${name}</th><td>total, 10\\^9 adders</td>.*comes out</span>`));
    expect(html).toMatch(/pikelpn-1x<\/th><td>total, 10\^9 adders<\/td>.*does not come out/);
    expect(html).toContain('PROFIT');
    expect(html).toContain('<span class="inferred">inferred</span>');
  });

  test('holds what the command prints: a figure of a section is that of its own command', () => {
    const { stdout } = adderscope('cost', 'quant-norm', '--seed', '7', '--format', 'csv');
    const cells = stdout.split('\n')[1]?.split(',').slice(2) ?? [];
    expect(cells).toHaveLength(4);
    expect(html).toContain(cells.slice(1).join('</td><td class="n">'));
  });

  needsBrowser(
    'opens without a request or a complaint, passes axe, light and dark',
    async () => {
      const grounds = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        const seen = await openReport(path, { colorScheme }, colorScheme === 'light' ? 'all' : 'colours');
        expect(seen).toMatchObject({ requests: [], complaints: [], findings: [], overflow: 0 });
        grounds.push(seen.ground);
      }
      expect(new Set(grounds).size).toBe(2);
    },
    300_000,
  );

  needsBrowser('can be read without JavaScript, on a narrow screen too', async () => {
    const options = { javaScriptEnabled: false, viewport: { width: 390, height: 800 } };
    const { text, requests } = await openReport(path, options, 'none');
    expect(requests).toEqual([]);
    expect(text).toContain('What arithmetic costs, counted in gates');
    expect(text).toContain('holds in 4,096 of 4,096 cases');
  });
});
