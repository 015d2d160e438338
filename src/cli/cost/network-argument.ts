import { readFileSync } from 'node:fs';
import type { NetworkFile } from '../../cost/network/read-network.ts';
import { NETWORK_FILES } from '../../cost/network/shipped.ts';
import { decodeOnnx } from '../../cost/onnx/decode-onnx.ts';
import { onnxNetwork } from '../../cost/onnx/onnx-network.ts';
import { NO_WIDTHS, readWidths } from '../../cost/onnx/settings.ts';
import { mustBe } from '../../gates/must-be.ts';
import { asUsage, UsageError } from '../usage-error.ts';

/** The network that an argument names, in the form of a file: one that is shipped, an ONNX file, or a file of JSON. */
export async function networkArgument(name: string, widthFile: string | undefined): Promise<unknown> {
  const shipped = NETWORK_FILES.get(name);
  const isOnnx = shipped === undefined && name.endsWith('.onnx');
  if (widthFile !== undefined && !isOnnx)
    throw new UsageError(mustBe('cost', '--bits', 'given with an ONNX file', name).message);
  if (shipped !== undefined) return shipped;
  const bytes = read(name);
  if (!isOnnx) return parse(name, bytes.toString('utf8'));
  const widths =
    widthFile === undefined
      ? NO_WIDTHS
      : asUsage(() => readWidths(widthFile, parse(widthFile, read(widthFile).toString('utf8'))));
  return await onnxFile(name, bytes, widths);
}

async function onnxFile(
  name: string,
  bytes: Uint8Array,
  widths: Parameters<typeof onnxNetwork>[2],
): Promise<NetworkFile> {
  try {
    return onnxNetwork(name, await decodeOnnx(name, bytes), widths);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const rule = `one of ${[...NETWORK_FILES.keys()].join(', ')}, or a file that can be read`;
    throw new UsageError(`${mustBe('cost', 'network', rule, path).message} (${reason})`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path}: a network must be JSON, got what is not (${reason})`);
  }
}
