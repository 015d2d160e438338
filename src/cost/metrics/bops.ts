import { computed, inferred, type Metric, stated } from '../metric.ts';

/** Bit operations, as papers on quantized networks count them. */
export const bops: Metric = {
  name: 'bops',
  title: 'BOPs',
  unit: 'bit operations',
  about: 'bits of both factors multiplied, for each multiply-accumulate; a dot product with its accumulation',
  source: 'C. Baskin et al., UNIQ, ACM Transactions on Computer Systems, 2021',
  status: 'stated',
  prices: {
    mac: stated('i*j', ({ i, j }) => i * j),
    'shift-mac': inferred('i*(1 + log2(j))', ({ i, j }) => i * (1 + Math.log2(j))),
    dot: computed(
      'terms*(i*j + i + j + log2(terms))',
      ({ i, j, terms }) => terms * (i * j + i + j + Math.log2(terms)),
    ),
  },
  isOfProducts: true,
};
