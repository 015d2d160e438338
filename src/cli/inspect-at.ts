import { parseAddress, printAddress, type Query } from '../inspector/address.ts';
import { insideQuery } from '../inspector/inside/inside-address.ts';
import { VIEW_ADDRESSES } from '../inspector/view-addresses.ts';

/**
 * The address at which the inspector shows a circuit on given inputs, for printing beside a counterexample. Undefined where
 * the page cannot show it: it knows the circuits of the catalogue, in their widths, and none that were loaded beside them.
 */
export function inspectAt(circuit: string, params: Query, inputs: Query): string | undefined {
  const address = printAddress({ view: 'inside', query: insideQuery({ circuit, params, inputs }) });
  return parseAddress(address, VIEW_ADDRESSES).problems.length === 0 ? address : undefined;
}

/** The same for a circuit that is named with its parameters, as in `dadda-multiplier(i=4,j=8)`. */
export function inspectNamedAt(name: string, inputs: Query): string | undefined {
  const match = /^([\w-]+)\((.*)\)$/.exec(name);
  if (match === null) return undefined;
  const [, circuit = '', list = ''] = match;
  const params = list.split(',').flatMap((pair) => {
    const [key, value] = pair.split('=');
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
  return inspectAt(circuit, Object.fromEntries(params), inputs);
}
