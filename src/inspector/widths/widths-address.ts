import type { AnyCircuit } from '../../circuits/circuit.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { type AnyValues, paramValue } from '../../circuits/params.ts';
import type { AddressKey, Query, Subject, ViewAddress } from '../address.ts';
import { choiceKey, flagKey, integerKey, paramKey } from '../address-keys.ts';
import { LAYERS, type Layer } from './layers.ts';
import { mappable, SIDE } from './width-map.ts';

/** The multipliers that can be mapped, by the name without `-multiplier` that the address uses. */
export const KINDS: ReadonlyMap<string, AnyCircuit> = new Map(
  mappable(CIRCUITS).map((circuit) => [circuit.name.replace(/-multiplier$/, ''), circuit]),
);

const [FIRST] = KINDS;

/** What the address says of this view; what it leaves out has its default. */
export interface WidthsState {
  readonly kind: string;
  readonly circuit: AnyCircuit;
  /** The parameters beside the widths. */
  readonly rest: AnyValues;
  readonly layer: Layer;
  readonly i: number;
  readonly j: number;
  /** Whether all multipliers are shown, or only this one. */
  readonly isAlone: boolean;
  readonly isTable: boolean;
}

/** Reads a query that was checked against the keys. */
export function readWidthsQuery(query: Query): WidthsState {
  const [kind, circuit] = kindOf(query);
  const [layer] = LAYERS;
  if (layer === undefined) throw new Error('the map must have a layer');
  return {
    kind,
    circuit,
    rest: Object.fromEntries(
      restOf(circuit).map(([name, param]) => [name, paramValue('widths', name, param, query[name])]),
    ),
    layer: LAYERS.find(({ name }) => name === query.layer) ?? layer,
    i: Number(query.i ?? SIDE),
    j: Number(query.j ?? SIDE),
    isAlone: query.alone === 'true',
    isTable: query.table === 'true',
  };
}

function kindOf({ kind }: Query): readonly [string, AnyCircuit] {
  const found = [...KINDS].find(([name]) => name === kind) ?? FIRST;
  if (found === undefined) throw new Error('the catalogue must have a multiplier with two widths');
  return found;
}

/** The parameters of a circuit beside the widths. */
function restOf({ params }: AnyCircuit) {
  return Object.entries(params).filter(([name]) => name !== 'i' && name !== 'j');
}

/** A circuit at a pair of widths, as other views know it. */
export function subjectAt({ circuit, rest, i, j }: WidthsState): Subject {
  const others = Object.entries(rest).map(([name, value]) => [name, String(value)]);
  return {
    circuit: circuit.name,
    params: { i: `${i}`, j: `${j}`, ...Object.fromEntries(others) },
    inputs: {},
  };
}

function keys(query: Query): AddressKey[] {
  return [
    choiceKey('kind', 'the multiplier', [...KINDS.keys()]),
    ...restOf(kindOf(query)[1]).map(([name, param]) => paramKey(name, param)),
    choiceKey(
      'layer',
      'what is shown of each',
      LAYERS.map(({ name }) => name),
    ),
    integerKey('i', 'bits of a at the selected place', 1, SIDE),
    integerKey('j', 'bits of b at the selected place', 1, SIDE),
    flagKey('alone', 'this multiplier alone, not beside the others'),
    flagKey('table', 'the layer as a table'),
  ];
}

function show({ circuit, params }: Subject): Query | undefined {
  const kind = [...KINDS].find(([, one]) => one.name === circuit)?.[0];
  return kind === undefined ? undefined : { kind, ...params };
}

/** `#/widths?kind=wallace&layer=beyond&i=16&j=8`. */
export const widthsAddress: ViewAddress = {
  name: 'widths',
  keys,
  subject: (query) => subjectAt(readWidthsQuery(query)),
  show,
};
