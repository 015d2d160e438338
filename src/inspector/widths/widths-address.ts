import type { ViewAddress } from '../address.ts';

export const widthsAddress: ViewAddress = { name: 'widths', keys: () => [] };
