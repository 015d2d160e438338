import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { type Command, defineCommand } from '../../src/cli/context.ts';
import type { Options, ValuesOf } from '../../src/cli/option.ts';
import { oneOf, readAny, readWidths, whole } from '../../src/cli/readers.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';

const OPTIONS = {
  flag: { about: 'a flag' },
  text: { about: 'a text', parse: readAny },
  count: { about: 'a number', parse: whole(0, 9), default: '3' },
  widths: { about: 'some numbers', parse: readWidths },
  colour: { about: 'a word', parse: oneOf(['red', 'green']), default: 'red' },
  'as-file': { about: 'a flag with a dash', excludes: ['text'] },
} as const satisfies Options;

interface Expected {
  readonly flag: boolean;
  readonly text: string | undefined;
  readonly count: number;
  readonly widths: number[] | undefined;
  readonly colour: 'red' | 'green';
  readonly 'as-file': boolean;
}

const probe = defineCommand({
  name: 'probe',
  takes: '',
  mostNames: 0,
  about: 'shows what its options are read as',
  options: OPTIONS,
  circuitOptions: 'none',
  run({ options }) {
    expectTypeOf(options).toEqualTypeOf<Expected>();
    // @ts-expect-error: no option of this name
    void options.nonesuch;
    return options.count;
  },
});

const read = (...args: string[]) => readCommandLine(['probe', ...args], probe, CATALOGUE).options;

describe('the options of a command', () => {
  test('have the types that their records say', () => {
    expectTypeOf<ValuesOf<typeof OPTIONS>>().toEqualTypeOf<Expected>();
    // Records that stand in the command itself, one of which looks at the line, are inferred alike.
    const inline = defineCommand({
      ...probe,
      options: { n: { about: '', parse: whole(1, 2), misplaced: ({ names }) => names[0] } },
      run: ({ options }) => {
        expectTypeOf(options).toEqualTypeOf<{ readonly n: number | undefined }>();
        return 0;
      },
    });
    expectTypeOf(inline).toExtend<Command>();
  });

  test('are what the types say', () => {
    expect(read()).toEqual({
      flag: false,
      text: undefined,
      count: 3,
      widths: undefined,
      colour: 'red',
      'as-file': false,
    });
    expect(
      read('--flag', '--text', 'x', '--count=4', '--widths', '1,3..4', '--colour', 'green'),
    ).toStrictEqual({
      flag: true,
      text: 'x',
      count: 4,
      widths: [1, 3, 4],
      colour: 'green',
      'as-file': false,
    });
  });
});
