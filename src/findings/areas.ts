import { sampleCorrelation } from 'simple-statistics';
import { buildCircuit } from '../circuits/circuit.ts';
import { mac } from '../circuits/mac.ts';
import { MAC_AREAS, MAC_AREAS_SOURCE, type MacArea, qkerasFit } from '../cost/mac-gate-areas.ts';
import { unitGatesOf } from '../cost/metrics/unit-gates.ts';
import { at } from '../gates/at.ts';
import { count } from '../gates/count.ts';
import { tableOf } from '../tables/document.ts';
import type { Finding } from './finding.ts';
import { leastSquares } from './least-squares.ts';

/** A formula for the area of a multiply-accumulate unit, held against the synthesized ones. */
export interface AreaFit {
  readonly name: string;
  /** The formula with its coefficients: a activation bits, w weight bits, s accumulator bits, u counted unit gates. */
  readonly formula: string;
  readonly coefficients: readonly number[];
  readonly cases: number;
  /** Root of the mean squared error, in gates. */
  readonly rootMeanSquare: number;
  /** Mean and largest |error| / area. */
  readonly meanRelError: number;
  readonly maxRelError: number;
  /** The share of the variance that is explained. */
  readonly r2: number;
}

interface Shape {
  readonly name: string;
  readonly terms: readonly string[];
  of(area: MacArea): number[];
}

/** The shapes that are fitted here. F5 says i*j adders for each MAC, so an area in proportion to a*w beside a constant. */
const SHAPES: readonly Shape[] = [
  {
    name: 'F5 alone: a*w and a constant',
    terms: ['a*w', ''],
    of: ({ activation, weight }) => [activation * weight, 1],
  },
  {
    name: 'our fit of the same shape',
    terms: ['a*w', 's', ''],
    of: ({ activation, weight, accumulator }) => [activation * weight, accumulator, 1],
  },
  {
    name: 'our fit with the operands too',
    terms: ['a*w', 'a', 'w', 's', ''],
    of: ({ activation, weight, accumulator }) => [activation * weight, activation, weight, accumulator, 1],
  },
  {
    name: 'unit gates of our MAC, counted',
    terms: ['u', 's', ''],
    of: (area) => [macUnitGates(area), area.accumulator, 1],
  },
];

/** Unit gates of the circuit `mac` with these widths, its accumulator in carry-save form and at least as wide as a product. */
function macUnitGates({ activation, weight, accumulator }: MacArea): number {
  const headroom = Math.max(0, accumulator - activation - weight);
  const netlist = buildCircuit(mac, { i: activation, j: weight, headroom, signed: true });
  return unitGatesOf(count(netlist));
}

/** The published fit and ours, each with its error over all units. */
export function fitMacAreas(areas: readonly MacArea[] = MAC_AREAS): AreaFit[] {
  const gates = areas.map((area) => area.gates);
  const ours = SHAPES.map(({ name, terms, of }) => {
    const rows = areas.map(of);
    const coefficients = leastSquares(rows, gates);
    const predicted = rows.map((row) => row.reduce((sum, term, k) => sum + term * at(coefficients, k), 0));
    return { name, formula: formulaOf(coefficients, terms), coefficients, ...errors(predicted, gates) };
  });
  const theirs = {
    name: 'the fit of qkeras',
    formula: '7.705*a*w + 13.76*s - 92.16',
    coefficients: [7.705, 13.76, -92.16],
    ...errors(areas.map(qkerasFit), gates),
  };
  return [theirs, ...ours];
}

/** How the product of the widths correlates with the area, within one width of the accumulator. */
export function productCorrelation(areas: readonly MacArea[] = MAC_AREAS) {
  const accumulators = [...new Set(areas.map(({ accumulator }) => accumulator))];
  return accumulators.map((accumulator) => {
    const some = areas.filter((area) => area.accumulator === accumulator);
    const products = some.map(({ activation, weight }) => activation * weight);
    const pearson = sampleCorrelation(
      products,
      some.map(({ gates }) => gates),
    );
    return { accumulator, cases: some.length, pearson };
  });
}

function errors(predicted: readonly number[], actual: readonly number[]) {
  const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
  let [squares, variance, relative, most] = [0, 0, 0, 0];
  for (const [k, value] of actual.entries()) {
    const error = at(predicted, k) - value;
    squares += error * error;
    variance += (value - mean) ** 2;
    relative += Math.abs(error) / value;
    most = Math.max(most, Math.abs(error) / value);
  }
  return {
    cases: actual.length,
    rootMeanSquare: Math.sqrt(squares / actual.length),
    meanRelError: relative / actual.length,
    maxRelError: most,
    r2: 1 - squares / variance,
  };
}

function formulaOf(coefficients: readonly number[], terms: readonly string[]): string {
  return coefficients
    .map((value, k) => {
      const size = String(Number(Math.abs(value).toPrecision(4)));
      const term = terms[k] === '' ? size : `${size}*${terms[k]}`;
      return k === 0 ? (value < 0 ? `-${term}` : term) : `${value < 0 ? '-' : '+'} ${term}`;
    })
    .join(' ');
}

/** F5 beside synthesized areas. */
export const areas: Finding = {
  name: 'areas',
  title: 'Synthesized areas',
  about:
    'F5 charges i*j adders for a multiply-accumulate. An outside check: the areas of 190 synthesized units.',
  isSeeded: false,
  show: () => {
    const fits = fitMacAreas();
    return {
      tables: [
        tableOf(
          'fits',
          'Gates of 190 synthesized MACs: a and w bits of the operands, s of the accumulator',
          fits,
          [
            ['fit', (row) => row.name],
            ['formula', (row) => row.formula],
            ['rms error, gates', (row) => row.rootMeanSquare],
            ['mean error %', (row) => 100 * row.meanRelError],
            ['max error %', (row) => 100 * row.maxRelError],
            ['R^2', (row) => row.r2],
          ],
        ),
        tableOf('accumulators', 'Correlation of a*w with the gates', productCorrelation(), [
          ['accumulator bits', (row) => row.accumulator],
          ['cases', (row) => row.cases],
          ['Pearson', (row) => row.pearson],
        ]),
      ],
      plot: {
        title: 'Gates of synthesized MACs against a*w',
        x: { label: 'a*w, the adders of F5' },
        y: { label: 'gates' },
        series: [24, 32, 40, 48].map((bits) => ({
          name: `accumulator of ${bits} bits`,
          as: 'marks',
          points: MAC_AREAS.filter(({ accumulator }) => accumulator === bits).map(
            ({ activation, weight, gates }) => [activation * weight, gates] as const,
          ),
        })),
      },
    };
  },
  notes: [
    `The areas are those of ${MAC_AREAS_SOURCE}; its fit is 7.705*a*w + 13.76*s - 92.16, which at a = w = 8, s = 32 gives ${Math.round(qkerasFit({ activation: 8, weight: 8, accumulator: 32, gates: 0 }))}.`,
    'The slope is near the 8 unit gates of a full adder with the AND that makes its dot, which is what F5 charges an adder for.',
  ],
};
