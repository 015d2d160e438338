import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import { ROOT } from './command-line.ts';
import { CHROMIUM_ARGS, findChromium } from './find-chromium.ts';

/** What to do where there is no browser, in one sentence. */
export const HOW_TO_GET_CHROMIUM =
  'the tests of the inspector need Chromium: name one in CHROMIUM=/path/to/chromium, or install one with ' +
  '`apt-get install chromium` or `npx playwright install chromium`, or leave these tests out with ' +
  "`npx vitest run --exclude 'test/inspector/**'`";

/** Playwright's own Chromium, fetched now where npm may fetch; undefined where that fails. */
function installChromium(): string | undefined {
  if (process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD !== undefined) return undefined;
  spawnSync('npx', ['playwright', 'install', 'chromium'], { cwd: ROOT, stdio: 'inherit' });
  return findChromium();
}

/** The page as the build left it, by its address on the disk. */
export const PAGE_URL = pathToFileURL(join(ROOT, 'dist/inspector/page.html')).href;

/**
 * Starts a browser for the tests of a file. The function it returns runs a test in a fresh page, at an address from `#` on,
 * and fails when the page complained.
 */
export function useBrowser() {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const executablePath =
      findChromium() ?? (process.env.CHROMIUM === undefined ? installChromium() : undefined);
    if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  }, 600_000);
  afterAll(() => browser?.close());

  return async function withPage(
    hash: string,
    body: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    if (browser === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(PAGE_URL) && !/^(data|blob):/.test(url)) complaints.push(`request of ${url}`);
      });
      await page.goto(PAGE_URL + hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // Keys are listened to once the first picture is painted.
      await page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))',
      );
      await body(page);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  };
}

/** What axe finds wrong with the page: rule and place, one line each. In dark and in forced colours only colours differ. */
export async function axeFindings(page: Page): Promise<string[]> {
  const found = await analyse(new AxeBuilder({ page }), 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await analyse(new AxeBuilder({ page }).withRules('color-contrast'), 'dark')));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  found.push(...(await analyse(new AxeBuilder({ page }).withRules('color-contrast'), 'forced colours')));
  return found;
}

async function analyse(axe: AxeBuilder, colours: string): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${colours}: ${id}: ${html} ${failureSummary}`),
  );
}

/** Axe looks at every element and every colour; that takes its time where other tests have the cores. */
export const AXE_TIMEOUT = 180_000;
