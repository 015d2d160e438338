import type { NetworkFile } from '../../cost/network/read-network.ts';
import { NETWORK_FILES } from '../../cost/network/shipped.ts';
import { decodeOnnx } from '../../cost/onnx/decode-onnx.ts';
import { onnxNetwork } from '../../cost/onnx/onnx-network.ts';
import { NO_WIDTHS, readWidths } from '../../cost/onnx/settings.ts';
import { parseJsonTree, plainJson } from '../../formats/json-tree.ts';
import { wrongInText } from '../../formats/place.ts';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { readBytes } from '../../host/read-file.ts';

/** The network that an argument names, in the form of a file: one that is shipped, an ONNX file, or a file of JSON. */
export async function networkArgument(name: string, widthFile: string | undefined): Promise<unknown> {
  const shipped = NETWORK_FILES.get(name);
  const isOnnx = shipped === undefined && name.endsWith('.onnx');
  if (widthFile !== undefined && !isOnnx) throw mustBe('cost', '--bits', 'given with an ONNX file', name);
  if (shipped !== undefined) return shipped;
  const bytes = read(
    name,
    'network',
    `one of ${[...NETWORK_FILES.keys()].join(', ')}, or a file that can be read`,
  );
  if (!isOnnx) return parse(name, 'a network', bytes.toString('utf8'));
  return await onnxFile(name, bytes, widthFile === undefined ? NO_WIDTHS : widthsOf(widthFile));
}

function widthsOf(path: string) {
  const text = read(path, '--bits', 'a file that can be read').toString('utf8');
  return readWidths(path, parse(path, 'widths', text));
}

async function onnxFile(
  name: string,
  bytes: Uint8Array,
  widths: Parameters<typeof onnxNetwork>[2],
): Promise<NetworkFile> {
  return onnxNetwork(name, await decodeOnnx(name, bytes), widths);
}

function read(path: string, what: string, rule: string): Buffer {
  try {
    return readBytes(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe('cost', what, rule, path, reason);
  }
}

function parse(path: string, what: string, text: string): unknown {
  try {
    return plainJson(parseJsonTree(text, wrongInText(path, text)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe(path, what, 'JSON', said('what is not'), reason);
  }
}
