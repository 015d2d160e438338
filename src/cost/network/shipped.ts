import type { Network } from './network.ts';
import { PIKE_LPN } from './pikelpn.ts';
import { POKE_BNN } from './pokebnn.ts';
import { type NetworkFile, readNetwork } from './read-network.ts';

/** The networks that come with the package, in the form of a file, by name. */
export const NETWORK_FILES: ReadonlyMap<string, NetworkFile> = new Map(
  [...PIKE_LPN, POKE_BNN].map((file) => [String(file.name), file]),
);

/** A network that comes with the package; undefined where none has this name. */
export function shippedNetwork(name: string): Network | undefined {
  const file = NETWORK_FILES.get(name);
  return file === undefined ? undefined : readNetwork(name, file);
}

/** A row of the supplement's table 2 that cannot be computed here: shares in percent, as published. */
export interface UnexplainedRow {
  readonly model: string;
  readonly MAC: number;
  readonly overhead: number;
  readonly 'batch-norm': number;
  readonly activation: number;
  readonly quantization: number;
  readonly why: string;
}

/** The rows of which neither layers nor widths were found. */
export const UNEXPLAINED: readonly UnexplainedRow[] = [
  {
    model: 'PokeBNN-0.5x',
    MAC: 4.2,
    overhead: 95.8,
    'batch-norm': 43.4,
    activation: 29.2,
    quantization: 21.5,
    why: 'no counts of its elements were found; the parts add up to 94.1 %, not to 95.8 %',
  },
  {
    model: 'PROFIT',
    MAC: 48,
    overhead: 52,
    'batch-norm': 19,
    activation: 17,
    quantization: 16,
    why: 'which variant, and with which widths, is not said',
  },
];
