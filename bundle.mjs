import { build } from 'esbuild';

// The command as one file: a short command spends most of its time on finding and opening modules, and Node 20 keeps no
// compiled code between runs. Packages that few commands need stay outside and are loaded when they are used; the worker
// beside it, and everything that imports the library, use the modules as tsc wrote them.
await build({
  entryPoints: ['dist/cli/main.js'],
  outfile: 'dist/cli/adderscope.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['piscina', 'pino', 'pino-pretty', 'cli-table3', 'csv-stringify', 'cli-progress', 'z3-solver'],
  // yargs has parts in the older module system.
  banner: {
    js: "import { createRequire as moduleOf } from 'node:module'; const require = moduleOf(import.meta.url);",
  },
});
