import { type CaseId, showCase } from '../circuits/case-id.ts';
import { mustBe } from '../gates/must-be.ts';
import { Campaign } from '../sim/campaign.ts';
import { chooseEngine, ENGINES, type EngineName } from '../sim/engines.ts';
import { compile } from '../sim/program.ts';
import { type Catalogue, circuitNamed } from '../verify/catalogue.ts';
import { type CounterexampleTexts, counterexampleOf, counterexampleTexts } from '../verify/counterexample.ts';
import { blaming, RecordError } from '../verify/record-error.ts';
import { referenceOf } from '../verify/reference-of.ts';
import { type UnderTest, underTest } from '../verify/under-test.ts';
import { vectorsWhere } from '../verify/vectors-where.ts';
import type { Job } from '../verify/verdict.ts';
import { fingerprintOf } from './fingerprints.ts';

/**
 * A range of all the input vectors of a circuit: plain data, and running it gives the same verdict on any machine and
 * however often. Input bit k of a vector is bit k of its number, ports in their order.
 */
export interface Shard extends CaseId {
  readonly from: number;
  readonly to: number;
  readonly engine?: EngineName;
  /** Of the netlist and the model, where its verdict is kept or comes from elsewhere. */
  readonly fingerprint?: string;
}

/** What tells a shard, or its verdict, from every other of its campaign. */
export function shardKey({
  circuit,
  params,
  from,
  to,
}: Pick<Shard, 'circuit' | 'params' | 'from' | 'to'>): string {
  return JSON.stringify([circuit, params, from, to]);
}

/** A shard in words: `incrementer(n=7) vectors 0 to 99`. */
export function showShard(shard: Pick<Shard, 'circuit' | 'params' | 'from' | 'to'>): string {
  const { from, to } = shard;
  return `${showCase(shard)} vectors ${from} to ${to - 1}`;
}

/** What a shard gave, as a journal and a queue carry it. It ends at its first wrong vector. */
export interface ShardVerdict extends CaseId {
  readonly from: number;
  readonly to: number;
  readonly checked: number;
  readonly counterexample?: CounterexampleTexts;
  /** Of its shard. */
  readonly fingerprint?: string;
}

const [LEAST_SHARD, MOST_SHARD] = [2 ** 18, 2 ** 26];

/** Above this many shards they grow, since a queue and a file system hold some ten thousand with ease. */
const MOST_SHARDS = 2 ** 16;

/** Input bits up to which one machine tries every vector; a campaign on many goes up to MOST_EXHAUSTIVE_BITS. */
export const MOST_LOCAL_BITS = 40;

/**
 * The shards of a job that together try every input vector, or every one that it asks for, in order: a thousand where their sizes allow
 * it: none so small that starting it costs, none so large that losing it hurts. Throws where the input has more bits than `most`.
 */
export function planShards(job: Job, catalogue: Catalogue, most: number = MOST_LOCAL_BITS): Shard[] {
  const circuit = circuitNamed(job.circuit, catalogue);
  const { from, to, bits } = vectorsWhere(circuit, job.params, job.where);
  const where = showCase(job);
  if (bits > most)
    throw mustBe(`verify ${where}`, 'number of input bits with --exhaustive', `at most ${most}`, bits);
  const usual = Math.min(Math.max(2 ** Math.max(bits - 10, 0), LEAST_SHARD), MOST_SHARD);
  const size = Math.max(usual, (to - from) / MOST_SHARDS);
  const { params, engine } = job;
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, k) => ({
    circuit: job.circuit,
    params,
    from: from + k * size,
    to: Math.min(from + (k + 1) * size, to),
    ...(engine === undefined ? {} : { engine }),
  }));
}

/** Shards of one circuit follow each other, so the last one's campaign is kept. */
let last:
  | { readonly key: string; readonly subject: UnderTest; readonly campaign: Campaign; fingerprint?: string }
  | undefined;

/** Tries the vectors of a shard. `vectorsAhead` is how many this thread may be asked in all, for the choice of engine. */
export function runShard(shard: Shard, vectorsAhead: number, catalogue: Catalogue): ShardVerdict {
  const { params, from, to } = shard;
  const circuit = circuitNamed(shard.circuit, catalogue);
  const engine = shard.engine === undefined ? chooseEngine(vectorsAhead) : ENGINES[shard.engine];
  const key = `${engine.name} ${showCase(shard)}`;
  if (last?.key !== key || last.subject.circuit !== circuit) {
    const subject = underTest(circuit, params);
    const program = compile(subject.observed);
    last = { key, subject, campaign: new Campaign(program, referenceOf(circuit, params), engine.create) };
  }
  const { campaign, subject } = last;
  const { fingerprint } = shard;
  if (fingerprint !== undefined) {
    last.fingerprint ??= fingerprintOf(subject);
    if (last.fingerprint !== fingerprint)
      throw new RecordError({
        who: 'verify',
        what: showCase(shard),
        rule: 'the circuit that was asked about, but has another netlist or another model here',
      });
  }
  const { checked, mismatch } = blaming(circuit, 'meaning.model', () => campaign.exhaustive(from, to));
  const own = fingerprint === undefined ? {} : { fingerprint };
  const verdict = { circuit: circuit.name, params, from, to, checked, ...own };
  if (mismatch === undefined) return verdict;
  return { ...verdict, counterexample: counterexampleTexts(counterexampleOf(subject, mismatch)) };
}
