import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AnyValues } from '../src/circuits/params.ts';

/** Vectors a second of one thread, and of a thread on each core together, by the clock. */
export interface AcrossCores {
  readonly one: number;
  readonly all: number;
  readonly threads: number;
}

/** What a thread does: random vectors, checked, on generated code; a message starts each second of it. */
const THREAD = (dist: string) => `(async () => {
  const { parentPort, workerData } = require('node:worker_threads');
  const of = (name) => import('${dist}' + name + '.js');
  const [{ buildCircuit }, { CIRCUITS }, { Campaign }, { LANES }, { ENGINES }, { compile }, { referenceOf }] =
    await Promise.all([of('circuits/circuit'), of('circuits/index'), of('sim/campaign'), of('sim/check-kernel'),
      of('sim/engines'), of('sim/program'), of('verify/reference-of')]);
  const circuit = CIRCUITS.find(({ name }) => name === workerData.circuit);
  const program = compile(buildCircuit(circuit, workerData.params));
  const campaign = new Campaign(program, referenceOf(circuit, workerData.params), ENGINES.generated.create);
  let block = 0;
  const runFor = (milliseconds) => {
    const first = block;
    const start = performance.now();
    while (performance.now() < start + milliseconds)
      for (let k = 0; k < 16; k++, block++)
        if (campaign.random(workerData.seed, block * LANES, (block + 1) * LANES).mismatch !== undefined)
          throw new Error('a campaign must find no mismatch in a right circuit');
    return (1000 * (block - first) * LANES) / (performance.now() - start);
  };
  runFor(500);
  parentPort.on('message', () => parentPort.postMessage(runFor(1000)));
  parentPort.postMessage('ready');
})();`;

/** The next message of a thread; rejects where the thread fails first. */
async function next(worker: Worker): Promise<unknown> {
  const [message]: unknown[] = await once(worker, 'message');
  return message;
}

/** The median over rounds in which one thread and all threads take turns. It needs `npm run build`. */
export async function acrossCores(circuit: string, params: AnyValues, rounds: number): Promise<AcrossCores> {
  const threads = availableParallelism();
  const code = THREAD(new URL('../dist/', import.meta.url).href);
  const workers = Array.from(
    { length: threads },
    (_, k) => new Worker(code, { eval: true, workerData: { circuit, params, seed: k + 1 } }),
  );
  await Promise.all(workers.map(next));
  const rate = async (some: readonly Worker[]) => {
    const rates = await Promise.all(
      some.map((worker) => {
        const answer = next(worker);
        worker.postMessage('go');
        return answer;
      }),
    );
    return rates.reduce<number>((sum, one) => sum + Number(one), 0);
  };
  const found: { one: number; all: number }[] = [];
  for (let round = 0; round < rounds; round++)
    found.push({ one: await rate(workers.slice(0, 1)), all: await rate(workers) });
  await Promise.all(workers.map((worker) => worker.terminate()));
  found.sort((x, y) => x.all / x.one - y.all / y.one);
  return { ...(found[rounds >> 1] ?? { one: 0, all: 0 }), threads };
}
