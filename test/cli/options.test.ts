import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { withDefaults } from '../../src/circuits/params.ts';
import { oneCase } from '../../src/cli/circuit-argument.ts';
import { optionsOf, readCommandLine } from '../../src/cli/command-line.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import type { Command, CommandGroup } from '../../src/cli/context.ts';
import { isFlag, type NamedOption, namedOptions } from '../../src/cli/option.ts';
import { readAny } from '../../src/cli/readers.ts';
import { run } from '../../src/cli/run.ts';
import { paramOptions } from '../../src/cli/see-again.ts';
import { Misuse } from '../../src/gates/misuse.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';

const read = (command: Command | CommandGroup, ...args: string[]) =>
  readCommandLine([command.name, ...args], command, CATALOGUE);

/** What a command says to a line that it refuses. */
function refusal(command: Command | CommandGroup, ...args: string[]): string {
  try {
    read(command, ...args);
  } catch (error) {
    expect(error).toBeInstanceOf(Misuse);
    return String(error);
  }
  throw new Error(`${command.name} ${args.join(' ')} must be refused`);
}

/** A value that the record of an option takes. */
function sampleOf({ name, default: preset, parse }: NamedOption): string {
  const some = [preset, parse?.words?.[0], '1', '1/2', 'redis://h', 'x', '2,2'];
  const good = some.find((text) => {
    if (text === undefined) return false;
    try {
      parse?.('test', name, text);
      return true;
    } catch {
      return false;
    }
  });
  if (good === undefined) throw new Error(`--${name} must take one of ${some}`);
  return good;
}

function given(option: NamedOption): string[] {
  return isFlag(option) ? [`--${option.name}`] : [`--${option.name}`, sampleOf(option)];
}

const everyOption = COMMANDS.flatMap((command) =>
  optionsOf(command, []).map((option) => ({ line: `${command.name} --${option.name}`, command, option })),
);

describe('every option of every command', () => {
  test.each(everyOption.filter(({ option }) => !isFlag(option)))(
    '$line must be followed by a value',
    ({ command, option }) => {
      const rule = `--${option.name} must be followed by a value, got`;
      expect(refusal(command, `--${option.name}`)).toContain(`${rule} 'nothing'`);
      expect(refusal(command, `--${option.name}`, '--quiet')).toContain(`${rule} '--quiet'`);
    },
  );

  test.each(everyOption.filter(({ option }) => !isFlag(option) && option.parse !== readAny))(
    '$line: what it cannot be is refused, whatever else is there',
    ({ command, option }) => {
      for (const bad of ['\0', ''])
        expect(refusal(command, `--${option.name}=${bad}`)).toMatch(
          new RegExp(`^RangeError: ${command.name}: --${option.name} must be `),
        );
    },
  );

  test.each(everyOption.filter(({ option }) => isFlag(option)))(
    '$line takes no value but true and false',
    ({ command, option }) => {
      expect(refusal(command, `--${option.name}=yes`)).toContain('must be alone, or true or false, got');
      expect(read(command, `--no-${option.name}`).given.has(option.name)).toBe(false);
      expect(read(command, `--${option.name}`, 'false').given.has(option.name)).toBe(false);
    },
  );

  test.each(everyOption.filter(({ option }) => option.isRepeatable !== true))(
    '$line is given once',
    ({ command, option }) => {
      expect(refusal(command, ...given(option), ...given(option))).toContain(
        `${command.name}: --${option.name} must be given once, got`,
      );
    },
  );

  test.each(everyOption.filter(({ option }) => option.needs !== undefined))(
    '$line is nothing without what it needs',
    ({ command, option }) => {
      const needed = (option.needs ?? []).map((name) => `--${name}`).join(' or ');
      expect(refusal(command, ...given(option))).toContain(`--${option.name} must come with ${needed}`);
    },
  );
});

const pairs = COMMANDS.flatMap((command) =>
  namedOptions(command.options).flatMap((option) =>
    (option.excludes ?? []).flatMap((excluded) => {
      const line = `${command.name}: --${option.name} and --${excluded}`;
      const other = optionsOf(command, []).find(({ name }) => name === excluded);
      // A record that commands share may exclude what only one of them has.
      return other === undefined ? [] : [{ line, command, option, other }];
    }),
  ),
);

/** An option with all that it needs. */
function withNeeds(command: Command | CommandGroup, option: NamedOption): Map<string, string[]> {
  const all = new Map([[option.name, given(option)]]);
  const [first] = option.needs ?? [];
  const needed = namedOptions(command.options).find(({ name }) => name === first);
  for (const [name, words] of needed === undefined ? [] : withNeeds(command, needed)) all.set(name, words);
  return all;
}

test.each(pairs)('$line contradict each other', ({ command, option, other }) => {
  const words = new Map([...withNeeds(command, option), ...withNeeds(command, other)]);
  expect(refusal(command, ...[...words.values()].flat())).toMatch(/ must /);
});

const foreign = COMMANDS.flatMap((command) => {
  const own = new Set(optionsOf(command, []).map(({ name }) => name));
  const others = new Map(everyOption.map(({ option }) => [option.name, option]));
  return [...others.values()].flatMap((option) =>
    own.has(option.name) ? [] : [{ line: `${command.name} --${option.name}`, command, option }],
  );
});

test.each(foreign)('$line is no option', ({ command, option }) => {
  // What follows an option that is not known is a name, so the value stands behind an equals sign.
  const word = isFlag(option) ? `--${option.name}` : `--${option.name}=${sampleOf(option)}`;
  expect(refusal(command, word)).toMatch(
    new RegExp(`^RangeError: ${command.name}: option must be one of .*, got '--${option.name}'$`),
  );
});

/** What calls each part of a group of commands. */
const parts = COMMANDS.flatMap((command) =>
  'parts' in command
    ? command.parts.map(({ calledBy, command: part }) => {
        const call =
          calledBy === 'nothing else' ? [] : 'flag' in calledBy ? [`--${calledBy.flag}`] : [calledBy.name];
        return { line: [command.name, ...call].join(' '), command, part, call };
      })
    : [],
);

test.each(parts)(
  '$line takes its own options and refuses those of its neighbours',
  ({ command, part, call }) => {
    const flags = parts.flatMap(({ call: [word = ''] }) => (word.startsWith('--') ? [word.slice(2)] : []));
    expect(read(command, ...call).command).toBe(part);
    for (const option of namedOptions(command.options)) {
      const { name } = option;
      if (Object.hasOwn(part.options, name)) {
        if (!flags.includes(name)) expect(read(command, ...call, ...given(option)).command).toBe(part);
      } else if (flags.includes(name)) {
        expect(read(command, ...given(option)).command).not.toBe(part);
      } else {
        expect(refusal(command, ...call, ...given(option))).toMatch(
          new RegExp(`^RangeError: ${command.name}: --${name} must (be|come) with `),
        );
      }
    }
  },
);

test.each([
  [
    'cost mul 4 4 --svg',
    "--svg must be with --compare or one of growth, areas, energy, activity, quant-norm, schedule, got 'mul'",
  ],
  ['cost mul 4 4 --metric bops', "--metric must be with network or --compare, got 'bops'"],
  ['cost growth --seed 2', "--seed must be with activity or quant-norm, got '2'"],
  ['cost growth --svg --format csv', "--svg must be left out beside --format, got 'true'"],
  ['cost --as-file', "--as-file must be with network, got 'nothing'"],
  [
    'prove dadda-multiplier --as multiplier',
    "--as must be left out for a circuit, whose record says what it computes, got 'dadda-multiplier'",
  ],
  [
    'prove x.v --as adder --against dadda-multiplier',
    "--against must be left out beside --as, got 'dadda-multiplier'",
  ],
  ['prove dadda-multiplier --jobs 2', "--jobs must be with a floating-point adder, got '2'"],
  ['prove dadda-multiplier --timeout abc', "--timeout must be a whole number from 0 to 2000000, got 'abc'"],
  [
    'inspect --load x.mjs',
    "option must be one of --port, --view, --at, --out, --quiet, --log-level, --log-format, got '--load'",
  ],
  ['inspect --port 1 --out x', "--port must be left out beside --out, got '1'"],
  ['export relu --format csv', /^RangeError: export: option must be one of .*, got '--format'$/],
  ['export relu --seed 1', '--seed must come with --testbench'],
  ['export relu --x 1', "--x must be with --to vcd, got 'verilog'"],
  ['export relu --to blif --hierarchy', "--hierarchy must be with --to verilog, got 'blif'"],
  ['table float-formats --widths 4', "--widths must be left out for float-formats, got '4'"],
  ['table relu --n 4 --widths 4', "--widths must be left out beside --n, got '4'"],
  ['table F1 --i 4', /^RangeError: table: option must be one of .*, got '--i'$/],
  ['verify relu --checks labels --engine wasm', /--engine must be /],
  ['verify relu --exhaustive --checks labels', "--exhaustive must be with values among --checks, got 'true'"],
  [
    'check-certificate x relu --as adder',
    "--as must be left out for a circuit, whose record says what it computes, got 'relu'",
  ],
  ['worker --out x', /^RangeError: worker: option must be one of .*, got '--out'$/],
  ['list --nets', /^RangeError: list: option must be one of .*, got '--nets'$/],
  ['list -5', /got '-5'$/],
  ['count mac --n 4', /^RangeError: count: option must be one of --i, --j, .*, got '--n'$/],
])('%s', (line, text) => {
  const [name = '', ...args] = line.split(' ');
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) throw new Error(`${name} must be a command`);
  const said = refusal(command, ...args);
  if (typeof text === 'string') expect(said).toBe(`RangeError: ${name}: ${text}`);
  else expect(said).toMatch(text);
});

test('what records need and exclude are options', () => {
  const known = everyOption.map(({ option }) => option.name);
  for (const { option } of everyOption)
    for (const name of [...(option.needs ?? []), ...(option.excludes ?? [])]) expect(known).toContain(name);
});

test('all seeds have one range', () => {
  for (const { command, option } of everyOption)
    if (option.name === 'seed') {
      expect(option.parse?.('test', '--seed', '4294967295')).toBe(2 ** 32 - 1);
      expect(refusal(command, '--seed', '4294967296')).toContain('from 0 to 4294967295');
    }
});

test('what is secret is in no refusal', () => {
  for (const { command, option } of everyOption)
    if (option.name === 'queue')
      for (const args of [[], ['--jobs', '1'], ['--queue', 'redis://x'], ['--attach', 'x', 'F1'], ['--plan']])
        try {
          read(command, '--queue', 'redis://:s3cret@h', ...args);
        } catch (error) {
          expect(String(error)).not.toContain('s3cret');
        }
});

test.each(CIRCUITS.map((circuit) => [circuit.name, circuit] as const))(
  '%s: the options that a report prints are read as what it was',
  (name, circuit) => {
    const simulate = COMMANDS.find((one) => one.name === 'simulate');
    if (simulate === undefined) throw new Error('simulate must be a command');
    const presets = withDefaults(circuit.params, {});
    const flags = Object.keys(presets).filter((param) => typeof presets[param] === 'boolean');
    for (const values of [
      presets,
      ...flags.map((flag) => ({ ...presets, [flag]: presets[flag] !== true })),
    ]) {
      if (circuit.forbids?.(values) !== undefined) continue;
      const line = read(simulate, name, ...paramOptions(values).split(' '));
      expect(oneCase(circuit, { given: line.circuitText })).toEqual(values);
    }
  },
);

test('a letter may have one dash, a number may be negative, and what follows -- is a name', () => {
  const count = COMMANDS.find(({ name }) => name === 'simulate');
  if (count === undefined) throw new Error('simulate must be a command');
  const { circuitText, names } = read(count, 'relu', '-n', '4', '--x', '-3');
  expect([circuitText.n, circuitText.x, names]).toEqual(['4', '-3', ['relu']]);
  expect(read(count, '--', '--trace').names).toEqual(['--trace']);
});

/** Names that every object of JavaScript answers to. */
const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

test.each(
  INHERITED.flatMap((name) => [
    ['cost', name],
    ['cost', name, '4', '4'],
    ['cost', 'network', name],
    ['cost', 'network', 'vgg19-cifar', '--metric', name],
    ['cost', '--compare', '--against', name],
    ['cost', 'add-float', name],
    ['table', name],
    ['table', 'F1', '--grid', name],
    ['table', 'float-stages', '--format', name],
    ['count', name],
    ['count', 'mac', `--${name}`, '1'],
    ['count', 'dadda-multiplier', '--final', name],
    ['simulate', 'float-adder', '--a', '1', '--b', '1', '--op', name],
    ['simulate', 'relu', '--x', '1', '--engine', name],
    ['verify', name],
    ['verify', 'relu', '--checks', name],
    ['verify', 'relu', '--n', '4', '--exhaustive', '--where', `${name}=1`],
    ['verify', 'relu', '--n', '4', '--exhaustive', '--where', `x=${name}`],
    ['prove', name],
    ['prove', 'relu', '--against', name],
    ['recover', name],
    ['check-certificate', name, name],
    ['faults', name],
    ['faults', 'relu', '--list', name],
    ['export', name],
    ['export', 'relu', '--to', name],
    ['inspect', '--view', name],
    ['inspect', '--at', `#/inside?circuit=float-adder&format=${name}&${name}=1`],
    ['list', '--format', name],
    ['list', '--log-level', name],
    [name],
  ]),
)('%s %s %s %s %s %s: a name like others, exit 2', async (...args) => {
  expect(await run(args)).toBe(2);
});

test('no line that records allow, or do not, is a fault of ours', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  const quick = COMMANDS.filter(({ name }) =>
    ['list', 'count', 'simulate', 'table', 'recover', 'export'].includes(name),
  );
  const word = fc.constantFrom(
    '0',
    '1',
    '4',
    '-1',
    '65',
    'table',
    'csv',
    'x',
    'true',
    '1,2',
    '4..2',
    ...INHERITED,
  );
  const names = fc.constantFrom('relu', 'comparator', 'mac', 'F2', 'float-formats', ...INHERITED);
  const line = fc.constantFrom(...quick).chain((command) =>
    fc.tuple(
      fc.constant(command.name),
      fc.array(names, { maxLength: 2 }),
      fc.array(
        fc.tuple(
          fc.constantFrom(
            ...optionsOf(
              command,
              CIRCUITS.filter(({ name }) => name === 'mac'),
            ),
          ),
          word,
        ),
        { maxLength: 3 },
      ),
    ),
  );
  try {
    await fc.assert(
      fc.asyncProperty(line, async ([command, some, options]) => {
        const args = options
          .filter(([{ name }]) => name !== 'out' && name !== 'load')
          .flatMap(([option, value]) =>
            isFlag(option) ? [`--${option.name}`] : [`--${option.name}`, value],
          );
        const code = await run([command, ...some, ...args, '--out', join(folder, 'out')]);
        expect([0, 1, 2]).toContain(code);
      }),
      { seed: 13, numRuns: 150 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
