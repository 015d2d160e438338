import { count } from '../../gates/count.ts';
import { inferred, type Metric } from '../metric.ts';

/** The full adders of a dot product; its partial products and half adders are taken for full adders too. */
export const fullAdders: Metric = {
  name: 'full-adders',
  title: 'full adders',
  unit: 'full adders',
  about: 'one-bit full adders of a dot product with its accumulation; in a netlist, the full adders alone',
  source: 'C. Sakr, Y. Kim, N. Shanbhag, ICML 2017; the formula is recalled',
  status: 'inferred',
  prices: {
    mul: inferred('i*j', ({ i, j }) => i * j),
    dot: inferred(
      'terms*i*j + (terms - 1)*(i + j + ceil(log2(terms)) - 1)',
      ({ i, j, terms }) => terms * i * j + (terms - 1) * (i + j + Math.ceil(Math.log2(terms)) - 1),
    ),
  },
  isOfProducts: true,
  ofNetlist: (netlist) => count(netlist).fa,
};
