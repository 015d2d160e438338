import type { FloatStage } from '../../circuits/float-adder/stages.ts';
import { type Region, SLOT } from './layout.ts';

/** A bus laid out in a row: its lowest bit stands at `slot`; `carry` is the place above the hidden bit. */
export interface Part {
  readonly region: Region;
  readonly slot: number | 'carry';
  readonly source: Source;
}

/** Where a bus comes from: a port, or what a stage shows. */
export type Source =
  | { readonly port: 'a' | 'b' | 'r'; readonly field: Region }
  | { readonly stage: FloatStage; readonly bus: string };

/** A row of bits before or after a stage, as data. */
export interface RowSpec {
  readonly label: string;
  readonly parts: readonly Part[];
}

/** A single bit that decides something in a stage. */
export interface FlagSpec {
  readonly label: string;
  readonly stage: FloatStage;
  readonly bus: string;
}

/** A barrel shifter in a stage: what enters it and its amount. */
export interface ShifterSpec {
  /** Path of the scope that holds the rows. */
  readonly scope: string;
  readonly direction: 'left' | 'right';
  /** The place at which the lowest bit of each row is drawn. */
  readonly slot: number;
}

/** What a lane shows of its stage. */
export interface LaneSpec {
  readonly before: readonly RowSpec[];
  readonly inside?: readonly RowSpec[];
  readonly shifter?: ShifterSpec;
  readonly after: readonly RowSpec[];
  readonly flags: readonly FlagSpec[];
}

const of = (stage: FloatStage) => ({
  sign: (bus: string): Part => ({ region: 'sign', slot: 0, source: { stage, bus } }),
  exponent: (bus: string): Part => ({ region: 'exponent', slot: 0, source: { stage, bus } }),
  /** A significand of f + 1 bits; with `slot` a longer one that begins lower. */
  significand: (bus: string, slot: number = SLOT.significand): Part => ({
    region: 'significand',
    slot,
    source: { stage, bus },
  }),
  guard: (bus = 'guard'): Part => ({ region: 'significand', slot: SLOT.guard, source: { stage, bus } }),
  round: (bus = 'round'): Part => ({ region: 'significand', slot: SLOT.round, source: { stage, bus } }),
  sticky: (bus = 'sticky'): Part => ({ region: 'significand', slot: SLOT.sticky, source: { stage, bus } }),
  flag: (bus: string, label = bus): FlagSpec => ({ label, stage, bus }),
});

const port = (name: 'a' | 'b' | 'r'): Part[] => [
  { region: 'sign', slot: 0, source: { port: name, field: 'sign' } },
  { region: 'exponent', slot: 0, source: { port: name, field: 'exponent' } },
  { region: 'significand', slot: SLOT.significand, source: { port: name, field: 'significand' } },
];

const unpacking = of('unpacking');
const subtracting = of('exponent subtraction');
const swapping = of('operand swapping');
const limiting = of('limitation of alignment shift amount');
const aligning = of('alignment shift');
const negating = of('significand negation');
const adding = of('significand addition');
const converting = of('significand conversion');
const normalizing = of('normalization');
const rounding = of('rounding and post-normalization');
const packing = of('packing');

const unpacked = (name: 'a' | 'b'): RowSpec => ({
  label: name,
  parts: [
    unpacking.sign(`${name}_sign`),
    unpacking.exponent(`${name}_exponent`),
    unpacking.significand(`${name}_significand`),
  ],
});
const DIFFERENCE = {
  label: 'difference',
  parts: [subtracting.sign('negative'), subtracting.exponent('difference')],
};
const ALIGNED = {
  label: 'aligned',
  parts: [aligning.significand('significand'), aligning.guard(), aligning.round(), aligning.sticky()],
};
const ADDEND = {
  label: 'addend',
  parts: [negating.significand('addend', SLOT.round), aligning.sticky()],
};
const MAGNITUDE = [converting.significand('magnitude', SLOT.round), aligning.sticky()];
const NORMALIZED = {
  label: 'normalized, e - 1',
  parts: [
    converting.sign('sign'),
    normalizing.exponent('exponent_below'),
    normalizing.significand('significand'),
    normalizing.guard(),
    normalizing.sticky(),
  ],
};
const ROUNDED = {
  label: 'rounded',
  parts: [converting.sign('sign'), rounding.exponent('exponent'), rounding.significand('trailing')],
};

/**
 * The bits before and after each stage, the buses where the circuit itself has them. A significand stays at its places
 * from lane to lane, so that what moves is what the circuit moves.
 */
export const STAGE_ROWS: Readonly<Record<FloatStage, LaneSpec>> = {
  unpacking: {
    before: [
      { label: 'a as given', parts: port('a') },
      { label: 'b as given', parts: port('b') },
    ],
    after: [unpacked('a'), unpacked('b')],
    flags: [],
  },
  'exponent subtraction': {
    before: [
      { label: 'exponent of a', parts: [unpacking.exponent('a_exponent')] },
      { label: 'exponent of b', parts: [unpacking.exponent('b_exponent')] },
    ],
    after: [DIFFERENCE],
    flags: [subtracting.flag('negative', 'b has the larger exponent')],
  },
  'operand swapping': {
    before: [unpacked('a'), unpacked('b')],
    after: [
      {
        label: 'larger',
        parts: [swapping.sign('sign'), swapping.exponent('exponent'), swapping.significand('larger')],
      },
      { label: 'smaller', parts: [swapping.significand('smaller')] },
    ],
    flags: [subtracting.flag('negative', 'swap'), swapping.flag('subtraction', 'effective subtraction')],
  },
  'limitation of alignment shift amount': {
    before: [DIFFERENCE],
    inside: [{ label: 'distance', parts: [limiting.exponent('distance')] }],
    after: [{ label: 'amount', parts: [limiting.exponent('amount')] }],
    flags: [],
  },
  'alignment shift': {
    before: [
      { label: 'smaller, amount', parts: [limiting.exponent('amount'), swapping.significand('smaller')] },
    ],
    shifter: { scope: 'alignment shift', direction: 'right', slot: SLOT.round },
    after: [ALIGNED],
    flags: [],
  },
  'significand negation': {
    before: [ALIGNED],
    after: [ADDEND],
    flags: [swapping.flag('subtraction', 'effective subtraction'), negating.flag('carry', 'carry in')],
  },
  'significand addition': {
    before: [{ label: 'larger', parts: [swapping.significand('larger')] }, ADDEND],
    after: [
      {
        label: 'sum',
        parts: [
          { ...adding.significand('carry'), slot: 'carry' },
          adding.significand('sum', SLOT.round),
          aligning.sticky(),
        ],
      },
    ],
    flags: [negating.flag('carry', 'carry in'), adding.flag('carry', 'carry out')],
  },
  'significand conversion': {
    before: [
      {
        label: 'sum',
        parts: [swapping.sign('sign'), adding.significand('sum', SLOT.round), aligning.sticky()],
      },
    ],
    after: [{ label: 'magnitude', parts: [converting.sign('sign'), ...MAGNITUDE] }],
    flags: [adding.flag('carry', 'carry out'), converting.flag('negative')],
  },
  normalization: {
    before: [{ label: 'magnitude', parts: [swapping.exponent('exponent'), ...MAGNITUDE] }],
    inside: [
      { label: 'leading zeros', parts: [normalizing.exponent('leading_zeros')] },
      { label: 'amount', parts: [normalizing.exponent('amount')] },
      {
        label: 'wired 1 right',
        parts: [converting.significand('magnitude', SLOT.sticky)],
      },
    ],
    shifter: { scope: 'normalization/normalization shift', direction: 'left', slot: SLOT.sticky },
    after: [NORMALIZED],
    flags: [normalizing.flag('zero', 'exactly zero')],
  },
  'rounding and post-normalization': {
    before: [NORMALIZED],
    after: [ROUNDED],
    flags: [rounding.flag('increment', 'round up'), rounding.flag('inexact')],
  },
  packing: {
    before: [ROUNDED],
    after: [{ label: 'result', parts: port('r') }],
    flags: [packing.flag('nan', 'not a number')],
  },
};
