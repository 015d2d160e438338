import { type AnyCircuit, buildCircuit, resolveCircuit } from '../../circuits/circuit.ts';
import { CIRCUITS } from '../../circuits/index.ts';
import type { AnyValues } from '../../circuits/params.ts';
import type { Netlist } from '../../gates/netlist.ts';
import type { Query } from '../address.ts';
import { type Fault, readFault } from '../net-values.ts';
import { readPort } from './ports.ts';

/** How near the view is. */
export const LEVELS = ['whole', 'stage', 'column', 'cell', 'gate'] as const;

export type Level = (typeof LEVELS)[number];

/** What the view shows, read from its query. */
export interface InsideState {
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
  readonly netlist: Netlist;
  /** The value at each input port. */
  readonly inputs: Readonly<Record<string, bigint>>;
  /** The stage in front, an index of the netlist's scopes; undefined for the whole. */
  readonly stage: number | undefined;
  /** The selected net. */
  readonly net: number | undefined;
  readonly level: Level;
  /** Whether the fan-in cone of the selected net is marked. */
  readonly cone: boolean;
  readonly fault: Fault | undefined;
  readonly table: boolean;
}

/** A circuit by its name, whole or without `-multiplier` and `-adder` where that is clear. */
export function circuitCalled(text: string): AnyCircuit | undefined {
  return (
    CIRCUITS.find(({ name }) => name === text) ??
    CIRCUITS.find(({ name }) => name === `${text}-multiplier` || name === `${text}-adder`)
  );
}

const FIRST = CIRCUITS[0];

/** The circuit that a query names, by default the first of the catalogue. */
export function circuitOf(query: Query): AnyCircuit {
  const circuit = circuitCalled(query.circuit ?? '') ?? FIRST;
  if (circuit === undefined) throw new Error('the catalogue must hold a circuit');
  return circuit;
}

/**
 * The parameters of a query that its circuit takes. Values that are no good by themselves, or together, give way to the
 * defaults; the address has a sentence for them.
 */
export function paramsOf(circuit: AnyCircuit, query: Query): AnyValues {
  const given: Record<string, string> = {};
  for (const name of Object.keys(circuit.params)) {
    const text = query[name];
    if (text === undefined) continue;
    try {
      resolveCircuit(circuit, { [name]: text });
      given[name] = text;
    } catch {
      // Left out. Some are only wrong beside the default of another, and are tried together below.
    }
  }
  const { shorthand } = circuit;
  const meant = shorthand === undefined ? undefined : query[shorthand.option];
  for (const raw of [shorthandOf(circuit, query, meant), pick(circuit, query), given])
    try {
      return resolveCircuit(circuit, raw);
    } catch {
      // The next has less in it.
    }
  return resolveCircuit(circuit, {});
}

function shorthandOf(circuit: AnyCircuit, query: Query, meant: string | undefined): Query {
  const { shorthand } = circuit;
  return shorthand === undefined || meant === undefined
    ? pick(circuit, query)
    : { ...pick(circuit, query), [shorthand.option]: meant };
}

/** The part of a query that is about parameters. */
function pick({ params }: AnyCircuit, query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name in params));
}

const known = new Map<string, Netlist>();

/** The netlist of a circuit; the last few are kept. */
export function netlistOf(circuit: AnyCircuit, params: AnyValues): Netlist {
  const name = `${circuit.name} ${JSON.stringify(params)}`;
  const netlist = known.get(name) ?? buildCircuit(circuit, params);
  known.delete(name);
  known.set(name, netlist);
  for (const oldest of known.keys()) if (known.size > 4) known.delete(oldest);
  return netlist;
}

/** Reads a query; what is missing or no good takes its default. */
export function readInside(query: Query): InsideState {
  const circuit = circuitOf(query);
  const params = paramsOf(circuit, query);
  const netlist = netlistOf(circuit, params);
  const net = readNet(query.sel ?? '', netlist);
  const stage = readStage(query.stage ?? '', netlist);
  return {
    circuit,
    params,
    netlist,
    inputs: Object.fromEntries(
      Object.entries(netlist.inputs).map(([port, bus]) => [
        port,
        readPort(circuit, params, port, bus.length, query[port]) ?? 0n,
      ]),
    ),
    stage,
    net,
    level: LEVELS.find((level) => level === query.level) ?? (stage === undefined ? 'whole' : 'stage'),
    cone: query.cone === 'true',
    fault: query.fault === undefined ? undefined : readFault(query.fault, netlist),
    table: query.table === 'true',
  };
}

/** A net as in `net.200`, or as a bit of an input such as `a.3`; undefined where there is none. */
export function readNet(text: string, netlist: Netlist): number | undefined {
  const match = /^([A-Za-z_]\w*)\.(\d{1,7})$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', digits] = match;
  const number = Number(digits);
  if (name === 'net') return number >= 2 && number < netlist.netCount ? number : undefined;
  return Object.hasOwn(netlist.inputs, name)
    ? netlist.inputs[name]?.[number]
    : Object.hasOwn(netlist.outputs, name)
      ? netlist.outputs[name]?.[number]
      : undefined;
}

/** A stage by its number in the order of the stages, from 1; undefined where there is none. */
export function readStage(text: string, { scopes }: Netlist): number | undefined {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number < scopes.length ? number : undefined;
}
