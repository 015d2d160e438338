import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PAGE_URL, useBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { hashOf } from './page.ts';

// Every page of these tests is the exported file, opened from the disk; `withPage` fails on any request and any message.
const withPage = useBrowser();

test('the page is one file under 250 kB compressed, which may fetch nothing', () => {
  const file = readFileSync(fileURLToPath(PAGE_URL));
  expect(gzipSync(file).length).toBeLessThan(250_000);
  const text = file.toString('utf8');
  expect(text).toContain(`content="default-src 'none'; script-src 'sha256-`);
  expect(text.match(/<(script|link|img|iframe)\b[^>]*\b(src|href)="(?!data:)/g)).toBeNull();
});

test.each(['#/reduce', '#/inside', '#/add', '#/widths'])('%s opens from the disk without a word', (hash) =>
  withPage(hash, async (page) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await eventually(() => page.locator('canvas').count()).toBeGreaterThan(0);
    expect(await page.getByRole('alert').count()).toBe(0);
  }),
);

test.each([
  '#/reduce?kind=wallace&w=5x7&a=0x1f&b=0b101&stage=1&sel=column.1.4',
  '#/inside?circuit=float-adder&format=binary16&a=0.1&b=-1e-5&stage=4&sel=net.60',
  '#/widths?kind=wallace&layer=fa&i=16&j=8',
])('an address says what it says: %s', (hash) =>
  withPage(hash, async (page) => {
    await page.getByRole('grid').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    // A change and its opposite write the address anew.
    await page.getByRole('button', { name: /^Table/ }).click();
    await eventually(() => hashOf(page)).toBe(`${hash}&table=true`);
    await page.getByRole('button', { name: /^Table/ }).click();
    await eventually(() => hashOf(page)).toBe(hash);
  }),
);

test('an address of two floats says what it says', () => {
  const hash = '#/add?format=e6m9&rounding=up&op=subtract&a=0.1&b=-1e-5&stage=4&radix=hex';
  return withPage(hash, async (page) => {
    const all = page.getByRole('button', { name: 'All stages open' });
    await all.click();
    await eventually(() => hashOf(page)).toBe(hash.replace('&radix', '&lanes=all&radix'));
    expect(await page.getByRole('alert').count()).toBe(0);
    await all.click();
    await eventually(() => hashOf(page)).toBe(hash);
  });
});

test('the Back button goes back, and a hand-written address is followed', () =>
  withPage('#/reduce?w=4x4', async (page) => {
    await page.getByRole('button', { name: '1 to height 2' }).click();
    await eventually(() => hashOf(page)).toBe('#/reduce?w=4x4&stage=1');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Look inside' }).click();
    await page.getByRole('grid', { name: 'Items of dadda-multiplier(i=4,j=4,final=ripple-carry)' }).waitFor();
    await page.goBack();
    await page.getByRole('grid', { name: 'Dots of stage 1, to height 2' }).waitFor();
    await page.goBack();
    await page.getByRole('grid', { name: 'Dots of stage 0, to height 3' }).waitFor();
    await page.evaluate(() => {
      location.hash = '#/reduce?w=3x3&a=7&b=7';
    });
    await eventually(() => page.getByText('49').count()).toBeGreaterThan(0);
  }));

test.each([
  ['#/reduce?w=99999x99999', "address: w must be two widths from 1 to 64, as in 8x8, got '99999x99999'"],
  ['#/reduce?a=<img src=x onerror=alert(1)>', "got '<img src=x onerror=alert(1)>'"],
  ['#/inside?circuit=dadda&i=1000000', "address: i must be a whole number from 1 to 64, got '1000000'"],
  ['#/add?a="><svg onload=alert(1)>', `got '"><svg onload=alert(1)>'`],
  ['#/widths?i=1000000', "address: i must be a whole number from 1 to 64, got '1000000'"],
  ['#/inside?surprise=1', "got 'surprise'"],
  [`#/reduce?a=${'9'.repeat(5000)}`, 'address: length must be at most 4096 characters, got 5011'],
])('a hostile address gets a message and the default: %s', (hash, text) =>
  withPage(hash, async (page) => {
    await eventually(() => page.getByRole('alert').textContent()).toContain(text);
    await page.locator('main canvas').first().waitFor();
    expect(await page.locator('main img, main svg').count()).toBe(0);
  }),
);
