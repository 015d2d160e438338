import { mustBe } from '../../gates/must-be.ts';
import { asRecord, onlyMembers } from '../network/read-network.ts';

/** What a file of widths may say of a node, beside what its graph says. */
export interface Settings {
  readonly activationBits?: number;
  readonly weightBits?: number;
  readonly weights?: string;
  /** Width of the elements that an elementwise operator works on. */
  readonly bits?: number;
  readonly scaleBits?: number;
  readonly offsetBits?: number;
  readonly slopeBits?: number;
  /** Powers of two that a quantization scales by one of. */
  readonly amounts?: number;
  /** The node costs nothing. */
  readonly ignore?: boolean;
}

/** Widths for the nodes of a graph: by name, and for all that are not named. */
export interface WidthFile {
  readonly default: Settings;
  readonly nodes: ReadonlyMap<string, Settings>;
}

export const NO_WIDTHS: WidthFile = { default: {}, nodes: new Map() };

const WHOLE = [
  'activationBits',
  'weightBits',
  'bits',
  'scaleBits',
  'offsetBits',
  'slopeBits',
  'amounts',
] as const;

/** Reads `{ "default": { ... }, "nodes": { "conv1": { "weightBits": 4 } } }`; a member that is wrong is named in the error. */
export function readWidths(who: string, json: unknown): WidthFile {
  const file = asRecord(who, 'widths', json);
  onlyMembers(who, file, ['default', 'nodes']);
  const nodes = Object.entries(asRecord(who, 'nodes', file.nodes ?? {}));
  return {
    default: readSettings(`${who}: default`, file.default ?? {}),
    nodes: new Map(nodes.map(([name, raw]) => [name, readSettings(`${who}: node '${name}'`, raw)])),
  };
}

function readSettings(who: string, json: unknown): Settings {
  const raw = asRecord(who, 'settings', json);
  onlyMembers(who, raw, [...WHOLE, 'weights', 'ignore']);
  for (const name of WHOLE) {
    const value = raw[name];
    if (
      value !== undefined &&
      !(typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 64)
    )
      throw mustBe(who, name, 'a whole number from 1 to 64', value);
  }
  if (raw.weights !== undefined && raw.weights !== 'fixed-point' && raw.weights !== 'power-of-two')
    throw mustBe(who, 'weights', 'fixed-point or power-of-two', raw.weights);
  if (raw.ignore !== undefined && typeof raw.ignore !== 'boolean')
    throw mustBe(who, 'ignore', 'true or false', raw.ignore);
  return raw;
}
