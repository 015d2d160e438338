import { type FaultResult, runFaults, VERDICTS } from '../../faults/campaign.ts';
import { countFaults, coverage, type FaultCount } from '../../faults/count-faults.ts';
import { listFaults } from '../../faults/fault-list.ts';
import { type FaultRow, faultRows } from '../../faults/fault-rows.ts';
import { findCadical } from '../../host/cadical.ts';
import { startProgress } from '../../host/progress.ts';
import { MINISAT } from '../../proof/minisat.ts';
import { type Column, type Table, tableOf } from '../../tables/document.ts';
import { showValue } from '../../verify/counterexample.ts';
import { type Vectors, vectorsFor } from '../../verify/vectors.ts';
import { type Command, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { NETLIST_OPTIONS, type ProofSubject, proofSubject } from '../proof-subject.ts';
import { whole } from '../readers.ts';
import { seedOption } from '../shared-options.ts';

/** What `--list` may ask for, and the title of the table. */
const LISTS: Readonly<Record<string, string>> = {
  survived: 'Faults that survived',
  equivalent: 'Faults that change nothing',
  detected: 'Faults that are detected',
  all: 'Every fault',
};

const SEED = seedOption('seed of the random vectors');

const TIMEOUT = {
  name: 'timeout',
  kind: 'text',
  about: 'seconds that cadical gets for a fault, where it is installed',
  default: '60',
  parse: whole(1, 10 ** 6),
} as const;

export const faults: Command = {
  name: 'faults',
  takes: '<circuit or file>',
  mostNames: 1,
  about:
    'breaks a netlist on purpose, one gate at a time: which faults the vectors of verify detect, which change nothing, which survive',
  options: [
    {
      name: 'list',
      kind: 'text',
      about: 'faults to list one by one',
      choices: Object.keys(LISTS),
      default: 'survived',
    },
    SEED,
    TIMEOUT,
    ...NETLIST_OPTIONS,
  ],
  circuitOptions: 'params',
  async run(context) {
    const { options, names } = context;
    const seed = optionValue(options, SEED);
    const subject = proofSubject('faults', names[0], context);
    const { label, netlist } = subject;
    const vectors = vectorsOf(subject, seed);
    const started = performance.now();
    const progress = startProgress(listFaults(netlist).count, 0, options.quiet === true);
    let result: FaultResult;
    try {
      result = await runFaults(netlist, vectors, {
        order: subject.circuit?.record.plain?.order,
        solver: MINISAT,
        strongSolver: findCadical({ seconds: optionValue(options, TIMEOUT) }),
        onProgress: (done) => progress.step(done, 0),
      });
    } finally {
      progress.stop();
    }
    const seconds = Number(((performance.now() - started) / 1000).toFixed(3));
    const { all, families, stages } = countFaults(netlist, result);
    const wanted = VERDICTS.filter((verdict) => options.list === 'all' || options.list === verdict);
    const rows = faultRows(netlist, vectors, result, wanted);
    await context.print({
      facts: {
        circuit: label,
        vectors: vectors.total,
        exhaustive: vectors.exhaustive,
        seed,
        ...all,
        coverage: coverage(all),
        seconds,
      },
      tables: [
        countTable('families', `Single faults of ${label}`, 'kind', [...families, ['all', all] as const]),
        countTable('stages', 'By the stage of the gate', 'stage', [...stages]),
        listTable(rows, context),
      ],
      notes: [noteOf(label, vectors, all, seconds)],
    });
    return all.survived === 0 ? EXIT.holds : EXIT.fails;
  },
};

/** The vectors of `verify`; of a file, which has no record, the corners and random ones that any circuit gets. */
function vectorsOf({ netlist, circuit }: ProofSubject, seed: number): Vectors {
  if (circuit !== undefined) return vectorsFor(circuit.record, circuit.params, seed);
  const widths = Object.fromEntries(Object.entries(netlist.inputs).map(([name, bus]) => [name, bus.length]));
  return vectorsFor({ name: netlist.name, inputs: () => widths }, {}, seed);
}

function countTable(
  name: string,
  title: string,
  label: string,
  counts: readonly (readonly [string, FaultCount])[],
): Table {
  const rows = counts.map(([key, count]) => ({ name: key, ...count, coverage: coverage(count) }));
  const columns: Column<(typeof rows)[number]>[] = [
    [label, (row) => (row.name === '' ? 'the whole' : row.name)],
    ['faults', (row) => row.faults],
    ['detected', (row) => row.detected],
    ['equivalent', (row) => row.equivalent],
    ['survived', (row) => row.survived],
    ['coverage %', (row) => floored(row.coverage)],
  ];
  return tableOf(name, title, rows, columns);
}

/** Two places, rounded down, so that 100 means all. */
function floored(percent: number): number {
  return Math.floor(100 * percent) / 100;
}

function listTable(rows: readonly FaultRow[], { options }: Context): Table {
  const shown = rows.map((row) => ({
    ...row,
    inputs:
      row.inputs === null
        ? null
        : Object.fromEntries(Object.entries(row.inputs).map(([name, value]) => [name, showValue(value)])),
  }));
  return tableOf('faultList', LISTS[String(options.list)] ?? '', shown, [
    ['net', (row) => row.net],
    ['gate', (row) => row.gate],
    ['stage', (row) => (row.stage === '' ? 'the whole' : row.stage)],
    ['fault', (row) => row.fault],
    ['verdict', (row) => row.verdict],
    ['first vector', (row) => row.vector ?? ''],
    ['told by', (row) => (row.inputs === null ? '' : showInputs(row.inputs))],
  ]);
}

function showInputs(inputs: Readonly<Record<string, string>>): string {
  return Object.entries(inputs)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function noteOf(label: string, vectors: Vectors, all: FaultCount, seconds: number): string {
  const many = (count: number) => count.toLocaleString('en');
  const by = vectors.exhaustive
    ? `all ${many(vectors.total)} inputs`
    : `the ${many(vectors.total)} vectors of verify`;
  return (
    `${label}: ${many(all.detected)} of the ${many(all.faults - all.equivalent)} faults that are not proved to change ` +
    `nothing are detected by ${by}, ${floored(coverage(all))} %, in ${seconds} s.`
  );
}
