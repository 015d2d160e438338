import type { ViewAddress } from '../address.ts';

export const reduceAddress: ViewAddress = { name: 'reduce', keys: () => [] };
