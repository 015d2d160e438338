/** What protobufjs makes of a model by the descriptor: repeated members are always there, the others may be missing. */
export interface RawModel {
  readonly graph?: RawGraph;
  readonly functions: readonly { readonly name?: string; readonly domain?: string }[];
}

export interface RawGraph {
  readonly name?: string;
  readonly node: readonly RawNode[];
  readonly initializer: readonly RawTensor[];
  readonly sparseInitializer: readonly RawSparse[];
  readonly input: readonly RawInfo[];
  readonly output: readonly RawInfo[];
  readonly valueInfo: readonly RawInfo[];
}

export interface RawNode {
  readonly name?: string;
  readonly opType?: string;
  readonly domain?: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly RawAttribute[];
}

export interface RawAttribute {
  readonly name?: string;
  readonly type?: number;
  readonly i?: number;
  readonly f?: number;
  readonly s?: Uint8Array;
  readonly t?: RawTensor;
  readonly g?: RawGraph;
  readonly sparseTensor?: RawSparse;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly strings: readonly Uint8Array[];
  readonly graphs: readonly RawGraph[];
}

export interface RawTensor {
  readonly name?: string;
  readonly dims: readonly number[];
  readonly dataType?: number;
  readonly rawData?: Uint8Array;
  readonly floatData: readonly number[];
  readonly doubleData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly number[];
  readonly uint64Data: readonly number[];
  /** 1 where the values are in another file. */
  readonly dataLocation?: number;
}

export interface RawSparse {
  readonly values?: RawTensor;
  readonly dims: readonly number[];
}

export interface RawInfo {
  readonly name?: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType?: number;
      readonly shape?: {
        readonly dim: readonly { readonly dimValue?: number; readonly dimParam?: string }[];
      };
    };
  };
}
