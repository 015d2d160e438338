import type { RawTensor } from './raw-model.ts';
import { countOf, isFew } from './tensor.ts';

/** How a number of a type lies in the raw bytes. */
const READERS: Readonly<Record<number, readonly [bytes: number, (view: DataView, at: number) => number]>> = {
  1: [4, (view, at) => view.getFloat32(at, true)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [1, (view, at) => view.getInt8(at)],
  4: [2, (view, at) => view.getUint16(at, true)],
  5: [2, (view, at) => view.getInt16(at, true)],
  6: [4, (view, at) => view.getInt32(at, true)],
  7: [8, (view, at) => Number(view.getBigInt64(at, true))],
  9: [1, (view, at) => view.getUint8(at)],
  11: [8, (view, at) => view.getFloat64(at, true)],
  12: [4, (view, at) => view.getUint32(at, true)],
  13: [8, (view, at) => Number(view.getBigUint64(at, true))],
};

/** The numbers of a constant where they are few, in this file and of a type that sizes and bounds have. */
export function valuesOf(tensor: RawTensor): readonly number[] | undefined {
  const count = countOf(tensor.dims);
  const reader = READERS[tensor.dataType ?? 0];
  if (reader === undefined || !isFew(count) || tensor.dataLocation === 1) return undefined;
  const values = listed(tensor) ?? fromBytes(tensor.rawData ?? new Uint8Array(), reader);
  return values.length === count ? values : undefined;
}

/** The list of the type's own member, where the numbers are not raw bytes. */
function listed({ dataType, rawData, ...lists }: RawTensor): readonly number[] | undefined {
  if (rawData !== undefined && rawData.length > 0) return undefined;
  switch (dataType) {
    case 1:
      return lists.floatData;
    case 11:
      return lists.doubleData;
    case 7:
      return lists.int64Data;
    case 12:
    case 13:
      return lists.uint64Data;
    default:
      return lists.int32Data;
  }
}

function fromBytes(
  bytes: Uint8Array,
  [size, read]: readonly [number, (view: DataView, at: number) => number],
): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, k) => read(view, k * size));
}
