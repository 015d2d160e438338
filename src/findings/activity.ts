import { aceV2 } from '../cost/metrics/ace.ts';
import { GATE_AREA } from '../cost/metrics/unit-gates.ts';
import { showOperation } from '../cost/operation.ts';
import { netlistOf } from '../cost/operation-netlist.ts';
import { byteAt, wordAt } from '../gates/at.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { OPERAND_STATISTICS, type OperandStatistics } from '../sim/operand-statistics.ts';
import { Random } from '../sim/random.ts';
import { countToggles } from '../sim/toggles.ts';
import { type Table, tableOf } from '../tables/document.ts';
import { correlate, type Fit } from './correlate.ts';
import type { Finding } from './finding.ts';
import { type ComparedKind, operationsOf } from './measure-operations.ts';

/** What one operation switches, on average over a sequence of operands. */
export interface Activity {
  readonly operation: string;
  readonly kind: ComparedKind;
  readonly statistics: string;
  /** Half and full adders and fifths of multiplexers, counted. */
  readonly adders: number;
  /** Gates that change, for each operation. */
  readonly toggles: number;
  /** The same with each gate weighted by its unit-gate area, as its capacitance: a proxy for dynamic energy. */
  readonly switched: number;
}

/** Changes of operands that are simulated. */
const STEPS = 512;

/** Simulates a netlist on operands of some statistics; inverters have no unit-gate area and no capacitance here. */
export function activityOf(netlist: Netlist, statistics: OperandStatistics, seed: number, steps = STEPS) {
  const columns = Object.entries(netlist.inputs).map(([port, bus]) =>
    statistics.draw(new Random(seed, netlist.name, port, statistics.name), bus.length, steps + 1),
  );
  const changes = countToggles(netlist, columns);
  let [toggles, switched] = [0, 0];
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const often = wordAt(changes, net);
    toggles += often;
    switched += often * byteAt(GATE_AREA, byteAt(netlist.gate, net));
  }
  return { toggles: toggles / steps, switched: switched / steps };
}

/** The kinds whose inputs are operands alone, and the widths at which they are simulated. */
const KINDS: readonly ComparedKind[] = ['mul', 'add', 'shift', 'mac', 'add-float'];
export const ACTIVITY_WIDTHS: readonly number[] = [2, 4, 6, 8, 12, 16, 24, 32];

/** Every kind of operation at some widths, under each of some statistics. */
export function measureActivity(
  all: readonly OperandStatistics[],
  seed: number,
  widths: readonly number[] = ACTIVITY_WIDTHS,
): Activity[] {
  const cases = KINDS.flatMap((kind) =>
    operationsOf(kind, widths).map((operation) => ({ kind, operation, netlist: netlistOf(operation) })),
  );
  return all.flatMap((statistics) =>
    cases.map(({ kind, operation, netlist }) => ({
      operation: showOperation(operation),
      kind,
      statistics: statistics.name,
      adders: aceV2.ofNetlist(netlist),
      ...activityOf(netlist, statistics, seed),
    })),
  );
}

/** How well the adders of a circuit tell what it switches. */
export interface ActivityFit extends Fit {
  readonly statistics: string;
  readonly kind: ComparedKind | 'all';
}

/** For each of the statistics, within each kind of operation and over all: switched unit gates against adders. */
export function fitActivity(rows: readonly Activity[]): ActivityFit[] {
  const names = [...new Set(rows.map(({ statistics }) => statistics))];
  return names.flatMap((statistics) =>
    ([...KINDS, 'all'] as const).map((kind) => {
      const some = rows.filter(
        (row) => row.statistics === statistics && (kind === 'all' || row.kind === kind),
      );
      const fit = correlate(
        some.map(({ adders }) => adders),
        some.map(({ switched }) => switched),
      );
      return { statistics, kind, ...fit };
    }),
  );
}

/** What operations switch beside the adders they have. */
export const activity: Finding = {
  name: 'activity',
  title: 'Switching activity',
  about:
    'What the gates of an operation switch when operands follow each other, as a stand-in for dynamic energy: seeded operands of five kinds, 512 changes of each.',
  isSeeded: true,
  show: (seed) => {
    const rows = measureActivity(OPERAND_STATISTICS, seed);
    const uniform = rows.filter(({ statistics }) => statistics === 'uniform');
    return {
      tables: [
        tableOf(
          'statistics',
          'Operand statistics',
          OPERAND_STATISTICS.map(({ name, about }) => ({ name, about })),
          [
            ['name', (row) => row.name],
            ['operands', (row) => row.about],
          ],
        ),
        activityFitTable(fitActivity(rows)),
        tableOf(
          'operations',
          'Switched unit gates an operation, at equal widths',
          squareRows(rows),
          squareColumns(),
        ),
      ],
      plot: {
        title: 'Switched unit gates against counted adders, uniform operands',
        x: { label: 'ACE_v2 counted, adders', isLogarithmic: true },
        y: { label: 'switched unit gates an operation', isLogarithmic: true },
        series: [...new Set(uniform.map(({ kind }) => kind))].map((kind) => ({
          name: kind,
          as: 'marks',
          points: uniform
            .filter((row) => row.kind === kind)
            .map(({ adders, switched }) => [adders, switched] as const),
        })),
      },
    };
  },
  notes: [
    'Gates settle at once, so glitches do not count; each change of a gate counts its unit-gate area as capacitance.',
    'The rows of the accumulator of a mac are drawn like operands.',
  ],
};

function activityFitTable(fits: readonly ActivityFit[]): Table {
  return tableOf('fits', 'Switched unit gates = factor * counted ACE_v2', fits, [
    ['operands', (row) => row.statistics],
    ['operation', (row) => row.kind],
    ['cases', (row) => row.cases],
    ['Pearson', (row) => row.pearson],
    ['Spearman', (row) => row.spearman],
    ['factor', (row) => row.factor],
    ['5 %', (row) => row.low],
    ['95 %', (row) => row.high],
  ]);
}

type SquareRow = Readonly<Record<string, string | number>>;

/** A row for each operation of equal widths, a column for each of the statistics. */
function squareRows(rows: readonly Activity[]): SquareRow[] {
  const names = [...new Set(rows.map(({ operation }) => operation))].filter((name) => {
    const [kind, i, j] = name.split(' ');
    return kind === 'add-float' || i === j;
  });
  return names.map((operation) => {
    const some = rows.filter((row) => row.operation === operation);
    const switched = some.map((row) => [row.statistics, row.switched] as const);
    return { operation, adders: some[0]?.adders ?? 0, ...Object.fromEntries(switched) };
  });
}

function squareColumns() {
  return ['operation', 'adders', ...OPERAND_STATISTICS.map(({ name }) => name)].map(
    (key) => [key, (row: SquareRow) => row[key] ?? ''] as const,
  );
}
