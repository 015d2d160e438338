import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import type { Rounding } from '../../src/circuits/float-adder/rounding.ts';
import { floatAdderTwoPath } from '../../src/circuits/float-adder-two-path/float-adder-two-path.ts';
import { formatNamed } from '../../src/circuits/float-formats.ts';
import { at } from '../../src/gates/at.ts';
import type { Builder } from '../../src/gates/builder.ts';
import { type Net, netAt, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { telling } from './float-checks.ts';
import { shown, withFault } from './float-support.ts';

/** A fault in one part, the first of the adder's own vectors that tells it, and how many do. */
interface Mutant {
  readonly part: string;
  readonly fault: string;
  readonly rounding: Rounding;
  /** The faulty netlist. */
  make(netlist: Netlist): Netlist;
  readonly caught: string;
}

/** Puts what `edit` makes in the place of a net that a part shows. */
function replace(
  netlist: Netlist,
  part: string,
  name: string,
  place: number,
  edit: (g: Builder, now: (stage: string, bus: string, k?: number) => Net, net: Net) => Net,
): Netlist {
  const bus = shown(netlist, part, name);
  // All nets of the bus are there when its last one is.
  return withFault(netlist, netAt(Math.max(...bus)), (g, now) => {
    const net = at(bus, place);
    const other = (stage: string, name: string, k = 0) => at(now, at(shown(netlist, stage, name), k));
    now[net] = edit(g, other, at(now, net));
  });
}

const MUTANTS: readonly Mutant[] = [
  {
    part: 'exponent difference',
    fault: 'the larger exponent is always that of a',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'exponent difference', 'negative', 0, () => ZERO),
    caught: '0x0 + 0x3c00, 664 vectors',
  },
  {
    part: 'R-path/negation and pre-shift',
    fault: 'the one that completes the complement is lost',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'R-path/negation and pre-shift', 'carry', 0, () => ZERO),
    caught: '0x0 - 0x3c00, 152 vectors',
  },
  {
    part: 'R-path/negation and pre-shift',
    fault: 'the guard bit of a difference takes no notice of the sticky bit',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'R-path/negation and pre-shift', 'guard', 0, (g, now, guard) =>
        g.mux(now('operand swapping', 'subtraction'), now('R-path/alignment shift', 'round'), guard),
      ),
    caught: '0x1 - 0x3c00, 103 vectors',
  },
  {
    part: 'R-path/injection rounding',
    fault: 'the injection stays at the place of a low sum',
    rounding: 'up',
    make: (n) =>
      replace(n, 'R-path/injection rounding', 'carry', 0, (_g, now) =>
        now('R-path/injection rounding', 'low_carry'),
      ),
    caught: '0x400 + 0x401, 124 vectors',
  },
  {
    part: 'R-path/injection rounding',
    fault: 'a tie that went up keeps its last bit',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'R-path/injection rounding', 'tie', 0, () => ZERO),
    caught: '0x400 + 0x401, 92 vectors',
  },
  {
    part: 'N-path/subtraction',
    fault: 'a negative difference does not turn the sign',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'N-path/subtraction', 'negative', 0, () => ZERO),
    caught: '0x0 - 0x1, 378 vectors',
  },
  {
    part: 'N-path/alignment by one',
    fault: 'the bit that comes below is dropped',
    rounding: 'toward-zero',
    make: (n) => replace(n, 'N-path/alignment by one', 'smaller', 0, () => ZERO),
    caught: '0xb001 + 0x3400, 24 vectors',
  },
  {
    part: 'N-path/normalization',
    fault: 'the shift goes past the smallest exponent',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'N-path/normalization', 'amount', 0, (_g, now) =>
        now('N-path/normalization', 'leading_zeros'),
      ),
    caught: '0x0 - 0x3ff, 296 vectors',
  },
  {
    part: 'path selection',
    fault: 'the R-path takes only exponents that are far apart',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'path selection', 'r_path', 0, (g, now, isR) =>
        g.and(
          isR,
          g.or(g.not(now('operand swapping', 'subtraction')), now('exponent difference', 'distance', 1)),
        ),
      ),
    caught: '0x1 - 0x7bff, 149 vectors',
  },
  {
    part: 'path selection',
    fault: 'the R-path takes every subtraction of different exponents',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'path selection', 'r_path', 0, (g, now, isR) =>
        g.or(isR, now('exponent difference', 'distance')),
      ),
    caught: '0xb001 + 0x3400, 220 vectors',
  },
];

describe('a fault in a part is caught', () => {
  const { e, f } = formatNamed('binary16');
  it.each(MUTANTS)('$part: $fault', ({ rounding, make, caught }) => {
    const netlist = buildCircuit(floatAdderTwoPath, { e, f, rounding });
    expect(telling(netlist, 'binary16', rounding)).toEqual([]);
    const vectors = telling(make(netlist), 'binary16', rounding);
    expect(`${vectors[0]}, ${vectors.length} vectors`).toBe(caught);
  });
});
