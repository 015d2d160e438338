import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const BUNDLE = 'dist/cli/adderscope.js';
const PAGE = 'dist/inspector/page.html';

/** When the newest of these files, or of the files below these folders, was changed. */
function newest(paths) {
  return paths.reduce((latest, path) => {
    const stat = statSync(path);
    const inside = stat.isDirectory() ? newest(readdirSync(path).map((name) => `${path}/${name}`)) : 0;
    return Math.max(latest, stat.mtimeMs, inside);
  }, 0);
}

function isUpToDate() {
  const [bundle, page] = [BUNDLE, PAGE].map(
    (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  const sources = newest(['src', 'build.mjs', 'package.json', 'tsconfig.json', 'tsconfig.build.json']);
  return Math.min(bundle, page) > sources;
}

/**
 * The inspector's page in one file that needs nothing else, so that it works when opened from a disk. Its policy lets
 * nothing run but the script inside, and nothing be fetched from anywhere.
 */
async function buildPage() {
  const { outputFiles } = await build({
    entryPoints: ['src/inspector/main.tsx'],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
  });
  const style = await build({
    entryPoints: ['src/inspector/page.css'],
    bundle: true,
    minify: true,
    write: false,
  });
  // `</script` in a string would end the element; in JavaScript the backslash changes nothing.
  const script = outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
  const hash = createHash('sha256').update(script).digest('base64');
  const parts = {
    policy: [
      "default-src 'none'",
      `script-src 'sha256-${hash}'`,
      "style-src 'unsafe-inline'",
      'img-src data: blob:',
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    style: style.outputFiles[0].text.trim(),
    script,
  };
  const page = readFileSync('src/inspector/template.html', 'utf8');
  mkdirSync('dist/inspector', { recursive: true });
  writeFileSync(
    PAGE,
    page.replaceAll(/\/\* (\w+) \*\//g, (_, name) => parts[name]),
  );
}

/**
 * The width of text on a terminal, which yargs asks of its help. The package knows every script and emoji, and takes
 * 30 ms to be ready at each start; our help has one column a character.
 */
const plainWidth = {
  name: 'plain-width',
  setup({ onResolve, onLoad }) {
    // Our tables hold text from anywhere, so they load the package itself.
    onResolve({ filter: /^string-width$/ }, ({ path, importer }) =>
      importer.includes('/dist/tables/') ? { path, external: true } : { path, namespace: 'plain-width' },
    );
    onLoad({ filter: /./, namespace: 'plain-width' }, () => ({
      contents: `import { stripVTControlCharacters } from 'node:util';
        export default (text) => stripVTControlCharacters(text).length;`,
    }));
  },
};

// `npm start` and `npm test` build first, so that nobody runs yesterday's code; where nothing has changed that is a look
// at the dates.
if (!isUpToDate()) {
  const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);

  // The command as one file, with its threads as two more: a short command spends most of its time on finding and opening
  // modules, and Node 20 keeps no compiled code between runs. Packages that few commands need stay outside and are loaded
  // when they are used; everything that imports the library uses the modules as tsc wrote them.
  await build({
    entryPoints: {
      adderscope: 'dist/cli/main.js',
      'adderscope-command': 'dist/cli/command-thread.js',
      'adderscope-worker': 'dist/host/worker.js',
    },
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
      'string-width',
      'csv-stringify',
      'es-module-lexer',
      'import-meta-resolve',
      'cli-progress',
      'logic-solver',
      'protobufjs',
    ],
    plugins: [plainWidth],
    // yargs has parts in the older module system.
    banner: {
      js: "import { createRequire as moduleOf } from 'node:module'; const require = moduleOf(import.meta.url);",
    },
  });
  await buildPage();
}
