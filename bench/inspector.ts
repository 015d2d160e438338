import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright';
import { machine } from '../src/host/machine.ts';
import { CHROMIUM_ARGS, findChromium } from '../test/support/find-chromium.ts';

/**
 * The inspector at 64 by 64 bits in a real browser without a GPU: items drawn in a frame, the time a frame takes, and the
 * time to the first picture. Run it by `npx tsx bench/inspector.ts`, after a build.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}/dist/inspector/page.html`;
const FRAMES = 40;

const VIEWS = {
  'Reduce, Dadda 64 x 64, whole': '#/reduce?w=64x64&a=0xdeadbeefcafef00d&b=0x123456789abcdef1',
  'Reduce, all methods 64 x 64': '#/reduce?w=64x64&a=0xdeadbeefcafef00d&b=0x123456789abcdef1&beside=true',
  'Look inside, Dadda 64 x 64, whole': '#/inside?circuit=dadda&i=64&j=64',
  'Look inside, Dadda 64 x 64, whole, with a cone': '#/inside?circuit=dadda&i=64&j=64&sel=p.64&cone=true',
  'Look inside, Dadda 64 x 64, a stage': '#/inside?circuit=dadda&i=64&j=64&stage=4',
};

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('bench/inspector.ts: Chromium must be there; set CHROMIUM');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });

async function measure(hash: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // Processor time of the page's thread: what it would take if nothing else ran.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  await page.goto(pathToFileURL(file).href + hash);
  await page.waitForFunction(() => performance.getEntriesByName('first picture').length > 0);
  const first = await page.evaluate(() => performance.getEntriesByName('first picture')[0]?.startTime ?? 0);
  const firstWork = await busy();
  const frames = await framesOf(page);
  const work = ((await busy()) - firstWork) / FRAMES;
  const drawn = await page.evaluate(() => Number(document.querySelector('canvas')?.dataset.drawn));
  await page.close();
  const sorted = frames.sort((x, y) => x - y);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { drawn, median: at(0.5), ninetieth: at(0.9), work, first, firstWork };
}

/** The milliseconds of frames, each after a wheel step back or forth so small that the picture stays the same. */
function framesOf(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const canvas = document.querySelector('canvas');
    if (canvas === null) return [];
    const times: number[] = [];
    for (let k = 0; k < count; k++) {
      canvas.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: k % 2 ? 1 : -1,
          clientX: 400,
          clientY: 400,
          bubbles: true,
          cancelable: true,
        }),
      );
      // Runs behind the drawing in the same frame. Reading a pixel makes the browser fill what it has only noted so far.
      const filled = await new Promise<number>((done) =>
        requestAnimationFrame(() => {
          const started = performance.now();
          canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
          done(performance.now() - started);
        }),
      );
      await new Promise((done) => setTimeout(done));
      times.push(Number(canvas.dataset.milliseconds) + filled);
    }
    return times;
  }, FRAMES);
}

const bytes = gzipSync(readFileSync(file)).length;
const lines = [machine(), `page: ${(bytes / 1000).toFixed(0)} kB compressed`, ''];
const figures: Record<string, object> = {};
for (const [name, hash] of Object.entries(VIEWS)) {
  const figure = await measure(hash);
  figures[name] = figure;
  const { drawn, median, ninetieth, work, first, firstWork } = figure;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  lines.push(
    name,
    `  ${drawn} items, ${ms(median)} a frame, nine of ten within ${ms(ninetieth)}, ${ms(work)} of processor time`,
    `  first picture after ${ms(first)}, ${ms(firstWork)} of processor time`,
  );
}
await browser.close();
process.stdout.write(`${lines.join('\n')}\n`);
mkdirSync(`${root}/bench/results`, { recursive: true });
writeFileSync(
  `${root}/bench/results/inspector.json`,
  `${JSON.stringify({ machine: machine(), bytes, figures }, undefined, 2)}\n`,
);
