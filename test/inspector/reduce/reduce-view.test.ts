import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DARK, LIGHT } from '../../../src/drawing/palette.ts';
import { AXE_TIMEOUT, axeFindings, useBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { colourInCell, currentCell, drawnItems, hashOf } from '../page.ts';

const withPage = useBrowser();

const CALM = { reducedMotion: 'reduce' } as const;

test('the diagram is walked by keyboard: dots, columns, stages', () =>
  withPage(
    '#/reduce',
    async (page) => {
      await currentCell(page).focus();
      await page.keyboard.press('ArrowLeft');
      await eventually(() => hashOf(page)).toBe('#/reduce?sel=dot.0.1.0');
      await eventually(() => currentCell(page).getAttribute('aria-label')).toBe(
        'column 1, dot 1 of 2, bit 1: partial product a1 b0; it passes',
      );
      await page.keyboard.press('ArrowDown');
      await eventually(() => hashOf(page)).toBe('#/reduce?sel=dot.0.1.1');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(
        'a0 b1',
      );

      await page.keyboard.press('PageDown');
      await page.getByRole('grid', { name: 'Dots of stage 1, to height 4' }).waitFor();
      for (let k = 0; k <= 5; k++) await page.keyboard.press(']');
      await eventually(() => hashOf(page)).toBe('#/reduce?stage=1&sel=column.1.5');
      const reasons = page.getByRole('region', { name: 'Reasons' });
      await eventually(() => reasons.textContent()).toContain(
        'Column 5 has 6 dots; with 1 carry from column 4 that makes 7.',
      );
      expect(await reasons.textContent()).toContain('Up to here 4 FA + 5 HA = 9 adders of 56.');
      expect(await page.getByRole('status').textContent()).toContain('Column 5 has 6 dots');

      await page.keyboard.press('t');
      const row = page
        .getByRole('region', { name: 'Stage as a table' })
        .getByRole('row')
        .filter({ hasText: 'FA HA' });
      await eventually(() => row.first().getByRole('rowheader').textContent()).toBe('5');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Look inside' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'Reduce' }).waitFor();
    },
    CALM,
  ));

describe('values', () => {
  test('are typed, turned bit by bit, and written in another way', () =>
    withPage('#/reduce?w=4x4', async (page) => {
      const a = page.getByRole('textbox', { name: 'a in decimal, 0x or 0b' });
      await a.fill('0b0110');
      await page.getByRole('button', { name: 'a bit 3' }).click();
      await eventually(() => a.inputValue()).toBe('0b1110');
      await page.getByRole('combobox', { name: 'a written in' }).selectOption('hex');
      await eventually(() => hashOf(page)).toBe('#/reduce?w=4x4&a=0xe');
      await page.getByRole('textbox', { name: 'b in decimal, 0x or 0b' }).fill('3');
      await eventually(() => page.getByText(/^a.b =/).textContent()).toBe(
        'a\u00b7b = 42 every stage comes to it',
      );
      await a.fill('16');
      await eventually(() => a.getAttribute('aria-invalid')).toBe('true');
      await eventually(() => hashOf(page)).toBe('#/reduce?w=4x4&a=0xe&b=3');
    }));

  test('are painted: a bit 1 and a bit 0 have their colours', () =>
    withPage(
      '#/reduce?w=4x4&a=1&b=1&sel=dot.0.0.0&stage=0',
      async (page) => {
        await eventually(() => colourInCell(page, 0.24, 0.5)).toBe(LIGHT.one);
        await currentCell(page).focus();
        await page.keyboard.press('ArrowLeft');
        await eventually(() => colourInCell(page, 0.24, 0.5)).toBe(LIGHT.zero);
      },
      CALM,
    ));

  test('are painted in the dark', () =>
    withPage(
      '#/reduce?w=4x4&a=1&b=1&sel=dot.0.0.0&stage=0',
      async (page) => {
        await eventually(() => colourInCell(page, 0.24, 0.5)).toBe(DARK.one);
        await page.getByRole('combobox', { name: 'Colours' }).selectOption('light');
        await eventually(() => colourInCell(page, 0.24, 0.5)).toBe(LIGHT.one);
      },
      { ...CALM, colorScheme: 'dark' },
    ));
});

test('a fault shows the first stage that is wrong, and is mended', () =>
  withPage('#/reduce?a=255&b=255&sel=dot.1.6.2', async (page) => {
    await page.getByRole('button', { name: /^Stick it at 1/ }).click();
    const alarm = page.getByText('is the first whose dots come to something else');
    await eventually(() => alarm.textContent()).toContain('stage 1, to height 4');
    await eventually(() =>
      page.getByRole('table', { name: 'Stages' }).getByText('\u2260 a\u00b7b').count(),
    ).toBe(5);
    await page.getByRole('button', { name: 'Mend it' }).click();
    await eventually(() => alarm.count()).toBe(0);
  }));

test('a fault that these numbers do not show says so', () =>
  withPage('#/reduce?w=4x4&a=15&b=15&fault=net.10.1', async (page) => {
    await eventually(() => page.getByText('Net 10 is stuck at 1').textContent()).toContain(
      'which it is anyway with these numbers.',
    );
    await eventually(() => page.getByText('every stage comes to it').count()).toBe(1);
  }));

test('the other methods stand beside it, and each says what it costs', () =>
  withPage('#/reduce?w=8x8', async (page) => {
    await eventually(() => drawnItems(page)).toBeGreaterThan(0);
    const alone = await drawnItems(page);
    await page.getByRole('button', { name: 'All methods' }).click();
    await eventually(() => drawnItems(page)).toBeGreaterThan(1.5 * alone);
    await page.getByRole('combobox', { name: 'Multiplier' }).selectOption('wallace');
    await eventually(() => page.getByText('63 adders; i*j - max(i, j) = 56').textContent()).toContain(
      'so 7 adders more',
    );
  }));

test('64 by 64 bits are drawn dot by dot, and near by only what is seen', () =>
  withPage(
    '#/reduce?w=64x64',
    async (page) => {
      await eventually(() => drawnItems(page)).toBeGreaterThan(16_000);
      await currentCell(page).focus();
      for (let k = 0; k < 9; k++) await page.keyboard.press('+');
      await eventually(() => drawnItems(page)).toBeLessThan(2_000);
    },
    CALM,
  ));

test('what is shown is saved as SVG and as PNG', () =>
  withPage('#/reduce?w=4x4&a=5&b=6', async (page) => {
    for (const [name, start] of [
      ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(
        `dadda-multiplier-i=4,j=4,final=ripple-carry-a=5-b=6.${name.toLowerCase()}`,
      );
      expect(readFileSync(await download.path(), 'latin1').startsWith(start)).toBe(true);
    }
  }));

test('axe finds nothing in light, dark and forced colours', { timeout: AXE_TIMEOUT }, () =>
  withPage('#/reduce?w=4x4&stage=1&sel=dot.1.3.0&fault=net.30.0&table=true', async (page) =>
    expect(await axeFindings(page)).toEqual([]),
  ),
);
