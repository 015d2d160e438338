import { describe, expect, test } from 'vitest';
import { baughWooleyMultiplier } from '../../src/circuits/baugh-wooley-multiplier.ts';
import { type AnyCircuit, buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { rippleCarryAdder } from '../../src/circuits/ripple-carry-adder.ts';
import { subtractor } from '../../src/circuits/subtractor.ts';
import { wallaceMultiplier } from '../../src/circuits/wallace-multiplier.ts';
import { type Equation, productEquation, sumEquation } from '../../src/gates/equation.ts';
import { GATE_CODE } from '../../src/gates/gate.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { axiomsOf, certificateOf, targetOf } from '../../src/proof/certificate.ts';
import { checkCertificate } from '../../src/proof/certificate-checker.ts';
import { Random } from '../../src/sim/random.ts';
import { equationOf } from '../../src/verify/prove-circuit.ts';
import { andNotForm } from './and-not-form.ts';

const PRODUCT = productEquation('p', 'a', 'b');

function certified(netlist: Netlist, equation: Equation): string {
  const text = certificateOf(netlist, equation);
  if (text === undefined) throw new Error(`${netlist.name} has no certificate`);
  return text;
}

test('a certificate, its axioms and its target', () => {
  const netlist = buildCircuit(daddaMultiplier, { i: 2, j: 2 });
  expect(certified(netlist, PRODUCT)).toMatchInlineSnapshot(`
    "14 % 13 *(2) + 12, -2*x13-x12+x9+x11;
    15 % 11 *(2) + 10, -2*x11-x10+x7+x8;
    16 % 14 *(4) + 15 *(2) + 9 *(4) + 8 *(2) + 7 *(2) + 6 *(1), -x6-2*x10-4*x12-8*x13+x2*x4+2*x2*x5+2*x3*x4+4*x3*x5;
    "
  `);
  expect(axiomsOf(netlist, PRODUCT)).toMatchInlineSnapshot(`
    "1 16;
    6 -x6+x2*x4;
    7 -x7+x3*x4;
    8 -x8+x2*x5;
    9 -x9+x3*x5;
    10 -x10+x7+x8-2*x7*x8;
    11 -x11+x7*x8;
    12 -x12+x9+x11-2*x9*x11;
    13 -x13+x9*x11;
    "
  `);
  expect(targetOf(netlist, PRODUCT)).toMatchInlineSnapshot(`
    "-x6-2*x10-4*x12-8*x13+x2*x4+2*x2*x5+2*x3*x4+4*x3*x5;
    "
  `);
});

describe('accepted', () => {
  test("two's complement products, and no others by that certificate", () => {
    const signed = { ...PRODUCT, signed: ['a', 'b', 'p'] };
    for (const [i, j] of [
      [1, 1],
      [1, 5],
      [4, 4],
      [6, 3],
      [8, 8],
    ] as const) {
      const netlist = buildCircuit(baughWooleyMultiplier, { i, j });
      const text = certified(netlist, signed);
      expect(checkCertificate(netlist, signed, text), netlist.name).toMatchObject({ accepted: true });
      // Of one bit each, -1 times -1 is 1 in both readings.
      if (j === 1) continue;
      expect(checkCertificate(netlist, PRODUCT, text), netlist.name).toMatchObject({ accepted: false });
      expect(certificateOf(netlist, PRODUCT), netlist.name).toBeUndefined();
    }
  });

  test.each([daddaMultiplier, wallaceMultiplier] as AnyCircuit[])(
    '$name to 8 bits, in every form',
    (circuit) => {
      for (let i = 1; i <= 8; i++)
        for (let j = 1; j <= 8; j++) {
          const netlist = buildCircuit(circuit, { i, j });
          for (const form of [netlist, andNotForm(netlist, 'reuse'), andNotForm(netlist, 'majority')])
            expect(checkCertificate(form, PRODUCT, certified(form, PRODUCT)), form.name).toMatchObject({
              accepted: true,
            });
        }
    },
  );

  test('adders, and a subtractor', () => {
    const adder = buildCircuit(rippleCarryAdder, { i: 9, j: 5, carry: true });
    const sum = sumEquation('s', ['a', 'b', 'cin']);
    expect(checkCertificate(adder, sum, certified(adder, sum)).accepted).toBe(true);
    const values = { n: 6, borrow: true };
    const netlist = buildCircuit(subtractor, values);
    const difference = equationOf(subtractor, values, netlist) ?? sum;
    expect(checkCertificate(netlist, difference, certified(netlist, difference)).accepted).toBe(true);
  });

  test('64 x 64 in less than a megabyte, a line for each adder and one more', () => {
    const netlist = buildCircuit(daddaMultiplier, { i: 64, j: 64 });
    const text = certified(netlist, PRODUCT);
    expect(text.length).toBeLessThan(1_000_000);
    expect(checkCertificate(netlist, PRODUCT, text)).toEqual({ accepted: true, rules: 4033 });
  });
});

test('a final adder that is no ripple has none', () => {
  const netlist = buildCircuit(daddaMultiplier, { i: 8, j: 8, final: 'kogge-stone' });
  expect(certificateOf(netlist, PRODUCT)).toBeUndefined();
});

describe('refused', () => {
  const netlist = buildCircuit(daddaMultiplier, { i: 6, j: 6 });
  const text = certified(netlist, PRODUCT);
  const lines = text.trimEnd().split('\n');

  test('1,500 tampered certificates: a number, a sign, a line, an id', () => {
    const random = new Random(1, 'tampering');
    const pick = (n: number) => random.word() % n;
    for (let k = 0; k < 1500; k++) {
      const line = pick(lines.length);
      const old = lines[line] ?? '';
      const tampered = [...lines];
      const kind = k % 5;
      if (kind === 0) {
        // Another number: a coefficient, an id or a variable.
        const numbers = [...old.matchAll(/\d+/g)];
        const { index = 0, 0: digits = '' } = numbers[pick(numbers.length)] ?? { index: 0, 0: '' };
        const other = Number(digits) + 1 + pick(3);
        tampered[line] = old.slice(0, index) + other + old.slice(index + digits.length);
      } else if (kind === 1) {
        // Another sign in a polynomial.
        const signs = [...old.matchAll(/(?<=\w)[+-](?=\w)/g)];
        const { index = 0, 0: sign = '' } = signs[pick(signs.length)] ?? { index: 0, 0: '' };
        tampered[line] = old.slice(0, index) + (sign === '+' ? '-' : '+') + old.slice(index + 1);
      } else if (kind === 2) tampered.splice(line, 1);
      else if (kind === 3) {
        // A part of the sum left out.
        const [head = '', ...rest] = old.split(' % ');
        const [sum = '', result = ''] = rest.join(' % ').split(', ');
        const parts = sum.split(' + ');
        parts.splice(pick(parts.length), 1);
        tampered[line] = `${head} % ${parts.join(' + ')}, ${result}`;
      } else tampered.splice(line, 0, old);
      expect(checkCertificate(netlist, PRODUCT, tampered.join('\n')).accepted, tampered[line] ?? '').toBe(
        false,
      );
    }
  });

  test('a right certificate of another netlist, or of another equation', () => {
    const gate = netlist.gate.slice();
    gate[gate.lastIndexOf(GATE_CODE.or)] = GATE_CODE.xor;
    expect(checkCertificate({ ...netlist, gate }, PRODUCT, text).accepted).toBe(false);
    expect(checkCertificate(netlist, sumEquation('p', ['a', 'b']), text)).toMatchObject({
      accepted: false,
      reason: 'the last line is not the equation',
    });
  });

  test('text that is none', () => {
    const reason = (bad: string) => checkCertificate(netlist, PRODUCT, bad).reason;
    expect(reason('')).toBe('the certificate has no line');
    expect(reason('nonsense')).toBe("line 1: the line: form must be id % sum, result;, got 'nonsense'");
    expect(reason('9999 % 500000, x2;')).toBe('line 1: the line: id must be known, got 500000');
    expect(reason('9999 d;')).toBe("line 1: the line: id must be known, got '9999'");
    expect(reason('20 % 20, -x20+x2*x8;')).toBe('line 1: the line: id must be new, got 20');
    expect(reason('9999 % 20 *(), x2;')).toMatch(/^line 1: the line: part must be/);
    expect(reason('9999 % 20 *(x2 x3), x2;')).toMatch(/^line 1: the line: polynomial must be/);
    expect(reason('9999 % 20 *(x2*), x2;')).toBe("line 1: the line: polynomial must be complete, got 'x2*'");
    expect(reason('9999 % 20, x99999;')).toMatch(/^line 1: the line: variable must be from x2/);
  });
});
