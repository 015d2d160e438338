import { expect, test } from 'vitest';
import { againCommand, paramOptions, seeAgain } from '../../src/cli/see-again.ts';

const failure = {
  circuit: 'dadda-multiplier',
  params: { i: 4, j: 4, final: 'ripple-carry' },
  check: 'labels',
  text: 'wrong',
} as const;

const rare = {
  ...failure,
  circuit: 'rare',
  params: { i: 40, j: 2 },
  check: 'values',
  counterexample: { inputs: { a: 0x80_0000_0001n, b: 0n }, expected: { p: 1n }, got: { p: 0n } },
} as const;

test('values are options of the command line, where a flag may be on by default', () => {
  expect(paramOptions({ n: 4, kind: 'left', sticky: true, carry: false })).toBe(
    '--n 4 --kind left --sticky --no-carry',
  );
});

test.each([
  [failure, 'verify dadda-multiplier --i 4 --j 4 --final ripple-carry --checks labels'],
  [{ ...failure, check: 'build' } as const, 'verify dadda-multiplier --i 4 --j 4 --final ripple-carry'],
  [rare, 'simulate rare --i 40 --j 2 --a 0x8000000001 --b 0x0'],
])('a failure is shown again by its check or its counterexample', (one, command) => {
  expect(againCommand(one)).toBe(command);
  expect(seeAgain(one, ['x.mjs'])).toEqual({ command, reproduce: `adderscope ${command} --load x.mjs` });
});

test('the inspector shows a counterexample of a circuit that it knows', () => {
  const { inspect } = seeAgain({ ...rare, circuit: 'dadda-multiplier', params: { i: 40, j: 2 } }, []);
  expect(inspect).toBe('#/inside?circuit=dadda-multiplier&i=40&j=2&a=0x8000000001&b=0x0');
});
