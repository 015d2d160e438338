import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { badArrows, circles, importsOf, readRules, type Sources } from './support/arrows.ts';

const SRC = new URL('../src/', import.meta.url).pathname;

const sources: Sources = Object.fromEntries(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [file, readFileSync(join(SRC, file), 'utf8')]),
);

const architecture = () => readFileSync(join(SRC, '../ARCHITECTURE.md'), 'utf8');

describe('this package', () => {
  test('every import follows an arrow of ARCHITECTURE.md', () => {
    expect(importsOf(sources).length).toBeGreaterThan(100);
    expect(badArrows(sources, readRules(architecture()))).toEqual([]);
  });

  test('verification builds circuits in one place, where what the model speaks of is told from what is counted', () => {
    const builders = /\b(buildCircuit|buildObserved|buildObserver|modelOf)\b/;
    const found = Object.keys(sources).filter(
      (file) => file.startsWith('verify/') && builders.test(sources[file] ?? ''),
    );
    expect(found).toEqual(['verify/bench-vectors.ts', 'verify/reference-of.ts', 'verify/under-test.ts']);
    const netlists = found.filter((file) => /\bbuild(Circuit|Observed|Observer)\b/.test(sources[file] ?? ''));
    expect(netlists).toEqual(['verify/under-test.ts']);
  });

  test('of the inspector only what ARCHITECTURE.md names touches the browser, and what paints does so with a pen', () => {
    const browser =
      /\b(document|window|navigator|location|localStorage|matchMedia|requestAnimationFrame|getComputedStyle)\b[.(]|\bHTML\w*Element\b/;
    const files = Object.keys(sources).filter(
      (file) => file.startsWith('inspector/') && browser.test(sources[file] ?? ''),
    );
    const others = files.filter(
      (file) => !/^inspector\/(.*\.tsx|canvas\/.*|theme\.ts|state\.ts)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(5);
    expect(others).toEqual([]);
    const painters = Object.keys(sources).filter((file) => /^inspector\/.*\/paint[^/]*\.ts$/.test(file));
    expect(painters.length).toBeGreaterThan(5);
    for (const file of painters) expect(sources[file], file).toMatch(/\bPen\b/);
  });

  test('no files import each other in a circle', () => {
    expect(circles(sources)).toEqual([]);
  });

  test('every room of the table is there', () => {
    for (const room of readRules(architecture()).keys())
      expect(
        Object.keys(sources).some((file) => file.startsWith(`${room}/`)),
        room,
      ).toBe(true);
  });
});

describe('the checker', () => {
  const rules = readRules(
    [
      '# Rooms',
      '| room | imports |',
      '| --- | :-- |',
      '| `gates` | - |',
      '| `circuits/` | `gates` |',
      '| verify | gates, circuits |',
      '| `host` | everything |',
      '| `cli` | everything |',
      '',
      '| not | this |',
    ].join('\n'),
  );

  const badIn = (file: string, line: string) =>
    badArrows(
      {
        'gates/net.ts': '',
        'circuits/x.ts': '',
        'index.ts': '',
        'cli/run.ts': '',
        'host/x.ts': '',
        [file]: line,
      },
      rules,
    );

  test('reads the table, and needs one', () => {
    expect([...rules]).toEqual([
      ['gates', []],
      ['circuits', ['gates']],
      ['verify', ['gates', 'circuits']],
      ['host', undefined],
      ['cli', undefined],
    ]);
    expect(() => readRules('# Nothing')).toThrow('ARCHITECTURE.md must have a table | room | imports |');
  });

  test.each([
    ['circuits/y.ts', "import { type Net } from '../gates/net.ts';"],
    ['circuits/y.ts', "import { x } from './x.ts';"],
    ['circuits/y.ts', "import pc from 'picocolors';"],
    ['cli/y.ts', "import {\n  x,\n} from '../circuits/x.ts';\nimport { cpus } from 'node:os';"],
    ['index.ts', "export { x } from './circuits/x.ts';"],
    ['gates/y.ts', "// import { x } from '../circuits/x.ts';"],
  ])('allows %s: %s', (file, line) => {
    expect(badIn(file, line)).toEqual([]);
  });

  test.each([
    ["import { x } from '../circuits/x.ts';"],
    ["import type { X } from '../circuits/x.ts';"],
    ["import {\n  x,\n} from '../circuits/x.ts';"],
    ["import '../circuits/x.ts';"],
    ["const { x } = await import('../circuits/x.ts');"],
  ])('finds an arrow the other way: %s', (line) => {
    expect(badIn('gates/y.ts', line)).toEqual([
      'gates/y.ts must not import circuits/x.ts: gates may not import circuits',
    ]);
  });

  test.each([
    [
      'verify/y.ts',
      "import { cpus } from 'node:os';",
      'verify/y.ts must not import node:os: only host and cli may',
    ],
    ['gates/y.ts', "export * from './net.ts';", 'gates/y.ts must not pass on what is in gates/net.ts'],
    [
      'gates/index.ts',
      "export { netAt } from './net.ts';",
      'gates/index.ts must not pass on what is in gates/net.ts',
    ],
    [
      'cli/y.ts',
      "import { x } from '../index.ts';",
      'cli/y.ts must not import index.ts: it is for users of the package',
    ],
    ['index.ts', "import './cli/run.ts';", 'index.ts must not import cli/run.ts: it is a command'],
    [
      'index.ts',
      "export { x } from './host/x.ts';",
      'index.ts must not import host/x.ts: it needs Node, so node.ts passes it on',
    ],
    ['attic/y.ts', '', 'ARCHITECTURE.md must have a row for the room attic'],
  ])('finds in %s: %s', (file, line, text) => {
    expect(badIn(file, line)).toEqual([text]);
  });

  test('finds circles', () => {
    expect(
      circles({
        'a.ts': "import { b } from './b.ts';",
        'b.ts': "import type { C } from './c/c.ts';",
        'c/c.ts': "import { a } from '../a.ts';",
        'd.ts': "import { a } from './a.ts';",
      }),
    ).toEqual(['a.ts -> b.ts -> c/c.ts -> a.ts']);
  });
});
