import type { ViewAddress } from '../address.ts';

export const insideAddress: ViewAddress = { name: 'inside', keys: () => [] };
