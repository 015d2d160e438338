import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** The library bundled as for a page; what it needs of Node cannot be bundled, so that fails. */
async function bundled() {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'adderscope',
    external: ['logic-solver/*'],
    write: false,
    metafile: true,
  });
  return { code: outputFiles[0]?.text ?? '', metafile };
}

test('the library runs without Node: it builds, counts, checks, proves and simulates', async () => {
  const { code, metafile } = await bundled();
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  // What `MINISAT` loads, which says that it needs Node.
  expect(outside).toEqual(['logic-solver/minisat_wrapper.js']);
  // A realm with the language alone (WebAssembly is in it), and what every browser has beside it.
  const realm = createContext({
    TextEncoder,
    TextDecoder,
    performance,
    structuredClone,
    console,
  });
  runInContext(code, realm);
  const found = runInContext(
    `(() => {
      const { CATALOGUE, CHECKS, planJobs, runJob, Tally } = adderscope;
      const checks = ['labels', 'counts', 'values', 'proof'];
      const jobs = planJobs({ names: ['F4', 'incrementer', 'comparator'], params: {}, widths: [1, 5], checks, seed: 1 }, CATALOGUE);
      const tally = new Tally(jobs, CATALOGUE);
      for (const job of jobs) tally.add(runJob(job, CATALOGUE));
      const { holds, done, circuits } = tally.summary();
      return JSON.stringify({ holds, done, proved: circuits.map(({ proved }) => proved) });
    })()`,
    realm,
  );
  expect(JSON.parse(String(found))).toEqual({ holds: true, done: 8, proved: [2, 2, 4] });
});
