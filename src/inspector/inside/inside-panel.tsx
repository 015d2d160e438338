import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { showFloat } from '../../circuits/float-text.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { isSignedPort, showNumber } from '../../circuits/port-number.ts';
import { showFault } from '../net-values.ts';
import { go, open, query } from '../state.ts';
import { ValueField } from '../value-field.tsx';
import { showValue } from '../value-text.ts';
import { insideQuery } from './inside-address.ts';
import type { InsideState } from './inside-state.ts';
import type { Layout } from './layout.ts';
import { NetCard } from './net-card.tsx';
import { outcomesOf } from './outputs.ts';
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
  const meaningOf = (port: string, width: number, value: bigint) =>
    floats[port] !== undefined
      ? showFloat(floats[port], value)
      : isSignedPort(circuit, params, port)
        ? showNumber(value, width, true)
        : undefined;
  const outcomes = useMemo(() => outcomesOf(state, bits), [netlist, bits]);
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
          isSigned={isSignedPort(circuit, params, port)}
          note={meaningOf(port, bus.length, inputs[port] ?? 0n)}
          read={(text) => readPort(circuit, params, port, bus.length, text)}
          onValue={(text) => go({ [port]: text })}
        />
      ))}
      <dl class="outputs">
        {outcomes.map(({ port, width, value, expected, isObserved }) => {
          const format = floats[port];
          return (
            <div key={`${port} ${isObserved}`}>
              <dt>{port}</dt>
              <dd>
                <strong class="mono">
                  {format === undefined
                    ? showNumber(value, width, isSignedPort(circuit, params, port))
                    : showFloat(format, value)}
                </strong>{' '}
                <span class="mono faint">{showValue(value, width, 'hex')}</span>{' '}
                {expected === undefined ? (
                  <span class="faint">settled only with the others</span>
                ) : value === expected ? (
                  <span class="good">{isObserved ? 'together, as the model says' : 'as the model says'}</span>
                ) : (
                  <span class="wrong">the model says {showValue(expected, width, 'hex')}</span>
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
