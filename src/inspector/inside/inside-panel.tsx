import type { Signal } from '@preact/signals';
import { modelOf } from '../../circuits/circuit.ts';
import { showFloat } from '../../circuits/float-text.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { busNumber, showFault } from '../net-values.ts';
import { go, open, query } from '../state.ts';
import { ValueField } from '../value-field.tsx';
import { showValue } from '../value-text.ts';
import { insideQuery } from './inside-address.ts';
import type { InsideState } from './inside-state.ts';
import type { Layout } from './layout.ts';
import { NetCard } from './net-card.tsx';
import { ParamFields } from './param-fields.tsx';
import { readPort } from './ports.ts';
import { ScopeList } from './scope-list.tsx';
import { Search } from './search.tsx';

interface Props {
  readonly state: InsideState;
  readonly layout: Layout;
  readonly bits: Uint8Array;
  readonly hovered: Signal<number | undefined>;
}

/** Everything beside the picture: what to build, what to put in, what comes out, the selected net and the stages. */
export function InsidePanel({ state, layout, bits, hovered }: Props) {
  const { circuit, params, netlist, inputs, fault } = state;
  const floats = circuit.floats?.(params) ?? {};
  const expected = modelOf(circuit, params)(Object.values(inputs));
  return (
    <aside class="panel" aria-label="Circuit">
      <label class="row">
        Circuit
        <select
          value={circuit.name}
          onChange={({ currentTarget }) =>
            open({
              view: 'inside',
              query: insideQuery({ circuit: currentTarget.value, params: {}, inputs: {} }),
            })
          }
        >
          {CIRCUITS.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ParamFields state={state} />
      {Object.entries(netlist.inputs).map(([port, bus]) => (
        <ValueField
          key={port}
          name={port}
          width={bus.length}
          value={inputs[port] ?? 0n}
          text={
            query.value[port] ?? showValue(inputs[port] ?? 0n, bus.length, bus.length > 4 ? 'hex' : 'decimal')
          }
          note={floats[port] === undefined ? undefined : showFloat(floats[port], inputs[port] ?? 0n)}
          read={(text) => readPort(circuit, params, port, bus.length, text)}
          onValue={(text) => go({ [port]: text })}
        />
      ))}
      <dl class="outputs">
        {Object.entries(netlist.outputs).map(([port, bus]) => {
          const value = busNumber(bits, bus);
          const format = floats[port];
          const isRight = value === expected[port];
          return (
            <div key={port}>
              <dt>{port}</dt>
              <dd>
                <strong class="mono">
                  {format === undefined ? String(value) : showFloat(format, value)}
                </strong>{' '}
                <span class="mono faint">{showValue(value, bus.length, 'hex')}</span>{' '}
                {isRight ? (
                  <span class="good">as the model says</span>
                ) : (
                  <span class="wrong">
                    the model says {showValue(expected[port] ?? 0n, bus.length, 'hex')}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {fault !== undefined && (
        <p class="fault" title={showFault(fault)}>
          Net {fault.net} is stuck at {fault.stuck}.{' '}
          <button type="button" onClick={() => go({ fault: undefined }, 'push')}>
            Mend it
          </button>
        </p>
      )}
      <Search layout={layout} />
      <NetCard state={state} layout={layout} bits={bits} hovered={hovered} />
      <ScopeList state={state} />
      <p class="faint">{circuit.about}.</p>
      <p class="faint">{circuit.source}.</p>
    </aside>
  );
}
