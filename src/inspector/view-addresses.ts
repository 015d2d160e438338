import { addAddress } from './add/add-address.ts';
import type { ViewAddress } from './address.ts';
import { insideAddress } from './inside/inside-address.ts';
import { reduceAddress } from './reduce/reduce-address.ts';
import { widthsAddress } from './widths/widths-address.ts';

/** What can be said in the address of each view. Free of the page, so that the command line can print addresses. */
export const VIEW_ADDRESSES: readonly ViewAddress[] = [
  reduceAddress,
  insideAddress,
  addAddress,
  widthsAddress,
];
