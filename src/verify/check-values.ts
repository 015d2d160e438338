import type { Counterexample } from '../gates/counterexample.ts';
import { Campaign } from '../sim/campaign.ts';
import { chooseEngine, ENGINES, type EngineName } from '../sim/engines.ts';
import { compile } from '../sim/program.ts';
import type { Reference } from '../sim/reference.ts';
import { counterexampleOf } from './counterexample.ts';
import type { Judged } from './under-test.ts';
import type { Vectors } from './vectors.ts';

export interface ValueCheck {
  readonly vectors: number;
  readonly counterexample?: Required<Counterexample>;
}

/**
 * Runs a circuit on input vectors and compares every output with the reference. Stops at the first vector with a
 * difference and makes it smaller, by the model.
 */
export function checkValues(
  subject: Judged,
  reference: Reference,
  vectors: Vectors,
  engine?: EngineName,
): ValueCheck {
  const { create } = engine === undefined ? chooseEngine(vectors.total) : ENGINES[engine];
  const campaign = new Campaign(compile(subject.observed), reference, create);
  let checked = 0;
  for (const part of vectors.parts) {
    const outcome =
      part.kind === 'all'
        ? campaign.exhaustive(0, part.count)
        : part.kind === 'random'
          ? campaign.random(part.seed, 0, part.count)
          : campaign.vectors(part.columns);
    checked += outcome.checked;
    if (outcome.mismatch !== undefined)
      return { vectors: checked, counterexample: counterexampleOf(subject, outcome.mismatch) };
  }
  // Thousands of netlists follow each other, and fresh memory is slow to touch.
  campaign.release();
  return { vectors: checked };
}
