import { describe, expect, test } from 'vitest';
import { inspectAt } from '../../src/cli/inspect-at.ts';
import { type Address, parseAddress, printAddress } from '../../src/inspector/address.ts';
import { insideAddress } from '../../src/inspector/inside/inside-address.ts';
import { readInside } from '../../src/inspector/inside/inside-state.ts';
import { reduceAddress } from '../../src/inspector/reduce/reduce-address.ts';
import { readReduce } from '../../src/inspector/reduce/reduce-state.ts';
import { VIEW_ADDRESSES } from '../../src/inspector/view-addresses.ts';

const read = (hash: string) => parseAddress(hash, VIEW_ADDRESSES);
const queryOf = (hash: string): Address['query'] => {
  const { address, problems } = read(hash);
  expect(problems).toEqual([]);
  return address.query;
};

test.each([
  '#/reduce',
  '#/reduce?kind=dadda&w=64x64&a=0xdead&b=0x3&stage=3&sel=fa.3.40.1',
  '#/reduce?kind=wallace&w=8x5&sel=column.1.4&beside=true&table=true',
  '#/reduce?sel=dot.0.7.3&fault=net.100.1',
  '#/inside?circuit=barrel-shifter&n=16&max=15&kind=rotate-left&a=0xbeef&amount=5&stage=2',
  '#/inside?circuit=dadda&i=4&j=4&sel=net.30&level=gate&cone=true',
  '#/inside?circuit=float-adder&format=binary16&rounding=port&a=0.1&b=-inf&op=subtract&rm=ties-to-even',
  '#/inside?circuit=ripple-carry&i=8&j=8&carry=true&cin=1&sel=s.8',
])('reads and prints %s', (hash) => {
  const { address, problems } = read(hash);
  expect(problems).toEqual([]);
  expect(printAddress(address)).toBe(hash);
});

describe('hostile addresses give a sentence and a default', () => {
  test.each([
    ['#/reduce?w=9999x9999', "address: w must be two widths from 1 to 64, as in 8x8, got '9999x9999'"],
    ['#/reduce?w=0x8', "address: w must be two widths from 1 to 64, as in 8x8, got '0x8'"],
    ['#/reduce?a=256', "address: a must be a number from 0 to 2^8 - 1 in decimal, 0x or 0b, got '256'"],
    [
      '#/reduce?a=%3Cscript%3Ealert(1)%3C/script%3E',
      "address: a must be a number from 0 to 2^8 - 1 in decimal, 0x or 0b, got '<script>alert(1)</script>'",
    ],
    ['#/reduce?stage=6', "address: stage must be a stage that there is, got '6'"],
    [
      '#/reduce?sel=fa.0.0.0',
      "address: sel must be a place that there is, as in column.1.9 or fa.1.9.0, got 'fa.0.0.0'",
    ],
    ['#/reduce?fault=net.3.1', "address: fault must be a net with a gate, as in net.200.1, got 'net.3.1'"],
    ['#/inside?circuit=constructor', 'address: circuit must be one of dadda-multiplier, '],
    ['#/inside?i=65', "address: i must be a whole number from 1 to 64, got '65'"],
    ['#/inside?i=1e9', "address: i must be a whole number from 1 to 64, got '1e9'"],
    [
      '#/inside?sel=net.99999',
      "address: sel must be a net that there is, as in net.200 or a.3, got 'net.99999'",
    ],
    ['#/inside?sel=__proto__.0', 'address: sel must be a net that there is'],
    ['#/inside?circuit=float-adder&a=0.1.2', 'address: a must be a number such as 0.1, 32 bits as 0x or 0b'],
    ['#/inside?circuit=float-adder&format=binary32&e=5', 'address: format must be left out beside e'],
  ])('%s', (hash, text) => {
    const { address, problems } = read(hash);
    expect(problems[0]?.message).toContain(text);
    expect(problems.length).toBe(1);
    expect(read(printAddress(address)).problems).toEqual([]);
  });

  test('what is good besides is kept', () => {
    expect(read('#/reduce?w=4x4&a=99&b=3').address.query).toEqual({ w: '4x4', b: '3' });
  });

  test('a value that fits the widths before it is good', () => {
    expect(readReduce(queryOf('#/reduce?w=16x4&a=65535'))).toMatchObject({ i: 16, j: 4, a: 65535n, b: 13n });
  });
});

test('one circuit and net in two views', () => {
  const subject = reduceAddress.subject?.(queryOf('#/reduce?kind=wallace&w=8x8&a=0x11&sel=dot.1.4.0'));
  if (subject === undefined) throw new Error('a diagram must have a subject');
  expect(subject).toMatchObject({
    circuit: 'wallace-multiplier',
    params: { i: '8', j: '8' },
    inputs: { a: '0x11' },
  });
  const inside = insideAddress.show?.(subject) ?? {};
  expect(readInside(inside)).toMatchObject({ net: subject.net, inputs: { a: 17n } });
  const back = insideAddress.subject?.(inside);
  expect(back && reduceAddress.show?.(back)).toMatchObject({
    kind: 'wallace',
    w: '8x8',
    a: '0x11',
    sel: 'dot.1.4.0',
  });
});

test('a diagram is only for multipliers with a ripple of adders at the end', () => {
  const show = (circuit: string, params: Readonly<Record<string, string>>) =>
    reduceAddress.show?.({ circuit, params, inputs: {} });
  expect(show('dadda-multiplier', { i: '4', j: '5', final: 'ripple-carry' })).toEqual({
    kind: 'dadda',
    w: '4x5',
  });
  expect(show('dadda-multiplier', { i: '4', j: '5', final: 'sklansky' })).toBeUndefined();
  expect(show('comparator', { n: '4' })).toBeUndefined();
});

test('counterexamples get an address where the page knows the circuit', () => {
  expect(
    inspectAt(
      { circuit: 'dadda-multiplier', params: { i: 3, j: 3, final: 'ripple-carry' } },
      { a: 1n, b: 7n },
    ),
  ).toBe('#/inside?circuit=dadda-multiplier&i=3&j=3&final=ripple-carry&a=0x1&b=0x7');
  expect(inspectAt({ circuit: 'swapped-multiplier', params: { i: 3, j: 3 } }, { a: 1n })).toBeUndefined();
  expect(inspectAt({ circuit: 'dadda-multiplier', params: { i: 100, j: 3 } }, {})).toBeUndefined();
});
