import { mustBe } from '../../gates/must-be.ts';
import type { Attribute, OnnxNode } from './decode-onnx.ts';
import type { Settings } from './settings.ts';
import { knownSizes, type Tensor, UNKNOWN } from './tensor.ts';

/** A node where it stands in its graph: what it reads has been looked at. */
export interface Site {
  /** For errors: the file and the node. */
  readonly who: string;
  readonly settings: Settings;
  /** How many inputs and outputs it names, some of them perhaps by an empty name. */
  readonly inputs: number;
  readonly outputs: number;
  /** Whether it has this input: optional ones may be left out. */
  has(k: number): boolean;
  /** The tensor at an input; one of which nothing is known where it has none. */
  input(k: number): Tensor;
  /** The sizes of an input; throws where one is not known. */
  sizes(k: number): readonly number[];
  attribute(name: string): Attribute | undefined;
  /** The attribute of this name as whole numbers. */
  whole(name: string, preset: readonly number[]): readonly number[];
  /** The attribute of this name as one number. */
  number(name: string, preset: number): number;
  text(name: string, preset: string): string;
  /**
   * Numbers that older versions of an operator have as an attribute and newer ones as an input: undefined where there
   * is neither, 'unknown' where what they are is not known beforehand.
   */
  listed(name: string, k: number): readonly (number | undefined)[] | 'unknown' | undefined;
}

/** A layer as in a file of networks, without its name. */
export type LayerDraft = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What an operator gives and what it costs. */
export interface Operator {
  /** Its outputs, so far as the node says; throws where its inputs do not fit together. */
  outputs(site: Site): readonly Tensor[];
  /** What it costs, from its first output; absent where it only moves numbers. */
  layers?(site: Site, output: Tensor): readonly LayerDraft[];
}

export function siteOf(
  who: string,
  { inputs, outputs, attributes }: OnnxNode,
  settings: Settings,
  tensors: ReadonlyMap<string, Tensor>,
): Site {
  const input = (k: number): Tensor => tensors.get(inputs[k] ?? '') ?? UNKNOWN;
  const has = (k: number) => (inputs[k] ?? '') !== '';
  const wholeOf = (name: string): readonly number[] | undefined => {
    const value = attributes.get(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number') return [value];
    if (Array.isArray(value)) return value;
    throw mustBe(who, name, 'numbers', value);
  };
  const text = (name: string, preset: string) => {
    const value = attributes.get(name) ?? preset;
    if (typeof value === 'string') return value;
    throw mustBe(who, name, 'text', value);
  };
  return {
    who,
    settings,
    inputs: inputs.length,
    outputs: outputs.length,
    has,
    input,
    sizes: (k) => knownSizes(who, `input ${k + 1}`, input(k).dims),
    attribute: (name) => attributes.get(name),
    whole: (name, preset) => wholeOf(name) ?? preset,
    number: (name, preset) => wholeOf(name)?.[0] ?? preset,
    text,
    listed: (name, k) => wholeOf(name) ?? (has(k) ? (input(k).values ?? 'unknown') : undefined),
  };
}
