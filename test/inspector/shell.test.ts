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

test('digits go to views and ? opens the help', { timeout: AXE_TIMEOUT }, () =>
  withPage('', async (page) => {
    await page.keyboard.press('2');
    await page.getByRole('heading', { level: 1, name: 'Look inside' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and address of Look inside' }).waitFor();
    expect(await axeFindings(page, 'dialog')).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
  }),
);

test('an address that is no good gives a message and the default', () =>
  withPage('#/nowhere?x=<script>alert(1)</script>', async (page) => {
    await eventually(() => page.getByRole('alert').textContent()).toBe(
      "address: view must be one of reduce, inside, add, widths, got 'nowhere'. The default is shown instead.",
    );
    await page.getByRole('heading', { level: 1, name: 'Reduce' }).waitFor();
  }));

test.each(['reduce?w=8x8&stage=1', 'inside', 'add', 'widths'])(
  'on a small screen nothing of %s lies over anything else or leaves the page',
  (view) =>
    withPage(
      `#/${view}`,
      async (page) => {
        await eventually(() => page.locator('canvas').count()).toBeGreaterThan(0);
        const { wide, overlaps } = await page.evaluate(() => {
          const parts = [
            ...document.querySelectorAll('.picture-tools, .picture, .legend, .panel > *, .lane-scroll'),
          ];
          const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ height }) => height > 0);
          return {
            wide: document.documentElement.scrollWidth,
            overlaps: boxes.filter((one, k) =>
              boxes.slice(k + 1).some((two) => two.top < one.bottom - 1 && one.top < two.bottom - 1),
            ).length,
          };
        });
        expect([wide, overlaps]).toEqual([390, 0]);
      },
      { viewport: { width: 390, height: 800 } },
    ),
);
