import { certificateOf } from '../../proof/certificate.ts';
import { loadMiniSat } from '../../proof/minisat.ts';
import type { Proof } from '../../proof/proof.ts';
import { type ProveOptions, proveEquation } from '../../proof/prove-equation.ts';
import { showValue } from '../../verify/counterexample.ts';
import { proveCircuit } from '../../verify/prove-circuit.ts';
import { findCadical } from '../cadical.ts';
import type { Command } from '../context.ts';
import { tableOf } from '../document.ts';
import { EXIT } from '../exit-code.ts';
import { checkWritable, writeOutput } from '../output.ts';
import { type ProofSubject, proofSubject, SUBJECT_OPTIONS } from '../proof-subject.ts';
import { UsageError } from '../usage-error.ts';

export const prove: Command = {
  name: 'prove',
  takes: '<circuit or file>',
  about:
    'proves a netlist for every input, from its gates; or refutes it by an input, or says that it cannot tell',
  options: [
    {
      name: 'certificate',
      kind: 'text',
      about: 'file for a proof in LPAC that others can check; beside the netlist it needs nothing else',
    },
    ...SUBJECT_OPTIONS,
  ],
  circuitOptions: 'params',
  async run(context) {
    const { names, options } = context;
    const path = typeof options.certificate === 'string' ? options.certificate : undefined;
    const subject = proofSubject('prove', names[0], context);
    checkWritable(path);
    const started = performance.now();
    const first = proofOf(subject);
    // A solver takes a moment to load, and few proofs need one.
    const proof =
      first.verdict === 'undecided'
        ? proofOf(subject, { sat: findCadical() ?? (await loadMiniSat()) })
        : first;
    const seconds = Number(((performance.now() - started) / 1000).toFixed(3));
    const { netlist, equation } = subject;
    if (path !== undefined && proof.verdict === 'proved') {
      const text = equation === undefined ? undefined : certificateOf(netlist, equation);
      if (text === undefined)
        throw new UsageError(
          `prove: --certificate must be asked of a circuit made of adders alone, got ${netlist.name}`,
        );
      writeOutput(text, path);
    }
    const row = {
      circuit: netlist.name,
      verdict: proof.verdict,
      method: proof.method,
      seconds,
      ...(proof.verdict === 'undecided' ? { reason: proof.reason } : {}),
      ...(proof.verdict === 'refuted' ? { counterexample: counterexampleOf(proof) } : {}),
    };
    context.print({
      facts: row,
      tables: [
        tableOf(
          'proofs',
          'Proof',
          [row],
          [
            ['circuit', (one) => one.circuit],
            ['verdict', (one) => one.verdict],
            ['method', (one) => one.method],
            ['seconds', (one) => one.seconds],
            [
              'why',
              (one) => one.reason ?? (one.counterexample === undefined ? '' : show(one.counterexample)),
            ],
          ],
        ),
      ],
    });
    return proof.verdict === 'proved' ? EXIT.holds : EXIT.fails;
  },
};

function proofOf({ netlist, equation, circuit }: ProofSubject, options: ProveOptions = {}): Proof {
  if (circuit !== undefined) {
    const proof = proveCircuit(circuit.record, circuit.params, netlist, options);
    if (proof === undefined)
      throw new UsageError(`prove: circuit must be one whose record says what to prove, got ${netlist.name}`);
    return proof;
  }
  if (equation === undefined)
    throw new UsageError('prove: --as must be multiplier or adder for a file, got nothing');
  return proveEquation(netlist, equation, options);
}

type Values = Readonly<Record<string, string>>;

function counterexampleOf({ counterexample }: Extract<Proof, { verdict: 'refuted' }>) {
  const text = (values: Readonly<Record<string, bigint>>): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, showValue(value)]));
  return { inputs: text(counterexample.inputs), got: text(counterexample.outputs) };
}

function show({ inputs, got }: { readonly inputs: Values; readonly got: Values }): string {
  const list = (values: Values) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  return `${list(inputs)} gives ${list(got)}`;
}
