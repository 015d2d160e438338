import { computed, type Metric, stated } from '../metric.ts';

/** Bit operations, as papers on quantized networks count them. */
export const bops: Metric = {
  name: 'bops',
  title: 'BOPs',
  unit: 'bit operations',
  about: 'bits of both factors multiplied, for each multiply-accumulate; a dot product with its accumulation',
  source: 'C. Baskin et al., UNIQ, ACM Transactions on Computer Systems, 2021',
  status: 'stated',
  prices: {
    mac: ({ i, j }) => stated(i * j, 'i*j'),
    dot: ({ i, j, terms }) =>
      computed(terms * (i * j + i + j + Math.log2(terms)), 'terms*(i*j + i + j + log2(terms))'),
  },
};
