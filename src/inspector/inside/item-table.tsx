import { at, byteAt, wordAt } from '../../gates/at.ts';
import { itemEquation, netName } from './describe.ts';
import { ITEM, isWithin, type Layout } from './layout.ts';
import { leavesOf } from './wires.ts';

/** A table of more rows would be no help. */
const MOST_ROWS = 400;

const NAMES: Readonly<Record<number, string>> = {
  [ITEM.gate]: 'gate',
  [ITEM.ha]: 'half adder',
  [ITEM.fa]: 'full adder',
};

interface Props {
  readonly layout: Layout;
  readonly bits: Uint8Array;
  readonly scope: number | undefined;
}

/** The items of a stage, or of all, with what they read and what they make of it. */
export function ItemTable({ layout, bits, scope }: Props) {
  const { netlist, kind, net, column } = layout;
  const bands = layout.bands.filter(
    (band) => band.scope >= 0 && (scope === undefined || isWithin(netlist, band.scope, scope)),
  );
  const items = bands.flatMap(({ from, to, name }) =>
    Array.from({ length: to - from }, (_, k) => ({ item: from + k, name })),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus, for the keyboard
    <section class="table" aria-label="Items as a table" tabIndex={0}>
      <table>
        <caption>
          {scope === undefined ? netlist.name : at(netlist.scopes, scope).name}
          {items.length > MOST_ROWS &&
            `, the first ${MOST_ROWS} of ${items.length}; a stage in front makes it shorter`}
        </caption>
        <thead>
          <tr>
            <th scope="col">first net</th>
            <th scope="col">kind</th>
            <th scope="col">stage</th>
            <th scope="col">column</th>
            <th scope="col">reads</th>
            <th scope="col">now</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, MOST_ROWS).map(({ item, name }) => (
            <tr key={item}>
              <th scope="row">{wordAt(net, item)}</th>
              <td>{NAMES[byteAt(kind, item)]}</td>
              <td>{name}</td>
              <td>{wordAt(column, item)}</td>
              <td class="mono">
                {leavesOf(layout, item)
                  .map((leaf) => netName(netlist, leaf))
                  .join(' ')}
              </td>
              <td class="mono">{itemEquation(layout, item, bits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
