import { useMemo } from 'preact/hooks';
import { at } from '../../gates/at.ts';
import { count } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import { go } from '../state.ts';
import { scopeNames } from './describe.ts';
import type { InsideState } from './inside-state.ts';
import { percent } from './net-card.tsx';

/** What each stage holds, counted in the netlist, and its part of the whole. A stage can be put in front. */
export function ScopeList({ state }: { readonly state: InsideState }) {
  const { netlist, stage } = state;
  const rows = useMemo(() => netlist.scopes.map((scope) => count(netlist, scope)), [netlist]);
  const whole = at(rows, 0);
  return (
    <table class="stages">
      <caption>
        {netlist.name}: depth {depth(netlist)}
      </caption>
      <thead>
        <tr>
          <th scope="col">stage</th>
          <th scope="col">FA</th>
          <th scope="col">HA</th>
          <th scope="col">mux</th>
          <th scope="col">gates</th>
          <th scope="col">share</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ fa, ha, muxes, gates }, index) => (
          <tr key={index} class={index === (stage ?? 0) ? 'front' : ''}>
            <th
              scope="row"
              style={{ paddingLeft: `${10 * Math.max(0, scopeNames(netlist, index).length - 1)}px` }}
            >
              <button
                type="button"
                class="link"
                aria-current={index === (stage ?? 0) ? 'step' : undefined}
                onClick={() =>
                  go(
                    index === 0
                      ? { stage: undefined, level: undefined }
                      : { stage: String(index), level: 'stage', sel: undefined },
                    'push',
                  )
                }
              >
                {index === 0 ? 'whole' : `${index} ${at(netlist.scopes, index).name}`}
              </button>
            </th>
            <td>{fa}</td>
            <td>{ha}</td>
            <td>{muxes}</td>
            <td>{gates}</td>
            <td>{percent(gates / Math.max(1, whole.gates))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
