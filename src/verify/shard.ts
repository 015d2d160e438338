import { type AnyCircuit, buildObserved, modelOf, netlistName } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { mustBe } from '../gates/must-be.ts';
import { Campaign, MOST_EXHAUSTIVE_BITS } from '../sim/campaign.ts';
import { chooseEngine, ENGINES, type EngineName } from '../sim/engines.ts';
import { compile } from '../sim/program.ts';
import { type Catalogue, circuitNamed } from './catalogue.ts';
import { counterexampleOf } from './counterexample.ts';
import { referenceOf } from './reference-of.ts';
import type { Counterexample, Job } from './verdict.ts';

/**
 * A range of all the input vectors of a circuit: plain data, and running it gives the same verdict on any machine and
 * however often. Input bit k of a vector is bit k of its number, ports in their order.
 */
export interface Shard {
  readonly circuit: string;
  readonly params: AnyValues;
  readonly from: number;
  readonly to: number;
  readonly engine?: EngineName;
}

/** What a shard gave. It ends at its first wrong vector. */
export interface ShardVerdict {
  readonly circuit: string;
  readonly params: AnyValues;
  readonly from: number;
  readonly to: number;
  readonly checked: number;
  readonly counterexample?: Counterexample;
}

const [LEAST_SHARD, MOST_SHARD] = [2 ** 18, 2 ** 26];

/**
 * The shards of a job that together try every input vector, in order: about a thousand, none so small that starting it
 * costs, none so large that losing it hurts. Throws where there are more than 2^40 vectors.
 */
export function planShards(job: Job, catalogue: Catalogue): Shard[] {
  const circuit = circuitNamed(job.circuit, catalogue);
  const bits = Object.values(circuit.inputs(job.params)).reduce((sum, width) => sum + width, 0);
  const where = netlistName(circuit, job.params);
  if (bits > MOST_EXHAUSTIVE_BITS)
    throw mustBe(
      `verify ${where}`,
      'number of input bits with --exhaustive',
      `at most ${MOST_EXHAUSTIVE_BITS}`,
      bits,
    );
  const all = 2 ** bits;
  const size = Math.min(Math.max(2 ** Math.max(bits - 10, 0), LEAST_SHARD), MOST_SHARD);
  const { params, engine } = job;
  return Array.from({ length: Math.ceil(all / size) }, (_, k) => ({
    circuit: job.circuit,
    params,
    from: k * size,
    to: Math.min((k + 1) * size, all),
    ...(engine === undefined ? {} : { engine }),
  }));
}

/** Shards of one circuit follow each other, so the last one's campaign is kept. */
let last: { readonly key: string; readonly circuit: AnyCircuit; readonly campaign: Campaign } | undefined;

/** Tries the vectors of a shard. `vectorsAhead` is how many this thread may be asked in all, for the choice of engine. */
export function runShard(shard: Shard, vectorsAhead: number, catalogue: Catalogue): ShardVerdict {
  const { params, from, to } = shard;
  const circuit = circuitNamed(shard.circuit, catalogue);
  const engine = shard.engine === undefined ? chooseEngine(vectorsAhead) : ENGINES[shard.engine];
  const key = `${engine.name} ${netlistName(circuit, params)}`;
  if (last?.key !== key || last.circuit !== circuit) {
    const program = compile(buildObserved(circuit, params));
    last = { key, circuit, campaign: new Campaign(program, referenceOf(circuit, params), engine.create) };
  }
  const { checked, mismatch } = last.campaign.exhaustive(from, to);
  const verdict = { circuit: circuit.name, params, from, to, checked };
  if (mismatch === undefined) return verdict;
  const netlist = buildObserved(circuit, params);
  return { ...verdict, counterexample: counterexampleOf(netlist, modelOf(circuit, params), mismatch) };
}
