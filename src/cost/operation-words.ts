import { formatNamed } from '../circuits/float-formats.ts';
import { isOperationKind, OPERATIONS, type Operation, operationOf } from './operation.ts';

/** The operation in words: `mul 8 8`, `add-float 8 23`, or with a format in the place of its sizes `add-float binary32`. */
export function operationInWords(who: string, words: readonly string[]): Operation {
  const [kind = '', ...sizes] = words;
  const takesFormat = isOperationKind(kind) && OPERATIONS[kind].letters[0] === 'e';
  const [format] = sizes;
  if (!takesFormat || sizes.length !== 1 || format === undefined) return operationOf(who, kind, sizes);
  const { e, f } = formatNamed(format);
  return operationOf(who, kind, [e, f]);
}
