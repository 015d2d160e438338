import type { Columns } from '../dots/columns.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import { ZERO } from '../gates/net.ts';
import { propagateCarry } from './add-dots.ts';
import { carrySelectAdd } from './carry-select-adder.ts';
import { carrySkipAdd } from './carry-skip-adder.ts';
import {
  brentKung,
  hanCarlson,
  koggeStone,
  type PrefixNetwork,
  prefixAdd,
  sklansky,
} from './prefix-network.ts';
import type { AddRows } from './row-sum.ts';

const prefix =
  (network: PrefixNetwork): AddRows =>
  (g, a, b, cin, withCarry) =>
    prefixAdd(g, network, a, b, cin, withCarry);

/** The fast carry-propagate adders, by name. */
export const FAST_ADDERS = {
  'kogge-stone': prefix(koggeStone),
  sklansky: prefix(sklansky),
  'brent-kung': prefix(brentKung),
  'han-carlson': prefix(hanCarlson),
  'carry-select': carrySelectAdd,
  'carry-skip': carrySkipAdd,
} as const satisfies Record<string, AddRows>;

/** What can add the last two rows of a multiplier. */
export const FINAL_ADDERS = [
  'ripple-carry',
  'kogge-stone',
  'sklansky',
  'brent-kung',
  'han-carlson',
  'carry-select',
  'carry-skip',
] as const;

export type FinalAdder = (typeof FINAL_ADDERS)[number];

/**
 * Carry-propagate addition of columns of at most two dots, in the stage `final adder`. A fast adder spans the columns
 * from the lowest of two dots to the highest that has any; those below pass, and its carry is the bit above.
 */
export function addColumns(g: Builder, columns: Columns, kind: FinalAdder): Bus {
  if (kind === 'ripple-carry') return propagateCarry(g, columns);
  const low = columns.findIndex((column) => column.length > 1);
  return g.scope('final adder', () => {
    if (low === -1) return columns.map(([dot]) => dot ?? ZERO);
    const high = columns.findLastIndex((column) => column.length > 0);
    const spanned = columns.slice(low, high + 1);
    const isTop = high === columns.length - 1;
    const { sum, carry } = FAST_ADDERS[kind](
      g,
      spanned.map(([x]) => x),
      spanned.map(([, y]) => y),
      undefined,
      !isTop,
    );
    const below = columns.slice(0, low).map(([dot]) => dot ?? ZERO);
    const above = columns.slice(high + 1).map((_, k) => (k === 0 ? (carry ?? ZERO) : ZERO));
    return [...below, ...sum, ...above];
  });
}
