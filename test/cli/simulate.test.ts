import { expect, test } from 'vitest';
import { printed } from '../support/command-line.ts';

test('table with a trace', () => {
  const args = 'simulate ripple-carry-adder --i 2 --j 1 --a 0b11 --b 0x1 --trace'.split(' ');
  expect(printed(...args)).toMatchInlineSnapshot(`
    "ripple-carry-adder(i=2,j=1,carry=false)
    port          bits  decimal  hexadecimal  binary
    a     input      2  3        0x3          0b11
    b     input      1  1        0x1          0b1
    s     output     3  4        0x4          0b100

    Every net, stage by stage
    stage  cell  net = gate fan-ins  value
           ha    5 = xor 2 4             0
                 6 = and 2 4             1
           ha    7 = xor 3 6             0
                 8 = and 3 6             1
    "
  `);
});

test('md, csv and latex', () => {
  const args = ['simulate', 'comparator', '--n', '3', '--a', '5', '--b', '6', '--format'];
  expect(printed(...args, 'md')).toMatchInlineSnapshot(`
    "**comparator(n=3)**

    | port |        | bits | decimal | hexadecimal | binary |
    | :--- | :----- | ---: | :------ | :---------- | :----- |
    | a    | input  |    3 | 5       | 0x5         | 0b101  |
    | b    | input  |    3 | 6       | 0x6         | 0b110  |
    | lt   | output |    1 | 1       | 0x1         | 0b1    |
    | eq   | output |    1 | 0       | 0x0         | 0b0    |
    | gt   | output |    1 | 0       | 0x0         | 0b0    |
    "
  `);
  expect(printed(...args, 'csv')).toMatchInlineSnapshot(`
    "port,,bits,decimal,hexadecimal,binary
    a,input,3,5,0x5,0b101
    b,input,3,6,0x6,0b110
    lt,output,1,1,0x1,0b1
    eq,output,1,0,0x0,0b0
    gt,output,1,0,0x0,0b0
    "
  `);
  expect(printed(...args, 'latex')).toMatchInlineSnapshot(`
    "% comparator(n=3)
    \\begin{tabular}{llrlll}
      \\toprule
      port &  & bits & decimal & hexadecimal & binary \\\\
      \\midrule
      a & input & 3 & 5 & 0x5 & 0b101 \\\\
      b & input & 3 & 6 & 0x6 & 0b110 \\\\
      lt & output & 1 & 1 & 0x1 & 0b1 \\\\
      eq & output & 1 & 0 & 0x0 & 0b0 \\\\
      gt & output & 1 & 0 & 0x0 & 0b0 \\\\
      \\bottomrule
    \\end{tabular}
    "
  `);
});

test('json keeps every digit', () => {
  const all = 2n ** 64n - 1n;
  const args = [
    '--i',
    '64',
    '--j',
    '64',
    '--a',
    `${all}`,
    '--b',
    `0x${all.toString(16)}`,
    '--format',
    'json',
  ];
  expect(JSON.parse(printed('simulate', 'dadda-multiplier', ...args))).toMatchObject({
    circuit: 'dadda-multiplier(i=64,j=64,final=ripple-carry)',
    agrees: true,
    ports: [{ port: 'a' }, { port: 'b' }, { port: 'p', bits: 128, decimal: `${all * all}` }],
  });
});

test.each(['interpreter', 'table', 'generated'])('engine %s gives the outputs of the reference', (engine) => {
  const args = 'simulate dadda-multiplier --i 40 --j 33 --a 0xfedcba9876 --b 0x1fedcba98'.split(' ');
  expect(printed(...args, '--engine', engine)).toBe(printed(...args));
});
