import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { formatNamed } from '../../../src/circuits/float-formats.ts';
import { DARK, LIGHT } from '../../../src/drawing/palette.ts';
import { geometryOf, placeX } from '../../../src/inspector/add/geometry.ts';
import { layoutOf, type Region } from '../../../src/inspector/add/layout.ts';
import { AXE_TIMEOUT, axeFindings, useBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';

const withPage = useBrowser();

const result = (page: Page) => page.getByRole('status', { name: 'result' });
const lane = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const hash = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));

describe('operands', () => {
  test('are typed as numbers, hex or binary', () =>
    withPage('#/add', async (page) => {
      await eventually(() => result(page).textContent()).toBe('0.3');
      const a = page.getByRole('textbox', { name: 'operand a' });
      for (const [text, sum] of [
        ['1.5', '1.7'],
        ['0x40400000', '3.2'],
        ['0b01000000010000000000000000000000', '3.2'],
        ['-inf', '-inf'],
        ['snan', 'nan'],
      ] as const) {
        await a.fill(text);
        await eventually(() => result(page).textContent()).toBe(sum);
      }
      await page.getByText('invalid 1').waitFor();
    }));

  test('that are no numbers say what they must be, and change nothing', () =>
    withPage('#/add?a=1&b=1', async (page) => {
      await page.getByRole('textbox', { name: 'operand b' }).fill('one');
      await eventually(() => page.getByRole('alert').textContent()).toBe(
        "b must be a number such as 1, 0.1 or -1.5e-7, inf, nan or snan, got 'one'",
      );
      expect(await result(page).textContent()).toBe('2');
    }));

  test('have bits for the keyboard', () =>
    withPage('#/add?format=binary16&a=1&b=0', async (page) => {
      const bits = page.getByRole('group', { name: '16 bits of a' });
      await bits.getByRole('button', { name: 'sign of a' }).focus();
      await page.keyboard.press('Space');
      await eventually(() => result(page).textContent()).toBe('-1');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await eventually(() => result(page).textContent()).toBe('-1.001');
      await page.keyboard.press('ArrowLeft');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
        'significand bit 1 of a',
      );
      await page.getByText('significand bit 0 of a is 1: -1.001').waitFor();
      await eventually(() => hash(page)).toBe('#/add?format=binary16&a=0xbc01&b=0');
      // Tab leaves the bits: they are one stop, however many they are.
      await page.keyboard.press('Tab');
      await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
        'operand b',
      );
    }));

  test('keep their numbers in another format', () =>
    withPage('#/add?format=binary32&a=0x40490fdb&b=0.1', async (page) => {
      await page.getByRole('combobox', { name: 'Format' }).selectOption('binary16');
      await eventually(() => hash(page)).toBe('#/add?format=binary16&a=3.1415927&b=0.1');
      await page.getByRole('spinbutton', { name: 'trailing significand bits' }).fill('9');
      await page.keyboard.press('Enter');
      await eventually(() => hash(page)).toBe('#/add?format=e5m9&a=3.1415927&b=0.1');
      await page.goBack();
      await page.goBack();
      await eventually(() => page.getByRole('combobox', { name: 'Format' }).inputValue()).toBe('binary32');
      expect(await page.getByRole('textbox', { name: 'operand a' }).inputValue()).toBe('3.1415927');
    }));
});

describe('stages', () => {
  test('open by keyboard and by click', () =>
    withPage('#/add', async (page) => {
      const stage = (name: string) => page.getByRole('button', { name });
      await eventually(() => stage('4 alignment shift').getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press(']');
      await eventually(() => stage('5 significand negation').getAttribute('aria-expanded')).toBe('true');
      expect(await stage('4 alignment shift').getAttribute('aria-expanded')).toBe('false');
      await eventually(() => hash(page)).toBe('#/add?stage=5');
      await stage('8 normalization').click();
      await lane(page, '8 normalization')
        .getByRole('img', { name: 'inside left by 1, amount bit' })
        .waitFor();
      await page.getByRole('button', { name: 'All stages open' }).click();
      await eventually(() => page.getByRole('button', { expanded: true }).count()).toBe(11);
    }));

  test('show bits, what happened, and the cost beside the term of the paper', () =>
    withPage('#/add?format=binary16&op=subtract&a=1.5&b=0.3&lanes=all', async (page) => {
      const shift = lane(page, '4 alignment shift');
      await shift.getByText('the significand of b moves right by 2 places').waitFor();
      const label = await shift.getByRole('img').getAttribute('aria-label');
      expect(label?.split('; ')).toEqual([
        'alignment shift, before smaller, amount: exponent 0010, significand 10011001101',
        'inside right by 1, amount bit 0: significand 1001100110100',
        'inside right by 2, amount bit 1: significand 00100110011010',
        'inside right by 4, amount bit 0: significand 00100110011010',
        'inside right by 8, amount bit 0: significand 00100110011010',
        'after aligned: significand 00100110011010',
      ]);
      await shift.getByText('51 multiplexers; 66 gates in all.').waitFor();
      await shift.getByText('The paper charges m*log2(m)/5, a cost that it sets').waitFor();
    }));

  test('add up to the table of the whole', () =>
    withPage('#/add?format=binary32', async (page) => {
      const rows = await page.getByRole('table').getByRole('row').allTextContents();
      expect(rows).toHaveLength(6);
      expect(rows[3]).toContain('149.6');
      expect(rows[4]).toContain('6*max(i, j)');
    }));
});

describe('the badge', () => {
  test.each([
    ['format=binary64&a=0.1&b=0.2', 'JavaScript: a + b = 0.30000000000000004'],
    ['format=binary32&a=0.1&b=0.7', 'JavaScript: Math.fround(a + b) = 0.8'],
    ['format=binary16&a=inf&b=inf&op=subtract', 'JavaScript: a - b as binary64, rounded to binary16 = nan'],
  ])('of %s agrees', (query, text) =>
    withPage(`#/add?${query}`, async (page) => {
      await page.getByText(`✓ agrees ${text}`).waitFor();
      await page.getByText('✓ agrees Exact integers').waitFor();
    }),
  );

  test('says why there is none', () =>
    withPage('#/add?rounding=port&rm=up&a=1&b=1e-9', async (page) => {
      await page.getByText('JavaScript cannot say: it rounds ties-to-even, never up').waitFor();
      await page.getByText('✓ agrees Exact integers, rounded once: 1.0000001').waitFor();
    }));
});

test('examples are chosen, and the Back button takes them back', () =>
  withPage('#/add?format=binary16&a=1&b=1', async (page) => {
    const examples = page.getByRole('combobox', { name: 'Example' });
    await examples.selectOption('Carry out of rounding');
    await eventually(() => result(page).textContent()).toBe('2');
    await page.getByText('all ones round up').first().waitFor();
    await examples.selectOption('Infinity - infinity');
    await eventually(() => result(page).textContent()).toBe('nan');
    await page.goBack();
    await page.goBack();
    await eventually(() => hash(page)).toBe('#/add?format=binary16&a=1&b=1');
    await eventually(() => page.getByRole('textbox', { name: 'operand a' }).inputValue()).toBe('1');
  }));

/** The colour in the corner of a bit, in the first row of a stage's picture. */
async function bitColour(page: Page, stage: string, format: string, region: Region, slot: number) {
  const canvas = lane(page, stage).getByRole('img');
  const width = Number.parseFloat(await canvas.evaluate((element) => (element as HTMLElement).style.width));
  const x = placeX(geometryOf(layoutOf(formatNamed(format)), width), region, slot);
  return canvas.evaluate(
    (element, at) =>
      Array.from((element as HTMLCanvasElement).getContext('2d')?.getImageData(at.x, at.y, 1, 1).data ?? []),
    { x: Math.ceil(x) + 1, y: 4 },
  );
}

const rgba = (hex: string) => [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16)).concat(255);

test.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('bits have their colours, %s', (colorScheme, palette) =>
  withPage(
    '#/add?format=binary16&a=0xbe00&b=0&stage=packing',
    async (page) => {
      await lane(page, '6 significand addition').getByRole('img').waitFor();
      const colour = (region: Region, slot: number) =>
        bitColour(page, '2 operand swapping', 'binary16', region, slot);
      // -1.5: sign 1, exponent 01111, significand 1.1000000000.
      expect(await colour('sign', 0)).toEqual(rgba(palette.one));
      expect(await colour('exponent', 4)).toEqual(rgba(palette.zero));
      expect(await colour('exponent', 3)).toEqual(rgba(palette.one));
      expect(await colour('significand', 13)).toEqual(rgba(palette.one));
      expect(await colour('significand', 12)).toEqual(rgba(palette.one));
      expect(await colour('significand', 11)).toEqual(rgba(palette.zero));
      // Where nothing stands there is nothing: the guard bit.
      expect(await colour('significand', 2)).toEqual([0, 0, 0, 0]);
    },
    { colorScheme },
  ),
);

test('what is shown can be had as a file', () =>
  withPage('#/add?format=binary16&a=1.5&b=0.3', async (page) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'SVG' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('float-adder-e=5,f=10,rounding=ties-to-even-.svg');
    const stream = await download.createReadStream();
    let text = '';
    for await (const part of stream) text += String(part);
    expect(text).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(text).toContain('1.5 + 0.3 = 1.8');
    expect(text).toContain('9 rounding and post-normalization');
  }));

test('an address that is no good gives messages and the defaults', () =>
  withPage(
    `#/add?format=e99m9999&rounding=sideways&op=divide&a=<img src=x onerror=alert(1)>&b=0x1${'0'.repeat(300)}&stage=12&lanes=two&x=1`,
    async (page) => {
      const said = await page.getByRole('alert').locator('p').allTextContents();
      expect(said).toHaveLength(8);
      expect(said[0]).toContain('format must be one of binary16');
      expect(said.join()).toContain(
        "a must be a number such as 1, 0.1 or -1.5e-7, inf, nan or snan, got '<img",
      );
      await eventually(() => result(page).textContent()).toBe('0.3');
      expect(await page.locator('img').count()).toBe(0);
    },
  ));

test('axe finds nothing in light, dark and forced colours', { timeout: AXE_TIMEOUT }, () =>
  withPage('#/add?format=e4m3-ieee&lanes=all&a=1&b=0.3', async (page) => {
    await page.getByRole('textbox', { name: 'operand b' }).fill('x');
    await page.getByRole('alert').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  }),
);
