import { describe, expect, test } from 'vitest';
import { LIGHT } from '../../../src/drawing/palette.ts';
import { AXE_TIMEOUT, axeFindings, useBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { colourInCell, currentCell, drawnItems, hashOf } from '../page.ts';

const withPage = useBrowser();

const CALM = { reducedMotion: 'reduce' } as const;

test('the way leads from the whole to the five gates and back, by keyboard', () =>
  withPage(
    '#/inside?circuit=dadda&i=4&j=4&sel=net.42',
    async (page) => {
      await currentCell(page).focus();
      for (const level of ['stage', 'column', 'cell', 'gate']) {
        await page.keyboard.press('Enter');
        await eventually(() => hashOf(page)).toContain(`level=${level}`);
      }
      const gates = page.getByRole('grid', { name: /^Gates of the full adder/ });
      await eventually(() => gates.getAttribute('aria-rowcount')).toBe('5');
      await page.keyboard.press('ArrowDown');
      await eventually(() => currentCell(page).getAttribute('aria-label')).toMatch(/gate, net 43, is [01]$/);
      for (const level of ['cell', 'column', 'stage', 'whole']) {
        await page.keyboard.press('Backspace');
        await eventually(() => hashOf(page)).toContain(`level=${level}`);
      }
    },
    CALM,
  ));

test('what is selected is told: value, readers, cone, depth and share', () =>
  withPage('#/inside?circuit=ripple-carry&i=4&j=4&a=15&b=1&sel=s.3', async (page) => {
    const card = page.getByRole('region', { name: 'Net' });
    await eventually(() => card.textContent()).toContain('sum of a full adder, XOR gate');
    const text = await card.textContent();
    expect(text).toContain('It is 0; 1 + 0 + 1 = 2\u00b71 + 0');
    expect(text).toContain('Fan-in cone: 11 gates, 64.7 % of all; 4 adders, 8 input bits, depth 6');
    expect(text).toContain('it is output s3');
    await eventually(() => page.getByText('as the model says').count()).toBe(1);
  }));

test('values are painted on items', () =>
  withPage(
    '#/inside?circuit=ripple-carry&i=4&j=4&a=15&b=1&sel=s.0',
    async (page) => {
      // The lowest adder makes 1 + 1 = 2: its left half is the carry 1, its right half the sum 0.
      await eventually(() => colourInCell(page, 0.15, 0.5)).toBe(LIGHT.one);
      await eventually(() => colourInCell(page, 0.86, 0.5)).toBe(LIGHT.zero);
      await page.getByRole('button', { name: 'b bit 0' }).click();
      await eventually(() => colourInCell(page, 0.15, 0.5)).toBe(LIGHT.zero);
      await eventually(() => colourInCell(page, 0.86, 0.5)).toBe(LIGHT.one);
    },
    CALM,
  ));

describe('circuits', () => {
  test('are chosen and built with parameters; a value goes with them where it fits', () =>
    withPage('#/inside?circuit=barrel-shifter&a=0x0f&amount=3', async (page) => {
      await page.getByRole('spinbutton', { name: 'n' }).fill('16');
      await page.getByRole('spinbutton', { name: 'n' }).press('Enter');
      await page.getByRole('combobox', { name: 'kind' }).selectOption('rotate-left');
      await eventually(() => hashOf(page)).toBe(
        '#/inside?circuit=barrel-shifter&n=16&kind=rotate-left&a=0x0f&amount=3',
      );
      await eventually(() => page.getByText('0x0078').count()).toBe(1);
      await page.getByRole('combobox', { name: 'Circuit' }).selectOption('comparator');
      await page.getByRole('grid', { name: 'Items of comparator(n=8)' }).waitFor();
    }));

  test('of floats take decimals', () =>
    withPage('#/inside?circuit=float-adder&format=binary16&a=0.1&b=0.2', async (page) => {
      await eventually(() => page.getByText('0x34cc').count()).toBe(1);
      await page.getByRole('textbox', { name: 'b in decimal' }).fill('-0.1');
      await eventually(() => hashOf(page)).toBe('#/inside?circuit=float-adder&format=binary16&a=0.1&b=-0.1');
      await page.getByRole('combobox', { name: 'format' }).selectOption('bfloat16');
      await page.getByRole('grid', { name: /float-adder\(e=8,f=7/ }).waitFor();
    }));

  test('refuse a parameter with a sentence', () =>
    withPage('#/inside?circuit=kogge-stone-adder', async (page) => {
      await page.getByRole('spinbutton', { name: 'n' }).fill('99');
      await page.getByRole('spinbutton', { name: 'n' }).press('Enter');
      await eventually(() => page.getByRole('alert').textContent()).toContain(
        "address: n must be a whole number from 1 to 64, got '99'",
      );
    }));
});

test('a search finds nets, bits and stages', () =>
  withPage('#/inside', async (page) => {
    await currentCell(page).focus();
    await page.keyboard.press('/');
    await page.keyboard.type('a3');
    await page.keyboard.press('Enter');
    await eventually(() => hashOf(page)).toBe('#/inside?sel=net.5&level=cell');
    await page.getByRole('textbox', { name: 'Find' }).fill('height 3');
    await page.keyboard.press('Enter');
    await eventually(() => hashOf(page)).toBe('#/inside?stage=5&level=stage');
    await eventually(() =>
      page.getByRole('button', { name: '5 to height 3' }).getAttribute('aria-current'),
    ).toBe('step');
  }));

test('a cone and a fault are marked, and the table tells the same', () =>
  withPage('#/inside?circuit=ripple-carry&i=4&j=4&a=15&b=1&sel=s.0', async (page) => {
    await eventually(() => drawnItems(page)).toBeGreaterThan(0);
    const before = await drawnItems(page);
    await page.getByRole('button', { name: 'Fan-in cone' }).click();
    await eventually(() => drawnItems(page)).toBe(before + 2);
    await page.getByRole('button', { name: 'Stick it at 1' }).click();
    await eventually(() => page.getByText('the model says 0x10').count()).toBe(1);
    await page.getByRole('button', { name: 'Table' }).click();
    const rows = page.getByRole('region', { name: 'Items as a table' }).getByRole('row');
    await eventually(() => rows.count()).toBe(5);
    await eventually(() => rows.nth(1).textContent()).toBe('10half addergates0a0 b01 + 1 = 2\u00b71 + 1');
  }));

test('axe finds nothing in light, dark and forced colours', { timeout: AXE_TIMEOUT }, () =>
  withPage(
    '#/inside?circuit=float-adder&format=e4m3-ieee&stage=4&sel=net.60&cone=true&fault=net.60.1&table=true',
    async (page) => expect(await axeFindings(page)).toEqual([]),
  ),
);
