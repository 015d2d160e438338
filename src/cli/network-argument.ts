import { isOnnx, networkJson, widthsOf } from '../cost/network/network-file.ts';
import { NETWORK_FILES } from '../cost/network/shipped.ts';
import { mustBe } from '../gates/must-be.ts';
import { namedFile } from '../host/read-file.ts';

/** The network that an argument names, in the form of a file: one that is shipped, an ONNX file, or a file of JSON. */
export async function networkArgument(name: string, widthFile: string | undefined): Promise<unknown> {
  const shipped = NETWORK_FILES.get(name);
  const takesWidths = shipped === undefined && isOnnx(name);
  if (widthFile !== undefined && !takesWidths)
    throw mustBe('cost', '--bits', 'given with an ONNX file', name);
  if (shipped !== undefined) return shipped;
  const rule = `one of ${[...NETWORK_FILES.keys()].join(', ')}, or a file that can be read`;
  const file = namedFile('cost', 'network', name, rule);
  if (widthFile === undefined) return await networkJson(file);
  return await networkJson(file, widthsOf(namedFile('cost', '--bits', widthFile, 'a file that can be read')));
}
