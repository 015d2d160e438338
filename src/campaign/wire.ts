import * as v from 'valibot';
import { resolveCircuit } from '../circuits/circuit.ts';
import { readBits } from '../gates/counterexample.ts';
import { mustBe } from '../gates/must-be.ts';
import { MOST_EXHAUSTIVE_BITS } from '../sim/campaign.ts';
import { ENGINES } from '../sim/engines.ts';
import { type Catalogue, circuitNamed } from '../verify/catalogue.ts';
import { vectorsWhere } from '../verify/vectors-where.ts';
import { CHECKS } from '../verify/verdict.ts';
import type { Question } from './question.ts';
import type { Shard, ShardVerdict } from './shard.ts';

// What comes from a file or a queue may be anything.

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const value = v.union([v.number(), v.string(), v.boolean()]);
const ports = v.record(
  v.string(),
  v.pipe(
    v.string(),
    v.check((text) => readBits(text) !== undefined),
  ),
);
const engine = v.picklist(Object.values(ENGINES).map(({ name }) => name));

const shard = {
  circuit: v.string(),
  params: v.record(v.string(), value),
  from: whole,
  to: whole,
  fingerprint: v.optional(v.string()),
};

const SHARD = v.object({ ...shard, engine: v.optional(engine) });

const VERDICT = v.object({
  ...shard,
  checked: v.number(),
  counterexample: v.optional(v.object({ inputs: ports, expected: ports, got: ports })),
});

const QUESTION = v.object({
  version: v.string(),
  selection: v.object({
    names: v.array(v.string()),
    params: v.record(v.string(), v.array(value)),
    widths: v.optional(v.array(whole)),
    checks: v.array(v.picklist(Object.keys(CHECKS))),
    seed: whole,
    engine: v.optional(engine),
    where: v.optional(v.record(v.string(), whole)),
  }),
  keepGoing: v.boolean(),
});

export function isVerdict(given: unknown): given is ShardVerdict {
  return v.is(VERDICT, given);
}

export function isQuestion(given: unknown): given is Question {
  return v.is(QUESTION, given);
}

export function isShard(given: unknown): given is Shard {
  return v.is(SHARD, given);
}

/** What a text says as JSON; undefined where it is none. */
export function jsonOf(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

/** Throws where a shard from elsewhere is none of a circuit of the catalogue: before anything is built, or reserved. */
export function checkShard({ circuit: name, params, from, to }: Shard, catalogue: Catalogue): void {
  const circuit = circuitNamed(name, catalogue);
  resolveCircuit(circuit, params);
  const { to: end, bits } = vectorsWhere(circuit, params, undefined);
  if (bits > MOST_EXHAUSTIVE_BITS)
    throw mustBe(`shard of ${name}`, 'number of input bits', `at most ${MOST_EXHAUSTIVE_BITS}`, bits);
  if (from >= to || to > end)
    throw mustBe(`shard of ${name}`, 'vectors', `some from 0 to ${end - 1}`, `${from} to ${to - 1}`);
}
