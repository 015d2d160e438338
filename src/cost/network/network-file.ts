import { parseJsonTree, plainJson } from '../../formats/json-tree.ts';
import { bytesOf, type NamedFile, textOf } from '../../formats/named-file.ts';
import { wrongInText } from '../../formats/place.ts';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { decodeOnnx } from '../onnx/decode-onnx.ts';
import { onnxNetwork } from '../onnx/onnx-network.ts';
import { NO_WIDTHS, readWidths, type WidthFile } from '../onnx/settings.ts';
import type { Network } from './network.ts';
import { readNetwork } from './read-network.ts';

/** Whether the name of a file says that it holds a graph of ONNX. */
export function isOnnx(name: string): boolean {
  return name.endsWith('.onnx');
}

/**
 * The network that a file holds: a graph of ONNX, where its name ends so, or JSON. Throws a `Misuse` that names the node or
 * layer, what is allowed and what was given. Widths are for the nodes of ONNX alone: `readWidths` or `widthsOf` make them.
 *
 * ```ts
 * const network = await networkOf({ name: 'net.onnx', content: bytes });
 * networkCost(network, aceV2).total; // in adders
 * ```
 */
export async function networkOf(file: NamedFile, widths?: WidthFile): Promise<Network> {
  return readNetwork(file.name, await networkJson(file, widths));
}

/** The same before it is checked, in the form of a JSON file, which can be changed. */
export async function networkJson(file: NamedFile, widths?: WidthFile): Promise<unknown> {
  const { name } = file;
  if (isOnnx(name)) return onnxNetwork(name, await decodeOnnx(name, bytesOf(file)), widths ?? NO_WIDTHS);
  if (widths !== undefined) throw mustBe(name, 'widths', 'left out for a file in JSON', said('some'));
  return parse(file, 'a network');
}

/** The widths of nodes that a file of JSON holds. */
export function widthsOf(file: NamedFile): WidthFile {
  return readWidths(file.name, parse(file, 'widths'));
}

function parse(file: NamedFile, what: string): unknown {
  const { name } = file;
  const text = textOf(file);
  try {
    return plainJson(parseJsonTree(text, wrongInText(name, text)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe(name, what, 'JSON', said('what is not'), reason);
  }
}
