import { describe, expect, it, test } from 'vitest';
import { formatNamed, OCP_FORMATS_REFUSED } from '../../src/circuits/float-formats.ts';
import { checkQuery } from '../../src/inspector/address.ts';
import { insideAddress } from '../../src/inspector/inside/inside-address.ts';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

async function printed(...args: readonly string[]): Promise<string> {
  const { code, data } = await runCommand(...args);
  expect(code).toBe(0);
  return data;
}

const BOOTH = ['simulate', 'booth-multiplier', '--i', '8', '--j', '8', '--signed'];

describe('a signed circuit takes and gives signed numbers', () => {
  it.each([
    ['--a=-128', '--b=-128'],
    ['--a', '-128', '--b', '-128'],
    ['--a', '0x80', '--b', '0x80'],
    ['--a', '-128', '--b', '0b10000000'],
  ])('%s %s %s %s', async (...operands) => {
    expect(await printed(...BOOTH, ...operands)).toMatchInlineSnapshot(`
      "booth-multiplier(i=8,j=8,signed=true)
      port          bits  decimal  hexadecimal  binary              meaning
      a     input      8  -128     0x80         0b10000000          two's complement
      b     input      8  -128     0x80         0b10000000          two's complement
      p     output    16  16384    0x4000       0b0100000000000000  two's complement
      "
    `);
  });

  it('shows a negative result beside its bits', async () => {
    const { ports } = JSON.parse(await printed(...BOOTH, '--a=-3', '--b', '2', '--format', 'json'));
    expect(
      ports.map(({ port, decimal, hex }: Record<string, string>) => `${port} ${decimal} ${hex}`),
    ).toEqual(['a -3 0xfd', 'b 2 0x2', 'p -6 0xfffa']);
  });

  it('says of rows that are settled together what they come to, signed', async () => {
    const args = [
      'simulate',
      'mac',
      '--signed',
      '--i',
      '4',
      '--j',
      '4',
      '--a=-3',
      '--b',
      '2',
      '--s',
      '0',
      '--c=-1',
    ];
    expect(await printed(...args)).toContain('together the outputs say p = -7, 0x3ff9');
  });

  it.each([
    [['relu', '--x=-5'], 'y     output     8  0 '],
    [['max', '--signed', '--a=-5', '--b=-7'], 'y     output     8  -5 '],
    [['max', '--a', '251', '--b', '249'], 'y     output     8  251 '],
    [
      ['barrel-shifter', '--kind', 'right-arithmetic', '--a=-128', '--amount', '3'],
      's       output     8  -16 ',
    ],
    [['barrel-shifter', '--a', '128', '--amount', '0'], 's       output     8  128 '],
    [['normalizer', '--x=-2', '--scale', '3', '--offset=-100'], 'y       output    17  -106 '],
    [['prelu', '--x=-2', '--slope', '64'], 'y      output    16  -128 '],
    [['power-of-two-multiplier', '--acc', '0', '--x', '-1', '--amount', '2', '--neg', '0'], '-4 '],
    [['baugh-wooley-multiplier', '--a=-1', '--b', '127'], 'p     output    16  -127 '],
    [
      ['dot-product', '--d', '2', '--signed', '--a0=-1', '--b0', '1', '--a1=-1', '--b1', '1'],
      'p     output    17  -2 ',
    ],
  ])('%j', async (args, row) => {
    expect(await printed('simulate', ...args)).toContain(row);
  });
});

describe('what does not fit is refused with the range', () => {
  it.each([
    [
      [...BOOTH, '--a', '128', '--b', '1'],
      '--a',
      "a number from -2^7 to 2^7 - 1 in decimal, or 8 bits as 0x or 0b, got '128'",
    ],
    [
      [...BOOTH, '--a=-129', '--b', '1'],
      '--a',
      "a number from -2^7 to 2^7 - 1 in decimal, or 8 bits as 0x or 0b, got '-129'",
    ],
    [
      [...BOOTH, '--a', '0x100', '--b', '1'],
      '--a',
      "a number from -2^7 to 2^7 - 1 in decimal, or 8 bits as 0x or 0b, got '0x100'",
    ],
    [
      ['simulate', 'booth-multiplier', '--a=-1', '--b', '1'],
      '--a',
      "a number from 0 to 2^8 - 1 in decimal, 0x or 0b, got '-1'",
    ],
    [
      ['simulate', 'float-adder', '--rounding', 'port', '--rm', '8', '--a', '1', '--b', '1'],
      '--rm',
      "one of ties-to-even, toward-zero, down, up, ties-away, to-odd, or a number from 0 to 2^3 - 1 in decimal, 0x or 0b, got '8'",
    ],
  ])('%j', (args, option, rule) => {
    const { code, stderr } = adderscope(...args);
    expect(stderr).toContain(`simulate: ${option} must be ${rule}`);
    expect(code).toBe(2);
  });
});

test('waves take the numbers that simulate takes, and the defaults of ports', async () => {
  const signed = ['export', 'booth-multiplier', '--signed', '--to', 'vcd'];
  const bits = ['--a', '0xfa,5', '--b', '0xff'];
  expect(await printed(...signed, '--a=-6,5', '--b=-1')).toBe(await printed(...signed, ...bits));
  const float = ['export', 'float-adder', '--format', 'e5m2', '--to', 'vcd'];
  expect(await printed(...float, '--a', '1.5', '--b', '-2')).toBe(
    await printed(...float, '--a', '0x3e', '--b', '0xc0', '--op', '0'),
  );
});

test('a short name of a format is not dropped by export', async () => {
  expect(await printed('export', 'float-adder', '--format', 'e5m2')).toContain('// parameters: e=5, f=2,');
});

test('a value of --where may be negative where the port is signed', async () => {
  const args = ['verify', 'relu', '--n', '8', '--exhaustive', '--where'];
  expect(await printed(...args, 'x=-3')).toContain('where x = -3');
  const { code, stderr } = adderscope(...args, 'x=-129');
  expect(stderr).toContain('verify relu: --where x must be a number from -128 to 255, got -129');
  expect(code).toBe(2);
});

test("the OCP's e4m3 is refused by every command that takes a format, never read as ours", () => {
  const reason =
    "e4m3-ieee for the IEEE-style format, with infinities and 240 as its largest number, since e4m3 is the OCP's, without infinities and up to 448, which is not built, got 'e4m3'";
  for (const [line, what] of [
    ['simulate float-adder --format e4m3 --a 448 --b 0', 'simulate: --format'],
    ['verify float-adder --format e4m3', 'verify: --format'],
    ['prove float-adder-two-path --format e4m3', 'prove: --format'],
    ['export float-adder --format e4m3', 'export: --format'],
    ['cost add-float e4m3', 'formatNamed: format'],
  ] as const) {
    const { code, stderr } = adderscope(...line.split(' '));
    expect(stderr).toBe(`ERROR: ${what} must be ${reason}\n`);
    expect(code).toBe(2);
  }
});

test('the page refuses them in the view of circuits too, with what to write', () => {
  expect(checkQuery(insideAddress, { circuit: 'float-adder', format: 'e2m1' }).problems.join()).toContain(
    "format must be e2m1-ieee for the IEEE-style format, with infinities and 3 as its largest number, since e2m1 is the OCP's",
  );
  expect(checkQuery(insideAddress, { circuit: 'float-adder', format: 'e2m1-ieee' }).problems).toEqual([]);
});

test('the name that stands in the refusal of an OCP format is taken', async () => {
  const taken = Array.from(Object.values(OCP_FORMATS_REFUSED), (reason) => reason.split(' ')[0] ?? '');
  expect(taken).toEqual(['e4m3-ieee', 'e3m2-ieee', 'e2m3-ieee', 'e2m1-ieee']);
  for (const name of taken) {
    const { e, f } = formatNamed(name);
    expect(await printed('simulate', 'float-adder', '--format', name, '--a', '1', '--b', '1')).toContain(
      `float-adder(e=${e},f=${f},rounding=ties-to-even)`,
    );
  }
});
