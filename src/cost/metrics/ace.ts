import { type Count, count } from '../../gates/count.ts';
import { computed, type Formula, inferred, type Metric, stated } from '../metric.ts';
import type { Sizes } from '../operation.ts';

/** ACE: only multiplications that are accumulated cost anything. A power of two among j has a sign and log2(j) bits. */
export const ace = {
  name: 'ace',
  title: 'ACE',
  unit: 'adders',
  about: 'arithmetic computation effort: the bits of both factors multiplied, for each multiply-accumulate',
  source: 'Y. Zhang, Z. Zhang, L. Lew, PokeBNN, CVPR 2022',
  status: 'stated',
  prices: {
    mac: stated('i*j', ({ i, j }: Sizes['mac']) => i * j),
    dot: computed('terms*i*j', ({ i, j, terms }: Sizes['dot']) => terms * i * j),
    'shift-mac': inferred('i*(1 + log2(j))', ({ i, j }: Sizes['shift-mac']) => i * (1 + Math.log2(j))),
  },
  isOfProducts: true,
} as const satisfies Metric;

/** What multiplexers count for by ACE_v2: a fifth of an adder each. */
export function muxesAsAdders(muxes: number): number {
  return muxes / 5;
}

/** What a part of a netlist costs by ACE_v2. */
export function aceV2Of({ adders, muxes }: Count): number {
  return adders + muxesAsAdders(muxes);
}

const mul = stated('i*j - max(i, j)', ({ i, j }: Sizes['mul']) => i * j - Math.max(i, j));
const add = inferred('max(i, j)', ({ i, j }: Sizes['add']) => Math.max(i, j));
const shift = stated('i*log2(j)/5', ({ i, j }: Sizes['shift']) => (i * Math.log2(j)) / 5);
const mux = computed('i/5', ({ i }: Sizes['mux']) => muxesAsAdders(i));

/** c_a, the adders that ACE_v2 charges for each bit of a floating-point sum. */
export const ADDERS_A_FLOAT_BIT = 6;

/** A floating-point sum by the widths of its operands, as the paper prints it. */
export const floatSum = stated(
  `${ADDERS_A_FLOAT_BIT}*max(i, j)`,
  (sizes: Sizes['add']) => ADDERS_A_FLOAT_BIT * add.value(sizes),
);

/** A formula of two widths at those of two floats of one format. */
const ofFloats =
  (formula: Formula<Sizes['add']>) =>
  ({ e, f }: Sizes['add-float']) =>
    formula.value({ i: 1 + e + f, j: 1 + e + f });

/** ACE_v2: elementwise operations cost too. A full or half adder is 1, a multiplexer 1/5, other gates nothing. */
export const aceV2 = {
  name: 'ace-v2',
  title: 'ACE_v2',
  unit: 'adders',
  about: 'half and full adders 1, multiplexers 1/5, other gates 0; elementwise operations included',
  source: 'PikeLPN, CVPR 2024, and its supplement, sections 1 and 2',
  status: 'stated',
  prices: {
    mul,
    add,
    shift,
    mux,
    max: inferred(`i + ${mux.text}`, (sizes: Sizes['max']) => sizes.i + mux.value(sizes)),
    relu: inferred('0', () => 0),
    prelu: inferred(
      `${mul.text} + ${mux.text}`,
      (sizes: Sizes['prelu']) => mul.value(sizes) + mux.value(sizes),
    ),
    mac: ace.prices.mac,
    'shift-mac': inferred(`i + ${shift.text}`, (sizes: Sizes['shift-mac']) => sizes.i + shift.value(sizes)),
    dot: ace.prices.dot,
    'add-float': stated(`${ADDERS_A_FLOAT_BIT}*(1 + e + f)`, ofFloats(floatSum)),
    'mul-float': inferred('w*w - w, w = 1 + e + f', ofFloats(mul)),
  },
  ofNetlist: (netlist) => aceV2Of(count(netlist)),
} as const satisfies Metric;
