import { availableParallelism } from 'node:os';
import type { Command } from '../context.ts';
import { workAtQueue } from '../queue/work.ts';
import { asUsage, UsageError } from '../usage-error.ts';
import { wholeOption } from '../whole-option.ts';

export const worker: Command = {
  name: 'worker',
  takes: '',
  mostNames: 0,
  about: 'runs the shards that verify --queue puts on a queue, on as many machines as it is started on',
  options: [
    { name: 'queue', kind: 'text', about: 'redis://host:6379, or rediss:// for TLS: where the shards are' },
    { name: 'jobs', kind: 'text', about: 'worker threads; by default one for each core' },
    {
      name: 'takeover',
      kind: 'text',
      about: 'seconds after which the shard of a worker that fell silent goes to another',
      default: '30',
    },
  ],
  circuitOptions: 'none',
  run(context) {
    const { options } = context;
    if (options.queue === undefined) throw new UsageError('worker: --queue must be given, got nothing');
    const threads = asUsage(() =>
      wholeOption('worker', '--jobs', options.jobs, availableParallelism(), 1, 256),
    );
    const takeover = asUsage(() => wholeOption('worker', '--takeover', options.takeover, 30, 1, 3600));
    return workAtQueue(context, threads, takeover);
  },
};
