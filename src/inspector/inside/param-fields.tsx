import type { Param } from '../../circuits/params.ts';
import { checkQuery } from '../address.ts';
import { open, problems, query } from '../state.ts';
import { insideAddress } from './inside-address.ts';
import type { InsideState } from './inside-state.ts';

/** A field for each parameter of the circuit, and for the names of its formats where it has such. */
export function ParamFields({ state }: { readonly state: InsideState }) {
  const { circuit, params } = state;
  const { shorthand } = circuit;
  const named = Object.entries(shorthand?.values ?? {}).find(([, meant]) =>
    Object.entries(meant).every(([name, value]) => params[name] === value),
  )?.[0];
  return (
    <div class="row">
      {shorthand !== undefined && (
        <label>
          {shorthand.option}{' '}
          <select
            value={named ?? ''}
            onChange={({ currentTarget }) => {
              const meant = Object.keys(Object.values(shorthand.values)[0] ?? {});
              change({
                ...Object.fromEntries(meant.map((name) => [name, undefined])),
                [shorthand.option]: currentTarget.value,
              });
            }}
          >
            {named === undefined && <option value="">other</option>}
            {Object.keys(shorthand.values).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {Object.entries(circuit.params).map(([name, param]) => (
        <label key={name} title={param.about}>
          {name}{' '}
          <Field
            param={param}
            value={String(params[name])}
            onValue={(text) =>
              change({
                // A parameter takes the place of the name that stood for it.
                ...(shorthand === undefined || named === undefined
                  ? {}
                  : { ...asText(shorthand.values[named] ?? {}), [shorthand.option]: undefined }),
                [name]: text,
              })
            }
          />
        </label>
      ))}
    </div>
  );
}

function asText(values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** Builds with other parameters. Places in the old netlist mean nothing in the new one. */
function change(patch: Readonly<Record<string, string | undefined>>): void {
  const next: Record<string, string> = {};
  for (const [key, text] of Object.entries({ ...query.value, ...patch }))
    if (text !== undefined && !['sel', 'stage', 'level', 'fault'].includes(key)) next[key] = text;
  const refused = checkQuery(insideAddress, next).problems;
  open({ view: 'inside', query: next });
  problems.value = refused;
}

interface FieldProps {
  readonly param: Param;
  readonly value: string;
  onValue(text: string): void;
}

function Field({ param, value, onValue }: FieldProps) {
  if (param.kind === 'integer')
    return (
      <input
        type="number"
        min={param.min}
        max={param.max}
        value={value}
        onChange={({ currentTarget }) => onValue(currentTarget.value)}
      />
    );
  if (param.kind === 'flag')
    return (
      <input
        type="checkbox"
        checked={value === 'true'}
        onChange={({ currentTarget }) => onValue(String(currentTarget.checked))}
      />
    );
  return (
    <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
      {param.values.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
