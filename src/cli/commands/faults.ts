import { type FaultResult, runFaults, VERDICTS } from '../../faults/campaign.ts';
import { countFaults, coverage } from '../../faults/count-faults.ts';
import { listFaults } from '../../faults/fault-list.ts';
import { faultRows } from '../../faults/fault-rows.ts';
import { findCadical } from '../../host/cadical.ts';
import { startProgress } from '../../host/progress.ts';
import { MINISAT } from '../../proof/minisat.ts';
import { faultCountTables, faultListTable, faultsInWords } from '../../report/fault-tables.ts';
import type { ProofSubject } from '../../verify/proof-subject.ts';
import { type Vectors, vectorsFor } from '../../verify/vectors.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { netlistOptions, proofSubject } from '../netlist-argument.ts';
import { oneOf, whole } from '../readers.ts';
import { seedOption } from '../shared-options.ts';

/** What `--list` may ask for, and the title of the table. */
const LISTS: Readonly<Record<string, string>> = {
  survived: 'Faults that survived',
  equivalent: 'Faults that change nothing',
  detected: 'Faults that are detected',
  all: 'Every fault',
};

export const faults = defineCommand({
  name: 'faults',
  takes: '<circuit or file>',
  mostNames: 1,
  about:
    'breaks a netlist on purpose, one gate at a time: which faults the vectors of verify detect, which change nothing, which survive',
  options: {
    list: { about: 'faults to list one by one', parse: oneOf(Object.keys(LISTS)), default: 'survived' },
    seed: seedOption('seed of the random vectors'),
    timeout: {
      about: 'seconds that cadical gets for a fault, where it is installed',
      parse: whole(1, 10 ** 6),
      default: '60',
    },
    ...netlistOptions(),
  },
  circuitOptions: 'params',
  async run(context) {
    const { names, isQuiet } = context;
    const { seed, timeout, list } = context.options;
    const subject = proofSubject('faults', names[0], context);
    const { label, netlist } = subject;
    const vectors = vectorsOf(subject, seed);
    const started = performance.now();
    const progress = startProgress(listFaults(netlist).count, 0, isQuiet);
    let result: FaultResult;
    try {
      result = await runFaults(netlist, vectors, {
        order: orderOf(subject),
        solver: MINISAT,
        strongSolver: findCadical({ seconds: timeout }),
        onProgress: (done) => progress.step(done, 0),
      });
    } finally {
      progress.stop();
    }
    const seconds = Number(((performance.now() - started) / 1000).toFixed(3));
    const counts = countFaults(netlist, result);
    const { all } = counts;
    const wanted = VERDICTS.filter((verdict) => list === 'all' || list === verdict);
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
      tables: [...faultCountTables(label, counts), faultListTable(LISTS[list] ?? '', rows)],
      notes: [faultsInWords(label, vectors, all, seconds)],
    });
    return all.survived === 0 ? EXIT.holds : EXIT.fails;
  },
});

/** The vectors of `verify`; of a file, which has no record, the corners and random ones that any circuit gets. */
function vectorsOf({ netlist, circuit }: ProofSubject, seed: number): Vectors {
  if (circuit !== undefined) return vectorsFor(circuit.record, circuit.params, seed);
  const widths = Object.fromEntries(Object.entries(netlist.inputs).map(([name, bus]) => [name, bus.length]));
  return vectorsFor({ name: netlist.name, inputs: () => widths }, {}, seed);
}

/** The order of variables in which the circuit's own proof by diagrams goes, where it has one. */
function orderOf({ circuit }: ProofSubject): readonly (readonly string[])[] | undefined {
  const meaning = circuit?.record.meaning(circuit.params);
  return meaning?.kind === 'plain' || meaning?.kind === 'shift' ? meaning.plain?.order : undefined;
}
