import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { CLAIMS } from '../../src/claims/index.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { FLOAT_VIEWS } from '../../src/cli/float-views.ts';
import { adderscope } from '../support/command-line.ts';

const width = 'dadda-multiplier: i must be a whole number from 1 to 64, got';
const circuits = CIRCUITS.map(({ name }) => name).join(', ');
const views = Object.keys(FLOAT_VIEWS).join(', ');
const claims = CLAIMS.map(({ id }) => id).join(', ');
const common = '--format, --out, --load, --quiet, --log-level, --log-format';
const range = 'whole numbers as in 8, 1..64 or 1,2,4..8, from 1 to 64';

test.each([
  ['count dadda-multiplier --i 0', `${width} '0'`],
  ['count dadda-multiplier --i 65', `${width} '65'`],
  ['count dadda-multiplier --i 3.5', `${width} '3.5'`],
  ['count dadda-multiplier --i abc', `${width} 'abc'`],
  ['count dadda-multiplier --i -1', `${width} '-1'`],
  ['count dadda-multiplier --i 5..3', `dadda-multiplier: i must be ${range}, got '5..3'`],
  ['count dadda-multiplier --i', "adderscope: --i must be followed by a value, got 'nothing'"],
  ['count nonesuch', `count: circuit must be one of ${circuits}, got 'nonesuch'`],
  ['count', `count: circuit must be one of ${circuits}, got 'nothing'`],
  ['count comparator incrementer', "count: name must be one, as in <circuit>, got 'comparator incrementer'"],
  [
    'count barrel-shifter --kind rotate-left --sticky',
    'barrel-shifter: sticky must be false for rotate-left, which loses no bit, got true',
  ],
  [
    'simulate dadda-multiplier --i 2 --j 2 --a 4 --b 1',
    "simulate: --a must be a number from 0 to 2^2 - 1 in decimal, 0x or 0b, got '4'",
  ],
  [
    'simulate dadda-multiplier --i 2 --j 2 --a 3',
    "simulate: --b must be a number from 0 to 2^2 - 1 in decimal, 0x or 0b, got 'nothing'",
  ],
  [
    'simulate dadda-multiplier --a 1.5 --b 1',
    "simulate: --a must be a number from 0 to 2^8 - 1 in decimal, 0x or 0b, got '1.5'",
  ],
  ['list dadda-multiplier', "list: name must be left out, got 'dadda-multiplier'"],
  ['list --nonesuch', `list: option must be one of ${common}, got '--nonesuch'`],
  ['count comparator --i 8', `count: option must be one of --n, ${common}, got '--i'`],
  ['list --format xml', "list: --format must be one of table, json, ndjson, csv, md, latex, got 'xml'"],
  ['list --format', "adderscope: --format must be followed by a value, got 'nothing'"],
  [
    'nonesuch',
    `adderscope: command must be one of ${COMMANDS.map(({ name }) => name).join(', ')}, got 'nonesuch'`,
  ],
  ['', `adderscope: command must be one of ${COMMANDS.map(({ name }) => name).join(', ')}, got 'nothing'`],
  ['verify F0', `verify: name must be a circuit or a claim of ${circuits}, ${claims}, got 'F0'`],
  [
    'verify F1 --checks colour',
    "verify: --checks must be some of labels, counts, values, proof, got 'colour'",
  ],
  ['verify F1 --widths 0..4', `verify: --widths must be ${range}, got '0..4'`],
  ['verify F1 --jobs 0', "verify: --jobs must be a whole number from 1 to 256, got '0'"],
  ['verify F1 --seed one', "verify: --seed must be a whole number from 0 to 4294967295, got 'one'"],
  ['verify F7 --widths 1', 'verify: number of cases of F7 in the selection must be at least 1, got 0'],
  ['table F0', `table: name must be one of ${claims}, ${views}, ${circuits}, got 'F0'`],
  ['table F4 --widths 65', `table: --widths must be ${range}, got '65'`],
  ['table F1 --grid FA', 'table: --grid must have two widths that vary, got i'],
  [
    'list --load test/fixtures/nothing.mjs',
    "adderscope: --load must be a module that exports circuits or claims, got 'test/fixtures/nothing.mjs'",
  ],
])('%s: one line that says what is allowed and what was given, exit 2', (line, text) => {
  const { code, stdout, stderr } = adderscope(...line.split(' ').filter((word) => word !== ''));
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `ERROR: ${text}\n` });
});

test('a module that cannot be loaded', () => {
  const { code, stderr } = adderscope('list', '--load', 'nonesuch.mjs');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^ERROR: adderscope: --load must be a module that can be read, got 'nonesuch.mjs' .*\n$/,
  );
});

test('messages as JSON', () => {
  const { code, stderr } = adderscope('nonesuch', '--log-format', 'json');
  expect(code).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({
    level: 50,
    msg: `adderscope: command must be one of ${COMMANDS.map(({ name }) => name).join(', ')}, got 'nonesuch'`,
  });
});

describe('--out', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    ['below a file', 'file/x.json', /ENOTDIR/],
    ['a folder', '.', /folder/],
    ['where no folder can be made', '/proc/nonesuch/x.json', /ENOENT/],
  ])('%s: exit 2 before any work, and nothing is left behind', (_, name, reason) => {
    writeFileSync(join(folder, 'file'), 'kept');
    const path = name.startsWith('/') ? name : join(folder, name);
    const args = ['verify', 'F1', '--widths', '2', '--out', path];
    const { code, stdout, stderr } = adderscope(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(
      stderr.startsWith(`ERROR: adderscope: --out must be a file that can be written, got '${path}' (`),
    ).toBe(true);
    expect(stderr).toMatch(reason);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('an error of usage leaves no file', () => {
    expect(adderscope('count', 'nonesuch', '--out', join(folder, 'x.json')).code).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('the help of the program says what each command takes, as that of the command does', () => {
  const { stdout } = adderscope('--help');
  const lines = stdout.replaceAll(/\s+/g, ' ');
  for (const { name, takes, about } of COMMANDS)
    expect(lines, name).toContain(
      takes === '' ? `adderscope ${name} ${about.slice(0, 9)}` : `adderscope ${name} ${takes.slice(0, 13)}`,
    );
});
