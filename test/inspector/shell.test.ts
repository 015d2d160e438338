import { expect, test } from 'vitest';
import { AXE_TIMEOUT, axeFindings, useBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';

const withPage = useBrowser();

test('the navigation leads to every view, and back', () =>
  withPage('', async (page) => {
    const nav = page.getByRole('navigation', { name: 'Views' });
    for (const [name, hash] of [
      ['Look inside', '#/inside'],
      ['Add two floats', '#/add'],
      ['All widths', '#/widths'],
    ] as const) {
      await nav.getByRole('link', { name }).click();
      await page.waitForFunction((start) => location.hash.startsWith(start), hash);
      await eventually(() => nav.getByRole('link', { name }).getAttribute('aria-current')).toBe('page');
    }
    await page.goBack();
    await eventually(() =>
      nav.getByRole('link', { name: 'Add two floats' }).getAttribute('aria-current'),
    ).toBe('page');
  }));

test('digits go to views and ? opens the help', () =>
  withPage('', async (page) => {
    await page.keyboard.press('2');
    await page.getByRole('heading', { level: 1, name: 'Look inside' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and address of Look inside' }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
  }));

test('axe finds nothing in light, dark and forced colours', { timeout: AXE_TIMEOUT }, () =>
  withPage('', async (page) => expect(await axeFindings(page)).toEqual([])),
);

test('an address that is no good gives a message and the default', () =>
  withPage('#/nowhere?x=<script>alert(1)</script>', async (page) => {
    await eventually(() => page.getByRole('alert').textContent()).toBe(
      "address: view must be one of reduce, inside, add, widths, got 'nowhere'. The default is shown instead.",
    );
    await page.getByRole('heading', { level: 1, name: 'Reduce' }).waitFor();
  }));
