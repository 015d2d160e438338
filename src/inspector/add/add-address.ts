import type { ViewAddress } from '../address.ts';

export const addAddress: ViewAddress = { name: 'add', keys: () => [] };
