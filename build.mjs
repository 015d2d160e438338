import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { build } from 'esbuild';

const BUNDLE = 'dist/cli/adderscope.js';

/** When the newest of these files, or of the files below these folders, was changed. */
function newest(paths) {
  return paths.reduce((latest, path) => {
    const stat = statSync(path);
    const inside = stat.isDirectory() ? newest(readdirSync(path).map((name) => `${path}/${name}`)) : 0;
    return Math.max(latest, stat.mtimeMs, inside);
  }, 0);
}

function isUpToDate() {
  const built = statSync(BUNDLE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return built > newest(['src', 'build.mjs', 'package.json', 'tsconfig.json', 'tsconfig.build.json']);
}

// `npm start` and `npm test` build first, so that nobody runs yesterday's code; where nothing has changed that is a look
// at the dates.
if (!isUpToDate()) {
  const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);

  // The command as one file, and its worker as another: a short command spends most of its time on finding and opening
  // modules, and Node 20 keeps no compiled code between runs. Packages that few commands need stay outside and are loaded
  // when they are used; everything that imports the library uses the modules as tsc wrote them.
  await build({
    entryPoints: { adderscope: 'dist/cli/main.js', 'adderscope-worker': 'dist/cli/worker.js' },
    outdir: 'dist/cli',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // A short text is read faster; names stay, for those who read where an error came from.
    minifyWhitespace: true,
    minifySyntax: true,
    external: [
      'bullmq',
      'ioredis',
      'piscina',
      'pino',
      'pino-pretty',
      'cli-table3',
      'csv-stringify',
      'cli-progress',
      'logic-solver',
      'protobufjs',
    ],
    // yargs has parts in the older module system.
    banner: {
      js: "import { createRequire as moduleOf } from 'node:module'; const require = moduleOf(import.meta.url);",
    },
  });
}
