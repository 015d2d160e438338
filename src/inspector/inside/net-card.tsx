import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { at, wordAt } from '../../gates/at.ts';
import { faninCount } from '../../gates/depth.ts';
import { firstGate } from '../../gates/netlist.ts';
import { showFault } from '../net-values.ts';
import { go } from '../state.ts';
import { coneOf } from './cone.ts';
import { itemEquation, netName, netRole, outputNames, scopeNames } from './describe.ts';
import type { InsideState } from './inside-state.ts';
import { bandOf, type Layout, NO_ITEM } from './layout.ts';

interface Props {
  readonly state: InsideState;
  readonly layout: Layout;
  readonly bits: Uint8Array;
  readonly hovered: Signal<number | undefined>;
}

/** What is known of the net under the pointer, else of the one that is selected. */
export function NetCard({ state, layout, bits, hovered }: Props) {
  const net = hovered.value ?? state.net;
  const { netlist, itemOf } = layout;
  const cone = useMemo(() => (net === undefined ? undefined : coneOf(netlist, net)), [netlist, net]);
  if (net === undefined || cone === undefined)
    return (
      <section class="reasons" aria-label="Net">
        <p class="faint">
          Point at something, or walk there with the arrow keys; <kbd>Enter</kbd> goes nearer, down to the
          gates.
        </p>
      </section>
    );
  const item = wordAt(itemOf, net);
  const band = item === NO_ITEM ? undefined : bandOf(layout, item);
  const reads = Array.from({ length: faninCount(netlist, net) }, (_, pin) =>
    wordAt(at(netlist.fanin, pin), net),
  );
  const outputs = outputNames(netlist, net);
  const readers = wordAt(layout.readers, net);
  const isSelected = hovered.value === undefined || hovered.value === state.net;
  return (
    <section class="reasons" aria-label="Net">
      <h2>
        Net {net}: {netRole(layout, net)}
      </h2>
      {band !== undefined && (
        <p>
          column {wordAt(layout.column, item)} of{' '}
          {band.scope > 0 ? scopeNames(netlist, band.scope).join(' / ') : band.name}
        </p>
      )}
      <p>
        It is <strong>{bits[net]}</strong>
        {item !== NO_ITEM && itemEquation(layout, item, bits) !== undefined && (
          <>
            ; <span class="mono">{itemEquation(layout, item, bits)}</span>
          </>
        )}
      </p>
      <p>
        {reads.length > 0 && <>reads {reads.map((read) => netName(netlist, read)).join(', ')}; </>}
        {readers} {readers === 1 ? 'gate reads' : 'gates read'} it
        {outputs.length > 0 && <>; it is output {outputs.join(', ')}</>}
      </p>
      <p>
        Fan-in cone: <strong>{cone.gates}</strong> {cone.gates === 1 ? 'gate' : 'gates'},{' '}
        {percent(cone.share)} of all; {cone.adders} {cone.adders === 1 ? 'adder' : 'adders'}, {cone.inputs}{' '}
        input bits, depth {cone.depth}
      </p>
      {isSelected && net >= firstGate(netlist) && (
        <p class="row">
          {([0, 1] as const).map((stuck) => (
            <button
              key={stuck}
              type="button"
              onClick={() => go({ fault: showFault({ net, stuck }) }, 'push')}
            >
              Stick it at {stuck}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

/** 0.0166 as `1.7 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
