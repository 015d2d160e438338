import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeDigest } from '../../src/host/loaded-code.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const entry = (text: string) => write({ 'entry.mjs': text });
const digestNow = () => codeDigest([join(folder, 'entry.mjs')]);

/** Files of every way to be imported; each is reached from the entry. */
const REACHED: Readonly<Record<string, string>> = {
  'entry.mjs': `import { a } from './a.mjs';
    import data from './data.json' with { type: 'json' };
    import own from 'own';
    import { deep } from 'scoped/deep';
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const old = require('./old.cjs');
    export const circuits = [a, data, own, deep, old, await import('./later.mjs')];`,
  'a.mjs': "export * from './b.mjs'; import './side.mjs';",
  'b.mjs': "import './a.mjs'; export const a = 1;",
  'side.mjs': 'globalThis.x = 1;',
  'data.json': '{ "n": 1 }',
  'later.mjs': 'export default 1;',
  'old.cjs':
    "const path = require('node:path'); module.exports = require('./older'); import('./from-old.mjs');",
  'from-old.mjs': 'export default 1;',
  'older.js': 'module.exports = 1;',
  'node_modules/own/package.json': '{ "name": "own", "exports": { "import": "./main.mjs" } }',
  'node_modules/own/main.mjs': "export { default } from './inner.mjs';",
  'node_modules/own/inner.mjs': 'export default 1;',
  'node_modules/scoped/package.json':
    '{ "name": "scoped", "type": "module", "exports": { "./*": "./lib/*.js" } }',
  'node_modules/scoped/lib/deep.js': 'export const deep = 1;',
};

describe('the checksum of loaded code', () => {
  test('is the same in another folder, and whatever lies beside it', async () => {
    write(REACHED);
    const before = await digestNow();
    expect(before).toMatch(/^[0-9a-f]{16}$/);
    write({ 'other.mjs': 'export const a = 2;' });
    expect(await digestNow()).toBe(before);
    const copy = mkdtempSync(join(tmpdir(), 'adderscope-'));
    cpSync(folder, copy, { recursive: true });
    expect(await codeDigest([join(copy, 'entry.mjs')])).toBe(before);
    rmSync(copy, { recursive: true });
  });

  test.each(Object.keys(REACHED).filter((name) => !name.endsWith('package.json')))(
    'is another when %s changes',
    async (name) => {
      write(REACHED);
      const before = await digestNow();
      const text = REACHED[name] ?? '';
      write({ [name]: name.endsWith('.json') ? '{ "n": 2 }' : `${text}\n// changed` });
      expect(await digestNow()).not.toBe(before);
    },
  );

  test('is another when an import means another file of the same text', async () => {
    const one = 'export const f = 1;';
    write({ 'x.mjs': one, 'y.mjs': "import './x.mjs';", 'entry.mjs': "import './x.mjs'; import './y.mjs';" });
    const before = await digestNow();
    write({ 'entry.mjs': "import './y.mjs'; import './x.mjs';" });
    expect(await digestNow()).not.toBe(before);
  });

  test.each([
    ["const name = './b.mjs'; await import(name);", 'import(name'],
    ["import x from 'data:text/javascript,export default 1';", "import x from 'data:"],
    ['await import(`./$' + "{'b'}.mjs`);", 'import(`'],
    [
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); require(process.argv[2]);",
      'require(',
    ],
  ])('cannot be known: %s', async (text, got) => {
    entry(text);
    await expect(digestNow()).rejects.toThrow(
      'adderscope: --load must import by literals where verdicts are kept, since they belong to the code that was loaded, got ',
    );
    await expect(digestNow()).rejects.toThrow(got);
    await expect(digestNow()).rejects.toThrow(`in '${join(folder, 'entry.mjs')}'`);
  });

  test.each([
    [
      "import { createRequire as make } from 'node:module'; const { f } = make(import.meta.url)('./old.cjs');",
    ],
    ["const { f } = process.getBuiltinModule('module').createRequire(import.meta.url)('./old.cjs');"],
    ["import through from './through.cjs'; const { f } = through;"],
  ])('knows what is required by another name: %s', (text) => {
    write({
      'through.cjs': "const get = require; module.exports = get('./old.txt');",
      'old.txt': "module.exports = require('./old.cjs');",
    });
    entry(`${text}
      const { ripple } = f;
      export const circuits = [{
        name: 'mine', about: 'a wire', source: 'a test', params: {}, inputs: () => ({ a: 1 }),
        build: (_, { a }) => ({ y: a }), model: ({ a }) => ({ y: a }), loose: () => ({}),
      }];`);
    const command = fileURLToPath(new URL('../../dist/cli/adderscope.js', import.meta.url));
    const line = ['verify', 'mine', '--exhaustive', '--plan', '--load', join(folder, 'entry.mjs')];
    const planned = () => execFileSync(process.execPath, [command, ...line], { encoding: 'utf8' });
    write({ 'old.cjs': 'exports.f = { ripple: 1 };' });
    const before = planned();
    expect(planned()).toBe(before);
    write({ 'old.cjs': 'exports.f = { ripple: 2 };' });
    expect(planned()).not.toBe(before);
  });

  test('does without what code tries and does not find', async () => {
    entry(
      "export const found = await import('nonesuch').catch(() => 1); // import(x), require(x)\nconst text = 'import(y)';",
    );
    await expect(digestNow()).resolves.toMatch(/^[0-9a-f]{16}$/);
  });

  test('of code that cannot be read is refused', async () => {
    entry("import './nonesuch.mjs';");
    await expect(digestNow()).rejects.toThrow("got import './nonesuch.mjs' in '");
    entry('export const text = `never ends;');
    await expect(digestNow()).rejects.toThrow('adderscope: --load must import what can be read, got ');
  });
});
