import { count } from '../../gates/count.ts';
import { computed, inferred, type Metric, stated } from '../metric.ts';

/** ACE: only multiplications that are accumulated cost anything. A power of two among j has a sign and log2(j) bits. */
export const ace: Metric = {
  name: 'ace',
  title: 'ACE',
  unit: 'adders',
  about: 'arithmetic computation effort: the bits of both factors multiplied, for each multiply-accumulate',
  source: 'Y. Zhang, Z. Zhang, L. Lew, PokeBNN, CVPR 2022',
  status: 'stated',
  prices: {
    mac: ({ i, j }) => stated(i * j, 'i*j'),
    dot: ({ i, j, terms }) => computed(terms * i * j, 'terms*i*j'),
    'shift-mac': ({ i, j }) => inferred(i * (1 + Math.log2(j)), 'i*(1 + log2(j))'),
  },
  isOfProducts: true,
};

const width = ({ e, f }: { readonly e: number; readonly f: number }) => 1 + e + f;

/** ACE_v2: elementwise operations cost too. A full or half adder is 1, a multiplexer 1/5, other gates nothing. */
export const aceV2: Metric = {
  name: 'ace-v2',
  title: 'ACE_v2',
  unit: 'adders',
  about: 'half and full adders 1, multiplexers 1/5, other gates 0; elementwise operations included',
  source: 'PikeLPN, CVPR 2024, and its supplement, sections 1 and 2',
  status: 'stated',
  prices: {
    mul: ({ i, j }) => stated(i * j - Math.max(i, j), 'i*j - max(i, j)'),
    add: ({ i, j }) => inferred(Math.max(i, j), 'max(i, j)'),
    shift: ({ i, j }) => stated((i * Math.log2(j)) / 5, 'i*log2(j)/5'),
    mux: ({ i }) => computed(i / 5, 'i/5'),
    max: ({ i }) => inferred(i + i / 5, 'i + i/5'),
    relu: () => inferred(0, '0'),
    prelu: ({ i, j }) => inferred(i * j - Math.max(i, j) + i / 5, 'i*j - max(i, j) + i/5'),
    mac: ({ i, j }) => stated(i * j, 'i*j'),
    'shift-mac': ({ i, j }) => inferred(i + (i * Math.log2(j)) / 5, 'i + i*log2(j)/5'),
    dot: ({ i, j, terms }) => computed(terms * i * j, 'terms*i*j'),
    'add-float': (sizes) => stated(6 * width(sizes), '6*(1 + e + f)'),
    'mul-float': (sizes) => inferred(width(sizes) ** 2 - width(sizes), 'w*w - w, w = 1 + e + f'),
  },
  ofNetlist: (netlist) => {
    const { adders, muxes } = count(netlist);
    return adders + muxes / 5;
  },
};
