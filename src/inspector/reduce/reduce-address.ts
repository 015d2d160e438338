import type { AddressKey, Query, Subject, ViewAddress } from '../address.ts';
import { bitsKey, choiceKey, flagKey } from '../address-keys.ts';
import { readFault } from '../net-values.ts';
import { placeOfNet } from './describe.ts';
import { type Diagram, diagramOf } from './diagram.ts';
import { isSigned, multiplierNamed, multipliers } from './multipliers.ts';
import { DEFAULTS, readPlace, readReduce, readWidths, showPlace } from './reduce-state.ts';

/** `#/reduce?kind=dadda&w=64x64&a=0xdead&b=0x3&stage=3&sel=fa.3.17.1`. */
export const reduceAddress: ViewAddress = {
  name: 'reduce',
  keys(query) {
    // The diagram is only built where a key asks for a place in it.
    const { i, j } = readWidths(query.w ?? DEFAULTS.w) ?? { i: 8, j: 8 };
    const diagram = () => diagramOf(query.kind ?? DEFAULTS.kind, i, j);
    const takesSigned =
      multipliers().has(query.kind ?? DEFAULTS.kind) && isSigned(query.kind ?? DEFAULTS.kind);
    return [
      choiceKey('kind', 'the multiplier', [...multipliers().keys()]),
      {
        name: 'w',
        about: 'bits of a and of b, as in 8x8, each 1 to 64',
        fault: (text) => (readWidths(text) === undefined ? 'two widths from 1 to 64, as in 8x8' : undefined),
      },
      bitsKey('a', 'the number a', i, takesSigned),
      bitsKey('b', 'the number b', j, takesSigned),
      placeKey(
        'stage',
        'the stage in front, 0 is the first; left out for the whole',
        'a stage that there is',
        (text) => (/^\d{1,3}$/.test(text) ? diagram().stages[Number(text)] : undefined),
      ),
      placeKey(
        'sel',
        'what is selected: column.STAGE.COLUMN, and with a number behind it from 0 dot.., fa.., ha.., xor.., one..',
        'a place that there is, as in column.1.9 or fa.1.9.0',
        (text) => readPlace(text, diagram()),
      ),
      placeKey(
        'fault',
        'a net that is stuck at 0 or 1, as in net.200.1',
        'a net with a gate, as in net.200.1',
        (text) => readFault(text, diagram().netlist),
      ),
      flagKey('beside', 'the other multipliers beside it'),
      flagKey('table', 'the stage as a table'),
    ];
  },
  subject(query) {
    const { kind, i, j, a, b, place } = readReduce(query);
    const net = place === undefined ? undefined : netAtPlace(diagramOf(kind, i, j), query.sel);
    return {
      circuit: multiplierNamed(kind).name,
      params: { i: String(i), j: String(j) },
      inputs: { a: query.a ?? String(a), b: query.b ?? String(b) },
      ...(net === undefined ? {} : { net }),
    };
  },
  show: showSubject,
};

function placeKey(name: string, about: string, rule: string, find: (text: string) => unknown): AddressKey {
  return { name, about, fault: (text) => (find(text) === undefined ? rule : undefined) };
}

/** Only multipliers as the diagram has them: with the plain parameters, all others as they are by default. */
function showSubject({ circuit, params, inputs, net }: Subject): Query | undefined {
  const kind = [...multipliers()].find(([, { name }]) => name === circuit)?.[0];
  const widths = readWidths(`${params.i ?? 8}x${params.j ?? 8}`);
  if (kind === undefined || widths === undefined) return undefined;
  const others = Object.entries(params).filter(([name]) => name !== 'i' && name !== 'j');
  if (others.some(([name, text]) => text !== String(multiplierNamed(kind).params[name]?.default)))
    return undefined;
  const query = { kind, w: `${widths.i}x${widths.j}`, ...inputs };
  if (net === undefined) return query;
  const diagram = diagramOf(kind, widths.i, widths.j);
  const place = placeOfNet(diagram, net);
  return place === undefined ? query : { ...query, sel: showPlace(place, diagram) };
}

function netAtPlace(diagram: Diagram, sel: string | undefined): number | undefined {
  const place = sel === undefined ? undefined : readPlace(sel, diagram);
  if (place === undefined) return undefined;
  const stage = diagram.stages[place.stage];
  if (stage === undefined) return undefined;
  if (place.row !== undefined) return stage.nets[place.row * diagram.columns + place.column];
  return place.adder === undefined
    ? undefined
    : stage.groups[(stage.firstGroup[place.column] ?? 0) + place.adder]?.net;
}
