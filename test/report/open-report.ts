import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContextOptions, chromium } from 'playwright';
import { test } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../support/find-chromium.ts';

/** `test`, for a test that opens a browser; skipped and shown as such where there is none, unless REQUIRE_TOOLS=1. */
export const needsBrowser = test.skipIf(findChromium() === undefined && process.env.REQUIRE_TOOLS !== '1');

/** What a browser says of a file: what it asked for, what it complained of, what axe finds, and how wide it is. */
export async function openReport(
  path: string,
  options: BrowserContextOptions,
  axe: 'all' | 'colours' | 'none',
) {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_ARGS,
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    const address = pathToFileURL(path).href;
    await page.goto(address);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const builder = new AxeBuilder({ page }).setLegacyMode(true);
    // The rules of contrast take most of the time; every colour there is occurs in these two parts.
    if (axe === 'colours') builder.withRules(['color-contrast']).include('header').include('#formulas');
    const { violations } = axe === 'none' ? { violations: [] } : await builder.analyze();
    return {
      requests: requests.filter((url) => url !== address && !url.startsWith('data:')),
      complaints,
      overflow,
      ground,
      text: await page.locator('body').innerText(),
      findings: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    };
  } finally {
    await browser.close();
  }
}
