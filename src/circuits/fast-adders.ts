import type { Gate } from '../gates/gate.ts';
import { defineCircuit } from './circuit.ts';
import { FAST_ADDERS } from './final-adder.ts';
import { width } from './params.ts';

/** An adder of two n-bit numbers, with or without carry in, as a circuit of its own. */
function fastAdder(
  kind: keyof typeof FAST_ADDERS,
  about: string,
  source: string,
  loose: Partial<Record<Gate, 'any'>>,
) {
  return defineCircuit({
    name: `${kind}-adder`,
    about: `sum of two unsigned numbers of equal width, with or without carry in: ${about}`,
    source,
    params: {
      n: width('bits of a and b', 8),
      carry: { kind: 'flag', about: 'with a carry in, port cin', default: false },
    },
    inputs: ({ n, carry }) => ({ a: n, b: n, cin: carry ? 1 : 0 }),
    build: (g, { a, b, cin }) => {
      const { sum, carry } = FAST_ADDERS[kind](g, [...a], [...b], cin[0]);
      return { s: carry === undefined ? sum : [...sum, carry] };
    },
    meaning: () => ({ kind: 'sum', model: ({ a, b, cin }) => ({ s: a + b + cin }) }),
    loose: () => loose,
  });
}

const PREFIX = { and: 'any', or: 'any', xor: 'any' } as const;

export const koggeStoneAdder = fastAdder(
  'kogge-stone',
  'a parallel-prefix network of least depth and fan-out',
  'P. M. Kogge and H. S. Stone, A parallel algorithm for the efficient solution of a general class of recurrence equations, IEEE Trans. Computers C-22, 1973',
  PREFIX,
);

export const sklanskyAdder = fastAdder(
  'sklansky',
  'a parallel-prefix network of least depth, with few gates and large fan-outs',
  'J. Sklansky, Conditional-sum addition logic, IRE Trans. Electronic Computers EC-9, 1960',
  PREFIX,
);

export const brentKungAdder = fastAdder(
  'brent-kung',
  'a parallel-prefix network of fewest gates',
  'R. P. Brent and H. T. Kung, A regular layout for parallel adders, IEEE Trans. Computers C-31, 1982',
  PREFIX,
);

export const hanCarlsonAdder = fastAdder(
  'han-carlson',
  "Kogge and Stone's network over the odd bits, and one more level",
  'T. Han and D. A. Carlson, Fast area-efficient VLSI adders, Proc. 8th Symp. Computer Arithmetic, 1987',
  PREFIX,
);

export const carrySelectAdder = fastAdder(
  'carry-select',
  'blocks that add for both carries, of which one is selected',
  'O. J. Bedrij, Carry-select adder, IRE Trans. Electronic Computers EC-11, 1962',
  { and: 'any', or: 'any', xor: 'any', mux: 'any' },
);

export const carrySkipAdder = fastAdder(
  'carry-skip',
  'ripple carry, which skips a block that passes it on whole',
  'M. Lehman and N. Burla, Skip techniques for high-speed carry-propagation in binary arithmetic units, IRE Trans. Electronic Computers EC-10, 1961',
  { and: 'any', or: 'any', xor: 'any', mux: 'any' },
);
