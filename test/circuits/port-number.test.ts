import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { withDefaults } from '../../src/circuits/params.ts';
import { isSignedPort, numberRule, readNumber, showNumber } from '../../src/circuits/port-number.ts';
import { signOfBit } from '../../src/gates/equation.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { equationOf } from '../../src/verify/prove-circuit.ts';
import { underTest } from '../../src/verify/under-test.ts';

describe('the number on a port', () => {
  it('is read back from what is shown, signed and unsigned, at every width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 128 }), fc.bigInt(), fc.boolean(), (width, any, isSigned) => {
        const bits = BigInt.asUintN(width, any);
        expect(readNumber(showNumber(bits, width, isSigned), width, isSigned)).toBe(bits);
        expect(readNumber(`0x${bits.toString(16)}`, width, isSigned)).toBe(bits);
        expect(readNumber(`0b${bits.toString(2)}`, width, isSigned)).toBe(bits);
      }),
    );
  });

  it.each([
    ['-128', 8, true, 0x80n],
    ['127', 8, true, 0x7fn],
    ['128', 8, true, undefined],
    ['-129', 8, true, undefined],
    ['200', 8, true, undefined],
    ['0x80', 8, true, 0x80n],
    ['0x100', 8, true, undefined],
    ['-0x1', 8, true, undefined],
    ['-1', 1, true, 1n],
    ['1', 1, true, undefined],
    ['0b1', 1, true, 1n],
    ['255', 8, false, 255n],
    ['256', 8, false, undefined],
    ['-1', 8, false, undefined],
    ['-0', 8, false, undefined],
    ['-0', 8, true, 0n],
    ['1.5', 8, true, undefined],
    ['', 8, true, undefined],
    ['--1', 8, true, undefined],
    ['1e3', 16, false, undefined],
  ])('%s on %d bits, signed %s, is %s', (text, width, isSigned, bits) => {
    expect(readNumber(text, width, isSigned)).toBe(bits);
  });

  it('says what it may be', () => {
    expect(numberRule(8, true)).toBe('a number from -2^7 to 2^7 - 1 in decimal, or 8 bits as 0x or 0b');
    expect(numberRule(8, false)).toBe('a number from 0 to 2^8 - 1 in decimal, 0x or 0b');
  });
});

describe("which ports are in two's complement", () => {
  const flags = (params: Readonly<Record<string, unknown>>) =>
    'signed' in params ? [false, true] : [undefined];
  const cases = CIRCUITS.flatMap((circuit) =>
    flags(circuit.params).map((signed) => {
      const some = signed === undefined ? {} : { signed };
      return { circuit, params: withDefaults(circuit.params, some), name: `${circuit.name} ${signed ?? ''}` };
    }),
  );

  it.each(cases)('$name: as the model counts, if the record has an equation', ({ circuit, params }) => {
    const { netlist } = underTest(circuit, params);
    const equation = equationOf(circuit, params, netlist);
    if (equation === undefined) return;
    const model = modelOf(circuit, params);
    const value = (port: string, bits: bigint, width: number) => {
      let sum = 0n;
      for (let k = 0; k < width; k++)
        if ((bits >> BigInt(k)) & 1n) sum += BigInt(signOfBit(equation, port, k, width)) << BigInt(k);
      return sum;
    };
    for (const [port, { length }] of Object.entries(netlist.inputs))
      expect([port, value(port, 1n << BigInt(length - 1), length)]).toEqual([
        port,
        BigInt(showNumber(1n << BigInt(length - 1), length, isSignedPort(circuit, params, port))),
      ]);
    // The model, asked with numbers as they are shown, keeps the equation: it was not written for this.
    const outputs = Object.entries(netlist.outputs);
    if (circuit.meaning(params).observe !== undefined) return;
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 70n }), { minLength: 130, maxLength: 130 }),
        (raw) => {
          const inputs = Object.entries(netlist.inputs).map(
            ([port, { length }], k) => [port, BigInt.asUintN(length, raw[k] ?? 0n), length] as const,
          );
          const got = model(inputs.map(([, bits]) => bits));
          const numbers = new Map([
            ...inputs.map(([port, bits, width]) => [port, shown(port, bits, width)] as const),
            ...outputs.map(([port, { length }]) => [port, shown(port, got[port] ?? 0n, length)] as const),
          ]);
          const side = (terms: typeof equation.inputs) =>
            terms.reduce(
              (sum, { coefficient, ports }) =>
                sum + ports.reduce((product, port) => product * (numbers.get(port) ?? 0n), coefficient),
              0n,
            );
          const difference = side(equation.outputs) - side(equation.inputs);
          expect(
            equation.modulo === undefined ? difference : BigInt.asUintN(equation.modulo, difference),
          ).toBe(0n);
        },
      ),
      { numRuns: 50 },
    );
    function shown(port: string, bits: bigint, width: number): bigint {
      return BigInt(showNumber(bits, width, isSignedPort(circuit, params, port)));
    }
  });

  it('names ports that there are', () => {
    for (const { circuit, params } of cases) {
      const { netlist } = underTest(circuit, params);
      const known = [...Object.keys(netlist.inputs), ...Object.keys(netlist.outputs)];
      const all = [...known, 'p', 'sum', 'carry'];
      for (const port of circuit.signed?.(params) ?? []) expect(all).toContain(port);
    }
    expect(
      CATALOGUE.circuits
        .filter(({ signed }) => signed !== undefined)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'barrel-shifter',
      'baugh-wooley-multiplier',
      'booth-multiplier',
      'dot-product',
      'mac',
      'max',
      'normalizer',
      'power-of-two-multiplier',
      'prelu',
      'relu',
    ]);
  });
});
