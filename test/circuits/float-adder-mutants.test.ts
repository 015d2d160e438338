import { describe, expect, it } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import type { Rounding } from '../../src/circuits/float-adder/rounding.ts';
import { FLOAT_STAGES } from '../../src/circuits/float-adder/stages.ts';
import { formatNamed } from '../../src/circuits/float-formats.ts';
import { rippleCarryAdd } from '../../src/circuits/ripple-carry-adder.ts';
import { at } from '../../src/gates/at.ts';
import type { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import { type Net, netAt, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { telling } from './float-checks.ts';
import { shown, withFault } from './float-support.ts';

/** A fault in one stage, and the first of the adder's own vectors that tells it. */
interface Mutant {
  readonly stage: keyof typeof FLOAT_STAGES;
  readonly fault: string;
  readonly format: string;
  readonly rounding: Rounding;
  /** The faulty netlist. */
  make(netlist: Netlist): Netlist;
  readonly caughtBy: string;
  /** How many of the vectors tell it. */
  readonly vectors: number;
}

const last = (bus: Bus): Net => at(bus, bus.length - 1);

/** Puts what `edit` makes in the place of a net that a stage shows. */
function replace(
  netlist: Netlist,
  stage: keyof typeof FLOAT_STAGES,
  name: string,
  place: number,
  edit: (g: Builder, now: readonly Net[], net: Net) => Net,
): Netlist {
  const bus = shown(netlist, stage, name);
  const net = at(bus, place);
  // All nets of the bus are there when its last one is.
  const end = netAt(Math.max(...bus));
  return withFault(netlist, end, (g, now) => {
    now[net] = edit(g, now, at(now, net));
  });
}

const MUTANTS: readonly Mutant[] = [
  {
    stage: 'unpacking',
    fault: 'the exponent of subnormals is off by one: 0, as their bits say, and not 1',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'unpacking', 'a_exponent', 0, () => at(n.inputs.a ?? [], 10)),
    caughtBy: '0x1 + 0x0',
    vectors: 411,
  },
  {
    stage: 'exponent subtraction',
    fault: 'the borrow is lost',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'exponent subtraction', 'negative', 0, () => ZERO),
    caughtBy: '0x0 + 0x3c00',
    vectors: 656,
  },
  {
    stage: 'operand swapping',
    fault: 'the lowest bit of the exponent is not swapped',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'operand swapping', 'exponent', 0, (_g, now) =>
        at(now, at(shown(n, 'unpacking', 'a_exponent'), 0)),
      ),
    caughtBy: '0x0 + 0x7bff',
    vectors: 324,
  },
  {
    stage: 'limitation of alignment shift amount',
    fault: 'the limit is one too small: f + 2 in a format whose limit is f + 3',
    format: 'e4m4',
    rounding: 'ties-to-even',
    make: (n) => {
      const amount = shown(n, 'limitation of alignment shift amount', 'amount');
      const [low, middle, high] = [at(amount, 0), at(amount, 1), at(amount, 2)];
      return replace(n, 'limitation of alignment shift amount', 'amount', 0, (g, now) =>
        g.and(at(now, low), g.not(g.and(at(now, middle), at(now, high)))),
      );
    },
    caughtBy: '0x171 + 0xe0',
    vectors: 4,
  },
  {
    stage: 'alignment shift',
    fault: 'the sticky bit is dropped',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) => replace(n, 'alignment shift', 'sticky', 0, () => ZERO),
    caughtBy: '0x1 + 0x3c00',
    vectors: 327,
  },
  {
    stage: 'significand negation',
    fault: 'the one that completes the complement comes in despite the sticky bit',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'significand negation', 'carry', 0, (_g, now) =>
        at(now, at(shown(n, 'operand swapping', 'subtraction'), 0)),
      ),
    caughtBy: '0x8dff + 0x3400',
    vectors: 54,
  },
  {
    stage: 'significand addition',
    fault: 'the carry of an effective addition is lost',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'significand addition', 'carry', 0, (g, now, carry) =>
        g.and(carry, at(now, at(shown(n, 'operand swapping', 'subtraction'), 0))),
      ),
    caughtBy: '0x400 + 0x400',
    vectors: 228,
  },
  {
    stage: 'significand conversion',
    fault: 'a negative sum does not change the sign',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'significand conversion', 'sign', 0, (_g, now) =>
        at(now, at(shown(n, 'operand swapping', 'sign'), 0)),
      ),
    caughtBy: '0x0 - 0x1',
    vectors: 378,
  },
  {
    stage: 'normalization',
    fault: 'the shift goes past the smallest exponent',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'normalization', 'amount', 0, (_g, now) =>
        at(now, at(shown(n, 'normalization', 'leading_zeros'), 0)),
      ),
    caughtBy: '0x0 + 0x3ff',
    vectors: 352,
  },
  {
    stage: 'rounding and post-normalization',
    fault: 'a tie is rounded up',
    format: 'binary16',
    rounding: 'ties-to-even',
    make: (n) =>
      replace(n, 'rounding and post-normalization', 'increment', 0, (_g, now) =>
        at(now, at(shown(n, 'normalization', 'guard'), 0)),
      ),
    caughtBy: '0x400 + 0x401',
    vectors: 92,
  },
  {
    stage: 'rounding and post-normalization',
    fault: 'the carry out of rounding is lost',
    format: 'binary16',
    rounding: 'up',
    make: (n) => {
      const exponent = shown(n, 'rounding and post-normalization', 'exponent');
      const below = shown(n, 'normalization', 'exponent_below');
      const hidden = last(shown(n, 'normalization', 'significand'));
      return withFault(n, last(exponent), (g, now) => {
        const { sum } = rippleCarryAdd(
          g,
          below.map((net) => at(now, net)),
          [at(now, hidden)],
        );
        for (const [k, net] of exponent.entries()) now[net] = at(sum, k);
      });
    },
    caughtBy: '0x1 + 0x7bff',
    vectors: 103,
  },
  {
    stage: 'packing',
    fault: 'a difference of exactly zero is positive when rounding down',
    format: 'binary16',
    rounding: 'down',
    make: (n) =>
      replace(n, 'packing', 'result', 15, (g, now, sign) => {
        const zero = at(now, at(shown(n, 'normalization', 'zero'), 0));
        const subtraction = at(now, at(shown(n, 'operand swapping', 'subtraction'), 0));
        return g.and(sign, g.not(g.and(zero, subtraction)));
      }),
    caughtBy: '0x0 - 0x0',
    vectors: 68,
  },
];

describe('a fault in a stage is caught', () => {
  it.each(MUTANTS)('$stage: $fault', ({ format, rounding, make, caughtBy, vectors }) => {
    const { e, f } = formatNamed(format);
    const netlist = buildCircuit(floatAdder, { e, f, rounding });
    expect(telling(netlist, format, rounding)).toEqual([]);
    const caught = telling(make(netlist), format, rounding);
    expect([caught[0], caught.length]).toEqual([caughtBy, vectors]);
  });

  it('there is one for every stage', () => {
    expect(new Set(MUTANTS.map(({ stage }) => stage))).toEqual(new Set(Object.keys(FLOAT_STAGES)));
  });
});
