import { mustBe } from '../gates/must-be.ts';
import { miter } from '../proof/miter.ts';
import type { Proof } from '../proof/proof.ts';
import type { PortNumbers } from '../proof/refute.ts';
import type { Context } from './context.ts';
import { tableOf } from './document.ts';
import { EXIT } from './exit-code.ts';
import type { FloatSubject } from './float-subject.ts';
import { inSeconds, type ProofRow, proofRow, proofTable } from './proof-document.ts';
import { proofSubject } from './proof-subject.ts';
import { type FloatStep, proveFloat } from './prove-float.ts';
import { proveSame } from './prove-same.ts';
import type { SatSolver } from './sat.ts';
import { startClock } from './stop-clock.ts';
import { asUsage, UsageError } from './usage-error.ts';

export interface ProofLimits {
  /** For each proof. */
  readonly seconds: number;
  readonly threads: number;
  readonly solver: SatSolver;
}

/** Proves the circuit that is named equal to the one of --against, prints that, and returns the exit code. */
export async function proveAgainst(
  context: Context,
  { seconds: limit, solver }: ProofLimits,
): Promise<number> {
  const { netlist } = proofSubject('prove', context.names[0], context);
  const other = String(context.options.against);
  const known = context.catalogue.circuits.map(({ name }) => name);
  if (!known.includes(other))
    throw new UsageError(mustBe('prove', '--against', `one of ${known.join(', ')}`, other).message);
  const reference = proofSubject('prove', other, context).netlist;
  asUsage(() => miter(netlist, reference));
  const { proof, seconds } = await timed(limit, (stop) => proveSame(netlist, reference, stop, solver));
  const row = proofRow(netlist.name, proof, seconds);
  context.print({ facts: { ...row }, tables: [proofTable([row])] });
  return exitCode([row]);
}

/** Proves floating-point adders against IEEE 754, one after the other, prints that, and returns the exit code. */
export async function proveFloats(
  subjects: readonly FloatSubject[],
  context: Context,
  { seconds: limit, solver, threads }: ProofLimits,
): Promise<number> {
  const rows: ProofRow[] = [];
  const steps: FloatStep[] = [];
  for (const { circuit, params, netlist } of subjects) {
    const onStep = (step: FloatStep, done: number, all: number) => {
      steps.push(step);
      context.log.info(
        `${netlist.name}: ${done} of ${all}, ${portOf(step)}: ${step.verdict} in ${step.seconds.toFixed(1)} s`,
      );
    };
    const { proof, seconds } = await timed(limit, (stop) =>
      proveFloat(circuit, params, { netlist, stop, solver, threads, onStep }),
    );
    rows.push(proofRow(netlist.name, proof, seconds));
  }
  const [first] = rows;
  // One proof is its own summary; of several, the worst speaks.
  const worst = rows.find(({ verdict }) => verdict === 'refuted') ?? rows.find(isOpen) ?? first;
  const seconds = inSeconds(rows.reduce((sum, row) => sum + row.seconds, 0));
  context.print({
    facts: { ...worst, seconds },
    tables: [
      proofTable(rows),
      tableOf('questions', 'Questions', steps, [
        ['rounding', (step) => step.rounding],
        ['port', portOf],
        ['verdict', (step) => step.verdict],
        ['seconds', (step) => inSeconds(step.seconds)],
      ]),
    ],
  });
  return exitCode(rows);
}

const isOpen = ({ verdict }: ProofRow) => verdict === 'undecided';

function portOf({ port, rm }: FloatStep): string {
  return rm === undefined ? port : `${port} at rm=${rm}`;
}

function exitCode(rows: readonly ProofRow[]): number {
  return rows.every(({ verdict }) => verdict === 'proved') ? EXIT.holds : EXIT.fails;
}

async function timed<T extends Proof & { right?: PortNumbers }>(
  limit: number,
  body: (stop: AbortSignal) => Promise<T>,
): Promise<{ proof: T; seconds: number }> {
  const started = performance.now();
  const clock = startClock(limit);
  try {
    const proof = await body(clock.signal);
    return { proof, seconds: (performance.now() - started) / 1000 };
  } finally {
    clock.stop();
  }
}
