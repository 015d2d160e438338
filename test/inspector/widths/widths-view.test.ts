import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { CIRCUITS } from '../../../src/circuits/index.ts';
import { LAYERS, survey } from '../../../src/inspector/widths/layers.ts';
import { scaleOf } from '../../../src/inspector/widths/scale.ts';
import { cellOf, emptyMap, fillMap, mappable } from '../../../src/inspector/widths/width-map.ts';
import { AXE_TIMEOUT, axeFindings, useBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';

const withPage = useBrowser();

const grid = (page: Page) => page.getByRole('grid');
const current = (page: Page) => page.getByRole('gridcell', { selected: true });
const hash = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));

/** Waits until every circuit of the page is measured: 4,096 for each map, a second or more. */
const whole = (page: Page) => eventually(() => page.getByRole('progressbar').count(), 140_000).toBe(0);

/** Waits for the selected cell: where its widths are small, that is soon. */
const counted = (page: Page) =>
  eventually(() => page.getByRole('region', { name: 'Selected widths' }).textContent()).toContain(
    'full adders',
  );

describe('the grid', () => {
  test('is walked with the arrow keys', () =>
    withPage('#/widths?kind=wallace&alone=true&i=8&j=8', async (page) => {
      await counted(page);
      await current(page).focus();
      await eventually(() => current(page).getAttribute('aria-label')).toBe(
        'wallace-multiplier: adders beyond the formula, 8 by 8: 7 adders beyond the formula',
      );
      for (const [key, address] of [
        ['ArrowRight', 'i=8&j=9'],
        ['ArrowDown', 'i=9&j=9'],
        ['Home', 'i=9&j=1'],
        ['ArrowLeft', 'i=9&j=1'],
        ['End', 'i=9&j=64'],
        ['PageUp', 'i=1&j=64'],
        ['ArrowUp', 'i=1&j=64'],
        ['PageDown', 'i=9&j=64'],
      ] as const) {
        await page.keyboard.press(key);
        await eventually(() => hash(page)).toBe(`#/widths?kind=wallace&${address}&alone=true`);
      }
      expect(await grid(page).getAttribute('aria-rowcount')).toBe('64');
      expect(await current(page).getAttribute('aria-colindex')).toBe('64');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
    }));

  test('has layers and multipliers, by key and by click', () =>
    withPage('#/widths?i=8&j=8', async (page) => {
      await counted(page);
      await current(page).focus();
      await page.keyboard.press(']');
      await eventually(() => page.getByRole('radio', { name: 'Full adders' }).isChecked()).toBe(true);
      await eventually(() => current(page).getAttribute('aria-label')).toBe(
        'dadda-multiplier, 8 by 8: 48 full adders',
      );
      await page.keyboard.press('m');
      await eventually(() => current(page).getAttribute('aria-label')).toBe(
        'wallace-multiplier, 8 by 8: 47 full adders',
      );
      await page.getByRole('radio', { name: 'Depth' }).check();
      await eventually(() => current(page).getAttribute('aria-label')).toBe(
        'wallace-multiplier, 8 by 8: 31 gates deep',
      );
      await page.goBack();
      await eventually(() => page.getByRole('radio', { name: 'Full adders' }).isChecked()).toBe(true);
    }));

  test('opens the circuit of a cell', () =>
    withPage('#/widths?kind=wallace&i=5&j=9', async (page) => {
      await counted(page);
      const link = page.getByRole('link', { name: 'see it reduce' });
      expect(await link.getAttribute('href')).toBe('#/reduce?kind=wallace&w=5x9');
      await current(page).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Reduce' }).waitFor();
      await eventually(() => hash(page)).toContain('w=5x9');
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'All widths' }).waitFor();
    }));
});

test('the other final adders of Dadda have maps too', () =>
  withPage('#/widths?kind=dadda&alone=true&final=kogge-stone&layer=depth&i=16&j=16', async (page) => {
    await counted(page);
    const label = await current(page).getAttribute('aria-label');
    expect(label).toMatch(/^dadda-multiplier, final kogge-stone: depth, 16 by 16: \d+ gates deep$/);
    await page.getByRole('combobox', { name: 'final' }).selectOption('ripple-carry');
    await eventually(() => current(page).getAttribute('aria-label')).toBe(
      'dadda-multiplier: depth, 16 by 16: 61 gates deep',
    );
  }));

/** The colour in the middle of a cell of the one map on the page. */
async function colourAt(page: Page, i: number, j: number) {
  const { x, y } = await page.evaluate(
    ([row, column]) => {
      // The current cell of the grid lies over its picture; from it and the size of a cell all others follow.
      const cell = document.querySelector<HTMLElement>('[role=gridcell][aria-selected=true]');
      const one = document.querySelector<HTMLElement>('[role=gridcell][aria-colindex="2"]');
      const other = document.querySelector<HTMLElement>('[role=gridcell][aria-colindex="1"]');
      if (!cell || !one || !other) throw new Error('no cells');
      const left = Number.parseFloat(other.style.left);
      const k = Number.parseFloat(one.style.left) - left;
      const top = Number.parseFloat(cell.style.top);
      return { x: left + k * ((column ?? 1) - 0.5), y: top + k * ((row ?? 1) - 0.5) };
    },
    [i, j],
  );
  return page.evaluate(
    (at) => {
      const context = document.querySelector('canvas')?.getContext('2d', { willReadFrequently: true });
      return Array.from(context?.getImageData(Math.round(at.x), Math.round(at.y), 1, 1).data ?? []);
    },
    { x, y },
  );
}

test(
  'the map of Wallace has the colour of its count in every corner, the map of Dadda is flat',
  () =>
    withPage('#/widths?kind=wallace&alone=true&i=1&j=1', async (page) => {
      await whole(page);
      await page
        .getByText('The formula is off in 3,723 of 4,096 pairs of widths: up to 441 too many')
        .waitFor();
      // What the page must show is counted here, in another process.
      const circuit = mappable(CIRCUITS).find(({ name }) => name === 'wallace-multiplier');
      const [beyond] = LAYERS;
      if (circuit === undefined || beyond === undefined) throw new Error('no map');
      const map = emptyMap(circuit, {});
      for (const done of fillMap(map)) if (done === 32 * 32) break;
      const { values } = survey(map, beyond);
      const { colour } = scaleOf(0, 441);
      for (const [i, j] of [
        [2, 2],
        [32, 2],
        [16, 31],
        [3, 30],
        [31, 20],
      ] as const)
        expect([i, j, ...(await colourAt(page, i, j))]).toEqual([
          i,
          j,
          ...colour(values[cellOf(i, j)] ?? Number.NaN),
          255,
        ]);
      await page.getByRole('combobox', { name: 'Multiplier' }).selectOption('dadda');
      await whole(page);
      await page.getByText('The formula holds in all 4,096 pairs of widths: flat zero.').waitFor();
      const flat = [...scaleOf(0, 0).colour(0), 255];
      for (const [i, j] of [
        [2, 2],
        [32, 2],
        [2, 64],
        [64, 64],
      ] as const)
        expect(await colourAt(page, i, j)).toEqual(flat);
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Table' }).click();
      await page.getByRole('region', { name: 'Layer as a table' }).waitFor();
      expect(await page.getByRole('row').filter({ hasText: /^64/ }).getByRole('cell').count()).toBe(64);
    }),
  // Twice 4,096 circuits: some seconds, but on a machine that does other things besides it may be many.
  300_000,
);

test('what is shown can be had as a file', () =>
  withPage('#/widths?kind=array&i=4&j=4', async (page) => {
    await counted(page);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'SVG' }).click();
    let text = '';
    for await (const part of await (await coming).createReadStream()) text += String(part);
    for (const name of [
      'dadda-multiplier',
      'wallace-multiplier',
      'array-multiplier',
      'Adders beyond the formula',
    ])
      expect(text).toContain(name);
  }));

test('an address that is no good gives messages and the defaults', () =>
  withPage(
    '#/widths?kind=<b>booth</b>&layer=cost&i=65&j=-1&alone=perhaps&final=none&w=9e9x9e9',
    async (page) => {
      const said = await page.getByRole('alert').locator('p').allTextContents();
      expect(said).toHaveLength(7);
      expect(said.join()).toContain("i must be a whole number from 1 to 64, got '65'");
      expect(await page.locator('b', { hasText: 'booth' }).count()).toBe(0);
      await eventually(() => current(page).getAttribute('aria-colindex')).toBe('64');
    },
  ));

test('axe finds nothing in light, dark and forced colours', { timeout: AXE_TIMEOUT }, () =>
  withPage('#/widths?i=4&j=4', async (page) => {
    await counted(page);
    expect(await axeFindings(page)).toEqual([]);
  }),
);
