import { describe, expect, it } from 'vitest';
import { buildCircuit, resolveCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { readPorts } from '../../src/cli/port-values.ts';
import { showBits } from '../../src/gates/counterexample.ts';
import { runCommand } from '../support/run-command.ts';

/** The ports that `simulate` prints, by name. */
async function portsOf(...args: readonly string[]): Promise<Record<string, Record<string, unknown>>> {
  const { code, data } = await runCommand('simulate', ...args, '--format', 'json');
  expect(code).toBe(0);
  const { ports }: { ports: ({ port: string } & Record<string, unknown>)[] } = JSON.parse(data);
  return Object.fromEntries(ports.map(({ port, ...rest }) => [port, rest]));
}

/** Reads the ports of a circuit as `simulate` does. */
function read(name: string, params: Record<string, unknown>, options: Record<string, string>) {
  const circuit = CIRCUITS.find((one) => one.name === name);
  if (circuit === undefined) throw new Error(`there must be a circuit ${name}`);
  const values = resolveCircuit(circuit, params);
  return readPorts(circuit, values, buildCircuit(circuit, values), options);
}

describe('simulate at the ports of floats', () => {
  it('a decimal is a number, 0x and 0b are bits, and what is left out is an addition to the nearest', async () => {
    const ports = await portsOf('float-adder', '--format', 'binary32', '--a', '0.1', '--b', '0x3e4ccccd');
    expect(ports.a).toEqual({
      direction: 'input',
      bits: 32,
      decimal: '0.1',
      hex: '0x3dcccccd',
      binary: '0b00111101110011001100110011001101',
      meaning: 'normal: sign 0, exponent 123 - 127 = -4, trailing significand 0x4ccccd',
    });
    expect(ports.b?.decimal).toBe('0.2');
    expect(ports.op).toMatchObject({ decimal: '0', meaning: 'add' });
    expect(ports.r).toMatchObject({ decimal: '0.3', hex: '0x3e99999a' });
    expect(ports.inexact).toEqual({ direction: 'output', bits: 1, decimal: '1', hex: '0x1', binary: '0b1' });
  });

  it('a whole number is a number too', () => {
    expect(read('float-adder', { format: 'binary16' }, { a: '1', b: '0b1' })).toEqual({
      a: 0x3c00n,
      b: 1n,
      op: 0n,
    });
  });

  it('operations and directions have names; a minus sign may follow a space', async () => {
    const ports = await portsOf(
      ...['float-adder', '--format', 'binary16', '--rounding', 'port'],
      ...['--a', '-1.5e-7', '--b', '-inf', '--op', 'subtract', '--rm', 'down'],
    );
    expect(ports.a).toMatchObject({
      decimal: '-2e-7',
      meaning: 'subnormal: sign 1, exponent 0 for 2^-14, trailing significand 0x3',
    });
    expect(ports.b?.meaning).toBe('infinity: sign 1, exponent 31, trailing significand 0x0');
    expect(ports.rm).toMatchObject({ decimal: '2', meaning: 'down' });
    expect(ports.r?.decimal).toBe('inf');
  });

  it('each port has its own format', async () => {
    const mixed = await portsOf('mixed-float-adder', '--i', '8', '--j', '16', '--a', '1', '--b', '1');
    expect([mixed.a?.hex, mixed.b?.hex, mixed.r?.hex]).toEqual(['0x38', '0x3c00', '0x4000']);
    const widener = await portsOf('float-widener', '--i', '8', '--j', '16', '--a', '-0.1');
    expect([widener.a?.decimal, widener.r?.decimal]).toEqual(['-0.1', '-0.10156']);
  });

  it('other ports keep whole numbers, and no column is added', async () => {
    const { data } = await runCommand(
      ...[
        'simulate',
        'dadda-multiplier',
        '--i',
        '4',
        '--j',
        '4',
        '--a',
        '13',
        '--b',
        '0b1011',
        '--format',
        'csv',
      ],
    );
    expect(data).toBe(
      [
        'port,,bits,decimal,hexadecimal,binary',
        'a,input,4,13,0xd,0b1101',
        'b,input,4,11,0xb,0b1011',
        'p,output,8,143,0x8f,0b10001111',
        '',
      ].join('\n'),
    );
  });

  it('reads the values of counterexamples as bits at every port', () => {
    for (const bits of [0n, 1n, 9n, 0x3c00n, 0xffffn]) {
      const shown = showBits(bits);
      expect(read('float-adder', { format: 'binary16' }, { a: shown, b: shown })).toMatchObject({
        a: bits,
        b: bits,
      });
      expect(read('subtractor', { n: 16 }, { a: shown, b: shown })).toEqual({ a: bits, b: bits });
    }
    expect(
      read('float-adder', { rounding: 'port' }, { a: '0x0', b: '0x0', op: '0x1', rm: '0x6' }),
    ).toMatchObject({
      op: 1n,
      rm: 6n,
    });
  });

  it('refuses what it cannot read, and says what it can', () => {
    const format = { format: 'binary16' };
    expect(() => read('float-adder', format, { a: '0.1', b: 'x' })).toThrow(
      "simulate: --b must be a number such as 1, 0.1 or -1.5e-7, inf, nan or snan, got 'x'",
    );
    expect(() => read('float-adder', format, { a: '0.1' })).toThrow(
      "simulate: --b must be a number such as 0.1, or 16 bits as 0x or 0b, got 'nothing'",
    );
    expect(() => read('float-adder', format, { a: '1', b: '1', op: 'plus' })).toThrow(
      "simulate: --op must be one of add, subtract, or a number from 0 to 2^1 - 1 in decimal, 0x or 0b, got 'plus'",
    );
    expect(() => read('subtractor', {}, { a: '0.1', b: '1' })).toThrow(
      "simulate: --a must be a number from 0 to 2^8 - 1 in decimal, 0x or 0b, got '0.1'",
    );
  });
});

describe('simulate --trace', () => {
  it('has a line for each stage, with what happened', async () => {
    const { data } = await runCommand(
      ...['simulate', 'float-adder', '--format', 'binary32', '--a', '0.1', '--b', '0x3e4ccccd'],
      ...['--trace', '--format', 'md'],
    );
    expect(data.slice(data.indexOf('**Stage'))).toMatchInlineSnapshot(`
      "**Stage by stage**

      | stage                                | what happened                                                                                                      | shown                                                                                         |
      | :----------------------------------- | :----------------------------------------------------------------------------------------------------------------- | :-------------------------------------------------------------------------------------------- |
      | unpacking                            | a is normal, hidden bit 1, exponent 123 for 2^-4; b is normal, hidden bit 1, exponent 124 for 2^-3                 | a_sign=0 a_exponent=123 a_significand=0xcccccd b_sign=0 b_exponent=124 b_significand=0xcccccd |
      | exponent subtraction                 | delta = 123 - 124 = -1: b has the larger exponent                                                                  | difference=255 negative=1                                                                     |
      | operand swapping                     | the operands are swapped, a is the smaller one; with the operation the signs agree: effective addition             | sign=0 exponent=124 larger=0xcccccd smaller=0xcccccd subtraction=0                            |
      | limitation of alignment shift amount | \\|delta\\| = 1 is within the limit of 31                                                                            | distance=1 amount=1                                                                           |
      | alignment shift                      | the significand of a moves right by 1 place: guard 1, round 0; sticky 0 because nothing is shifted out below round | significand=0x666666 guard=1 round=0 sticky=0                                                 |
      | significand negation                 | addition: the smaller significand passes as it is                                                                  | addend=0x199999a carry=0                                                                      |
      | significand addition                 | a carry out of the top: the sum has one place more                                                                 | sum=0x0ccccce carry=1                                                                         |
      | significand conversion               | nothing to negate; the sign is plus                                                                                | negative=0 sign=0 magnitude=0x4ccccce                                                         |
      | normalization                        | the carry moves everything right by 1 place, the exponent goes up by 1; guard 1, sticky 1                          | leading_zeros=0 amount=0 exponent_below=124 significand=0x999999 guard=1 sticky=1 zero=0      |
      | rounding and post-normalization      | guard 1, sticky 1: more than half, rounded up                                                                      | increment=1 exponent=125 trailing=0x19999a inexact=1                                          |
      | packing                              | the result is the rounded number, 0.3, inexact                                                                     | nan=0 result=0x3e99999a                                                                       |
      "
    `);
  });

  it('is data, too', async () => {
    const { data } = await runCommand(
      ...[
        'simulate',
        'float-adder',
        '--format',
        'binary32',
        '--a',
        '1',
        '--b',
        '1',
        '--trace',
        '--format',
        'json',
      ],
    );
    const { stages, trace } = JSON.parse(data);
    expect(stages).toHaveLength(11);
    expect(stages[1]).toEqual({
      stage: 'exponent subtraction',
      happened: 'delta = 127 - 127 = 0: the exponents are equal',
      shows: { difference: '0', negative: '0' },
    });
    expect(trace).toBeUndefined();
  });

  it('has every net where no stage shows anything, and --nets has them always', async () => {
    const dadda = await runCommand(
      ...['simulate', 'dadda-multiplier', '--i', '2', '--j', '2', '--a', '3', '--b', '3', '--trace'],
      ...['--format', 'json'],
    );
    expect(JSON.parse(dadda.data).stages).toBeUndefined();
    expect(JSON.parse(dadda.data).trace).toHaveLength(8);
    const floats = await runCommand(
      ...[
        'simulate',
        'float-adder',
        '--format',
        'binary32',
        '--a',
        '1',
        '--b',
        '1',
        '--nets',
        '--format',
        'json',
      ],
    );
    expect(JSON.parse(floats.data).stages).toBeUndefined();
    expect(JSON.parse(floats.data).trace).toHaveLength(1056);
  });
});
