import { type AnyCircuit, resolveCircuit } from '../../circuits/circuit.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import { isSignedPort } from '../../circuits/port-number.ts';
import { entryOf } from '../../gates/entry-of.ts';
import { Misuse } from '../../gates/misuse.ts';
import type { AddressKey, Query, Subject, ViewAddress } from '../address.ts';
import { choiceKey, flagKey, paramKey } from '../address-keys.ts';
import { readFault } from '../net-values.ts';
import { valueRule } from '../value-text.ts';
import {
  circuitCalled,
  circuitOf,
  LEVELS,
  netlistOf,
  paramsOf,
  readInside,
  readNet,
  readStage,
} from './inside-state.ts';
import { readPort } from './ports.ts';

/** `#/inside?circuit=barrel-shifter&n=16&kind=rotate-left&a=0xbeef&amount=5&stage=2`. */
export const insideAddress: ViewAddress = {
  name: 'inside',
  keys(query) {
    const circuit = circuitOf(query);
    const params = paramsOf(circuit, query);
    const netlist = () => netlistOf(circuit, params);
    return [
      {
        name: 'circuit',
        about: `a circuit of the catalogue: ${CIRCUITS.map(({ name }) => name).join(', ')}`,
        fault: (text) =>
          circuitCalled(text) === undefined
            ? `one of ${CIRCUITS.map(({ name }) => name).join(', ')}`
            : undefined,
      },
      ...paramKeys(circuit, query),
      ...portKeys(circuit, query),
      found(
        'stage',
        'the stage in front, by its number from 1',
        'a stage that there is, by its number from 1',
        (text) => readStage(text, netlist()),
      ),
      found(
        'sel',
        'the selected net, as in net.200 or a.3',
        'a net that there is, as in net.200 or a.3',
        (text) => readNet(text, netlist()),
      ),
      choiceKey('level', 'how near', LEVELS),
      flagKey('cone', 'all that the selected net depends on'),
      found(
        'fault',
        'a net that is stuck at 0 or 1, as in net.200.1',
        'a net with a gate, as in net.200.1',
        (text) => readFault(text, netlist()),
      ),
      flagKey('table', 'the stage as a table'),
    ];
  },
  subject(query) {
    const { circuit, params, netlist, net } = readInside(query);
    const inputs: Record<string, string> = {};
    for (const port of Object.keys(netlist.inputs)) {
      const text = query[port];
      if (text !== undefined) inputs[port] = text;
    }
    return {
      circuit: circuit.name,
      params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
      inputs,
      ...(net === undefined ? {} : { net }),
    };
  },
  show: insideQuery,
};

/** The query that shows a circuit with values at its inputs: what counterexamples are printed with, too. */
export function insideQuery({ circuit, params, inputs, net }: Subject): Query {
  return { circuit, ...params, ...inputs, ...(net === undefined ? {} : { sel: `net.${net}` }) };
}

function found(name: string, about: string, rule: string, find: (text: string) => unknown): AddressKey {
  return { name, about, fault: (text) => (find(text) === undefined ? rule : undefined) };
}

/** The circuit's parameters and its shorthand. A value that is good by itself may be no good beside the others. */
function paramKeys(circuit: AnyCircuit, query: Query): AddressKey[] {
  const { shorthand } = circuit;
  const own = Object.entries(circuit.params).map(([name, param]) => {
    const key = paramKey(name, param);
    return { ...key, fault: (text: string) => key.fault(text) ?? forbidden(circuit, query, name) };
  });
  if (shorthand === undefined) return own;
  const { option, about, values, refused = {} } = shorthand;
  const key = choiceKey(option, about, Object.keys(values));
  // Beside a parameter that it stands for, the shorthand gives way.
  const clash = Object.keys(values[query[option] ?? ''] ?? {}).find((name) => query[name] !== undefined);
  return [
    {
      ...key,
      fault: (text) =>
        entryOf(refused, text) ??
        key.fault(text) ??
        (clash === undefined ? undefined : `left out beside ${clash}`),
    },
    ...own,
  ];
}

/** What a parameter must be beside the others of the query, where its circuit forbids the combination for its sake. */
function forbidden(circuit: AnyCircuit, query: Query, name: string): string | undefined {
  try {
    const { shorthand } = circuit;
    const named = Object.entries(query).filter(
      ([key]) => Object.hasOwn(circuit.params, key) || key === shorthand?.option,
    );
    resolveCircuit(circuit, Object.fromEntries(named));
    return undefined;
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    return error.what === name ? error.rule : undefined;
  }
}

function portKeys(circuit: AnyCircuit, query: Query): AddressKey[] {
  const params = paramsOf(circuit, query);
  const floats = circuit.floats?.(params) ?? {};
  return Object.entries(circuit.inputs(params)).flatMap(([port, width]) => {
    if (width === 0) return [];
    const names = Object.keys(circuit.ports?.[port]?.names ?? {});
    const bits = `${width} bits as 0x or 0b`;
    const rule = [
      ...names,
      ...(floats[port] === undefined
        ? [valueRule(width, isSignedPort(circuit, params, port))]
        : ['a number such as 0.1', bits]),
    ].join(', ');
    return [
      {
        name: port,
        about: `input ${port}: ${rule}`,
        fault: (text: string) =>
          readPort(circuit, params, port, width, text) === undefined ? rule : undefined,
      },
    ];
  });
}
