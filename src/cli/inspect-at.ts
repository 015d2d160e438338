import type { CaseId } from '../circuits/case-id.ts';
import { type PortNumbers, portTexts } from '../gates/counterexample.ts';
import { parseAddress, printAddress } from '../inspector/address.ts';
import { insideQuery } from '../inspector/inside/inside-address.ts';
import { VIEW_ADDRESSES } from '../inspector/view-addresses.ts';

/**
 * The address at which the inspector shows a circuit on given inputs, for printing beside a counterexample. Undefined where
 * the page cannot show it: it knows the circuits of the catalogue, in their widths, and none that were loaded beside them.
 */
export function inspectAt({ circuit, params }: CaseId, inputs: PortNumbers): string | undefined {
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const query = insideQuery({ circuit, params: texts, inputs: portTexts(inputs) });
  const address = printAddress({ view: 'inside', query });
  return parseAddress(address, VIEW_ADDRESSES).problems.length === 0 ? address : undefined;
}
