import { type AnyCircuit, buildCircuit } from '../../circuits/circuit.ts';
import type { AnyValues } from '../../circuits/params.ts';
import { count } from '../../gates/count.ts';
import { depth } from '../../gates/depth.ts';
import { mustBe } from '../../gates/must-be.ts';

/** The widths on both sides of the map: 1 to 64. */
export const SIDE = 64;

/** What is measured of each circuit. */
export const QUANTITIES = ['adders', 'fa', 'ha', 'depth', 'gates'] as const;

export type Quantity = (typeof QUANTITIES)[number];

/** One circuit of a map, measured. */
export type Sample = Readonly<Record<Quantity, number>>;

/** A multiplier at every pair of widths. What is not measured yet is -1. */
export interface WidthMap {
  readonly circuit: AnyCircuit;
  /** The parameters beside i and j. */
  readonly rest: AnyValues;
  readonly values: Readonly<Record<Quantity, Int32Array>>;
}

/** The place of i by j bits in the arrays of a map. */
export function cellOf(i: number, j: number): number {
  if (!(i >= 1 && i <= SIDE && j >= 1 && j <= SIDE))
    throw mustBe('cellOf', 'widths', `from 1 to ${SIDE}`, `${i}x${j}`);
  return (i - 1) * SIDE + j - 1;
}

/** The widths at a place of the arrays. */
export function widthsAt(cell: number): { i: number; j: number } {
  return { i: Math.floor(cell / SIDE) + 1, j: (cell % SIDE) + 1 };
}

/** A map with nothing measured. */
export function emptyMap(circuit: AnyCircuit, rest: AnyValues): WidthMap {
  const nothing = () => new Int32Array(SIDE * SIDE).fill(-1);
  return {
    circuit,
    rest,
    values: { adders: nothing(), fa: nothing(), ha: nothing(), depth: nothing(), gates: nothing() },
  };
}

/** The measured numbers at a cell; undefined where there are none yet. */
export function sampleAt({ values }: WidthMap, cell: number): Sample | undefined {
  const read = (quantity: Quantity) => values[quantity][cell] ?? -1;
  if (read('adders') < 0) return undefined;
  return {
    adders: read('adders'),
    fa: read('fa'),
    ha: read('ha'),
    depth: read('depth'),
    gates: read('gates'),
  };
}

/**
 * Builds and measures every circuit of a map, one for each step, and yields how many are done. Small circuits come
 * first, square by square, so that a map that is half done is a whole map of fewer widths.
 */
export function* fillMap(map: WidthMap): Generator<number, void> {
  let done = 0;
  for (let most = 1; most <= SIDE; most++)
    for (let less = 1; less <= most; less++) {
      measure(map, most, less);
      yield ++done;
      if (less === most) continue;
      measure(map, less, most);
      yield ++done;
    }
}

function measure({ circuit, rest, values }: WidthMap, i: number, j: number): void {
  const netlist = buildCircuit(circuit, { ...rest, i, j });
  const { adders, fa, ha, gates } = count(netlist);
  const cell = cellOf(i, j);
  values.adders[cell] = adders;
  values.fa[cell] = fa;
  values.ha[cell] = ha;
  values.gates[cell] = gates;
  values.depth[cell] = depth(netlist);
}

/** The multipliers of a catalogue that have a map: two widths i and j, each from 1 to at least 64. */
export function mappable(circuits: readonly AnyCircuit[]): AnyCircuit[] {
  return circuits.filter((circuit) => {
    const hasWidth = (name: string) => {
      const param = circuit.params[name];
      return param?.kind === 'integer' && param.min === 1 && param.max >= SIDE;
    };
    return hasWidth('i') && hasWidth('j') && multiplies(circuit);
  });
}

/** Whether a circuit, with its parameters' own values, computes a product. */
function multiplies(circuit: AnyCircuit): boolean {
  const values = Object.fromEntries(
    Object.entries(circuit.params).map(([name, param]) => [name, param.default]),
  );
  return circuit.meaning(values).kind === 'product';
}
