import { formatNamed } from '../../circuits/float-formats.ts';
import { isOperationKind, OPERATIONS, type Operation, operationOf } from '../../cost/operation.ts';

/** The operation that arguments name: `mul 8 8`, `add-float 8 23` or `add-float binary32`. */
export function operationArgument(who: string, names: readonly string[]): Operation {
  const [kind = '', ...sizes] = names;
  const takesFormat = isOperationKind(kind) && OPERATIONS[kind].letters[0] === 'e';
  const [format] = sizes;
  if (!takesFormat || sizes.length !== 1 || format === undefined) return operationOf(who, kind, sizes);
  const { e, f } = formatNamed(format);
  return operationOf(who, kind, [e, f]);
}
