import { availableParallelism } from 'node:os';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { type Command, optionValue } from '../context.ts';
import { queueAddress } from '../queue/address.ts';
import { workAtQueue } from '../queue/work.ts';
import { whole } from '../readers.ts';
import { jobsOption } from '../shared-options.ts';

const JOBS = jobsOption();

const TAKEOVER = {
  name: 'takeover',
  kind: 'text',
  about: 'seconds after which the shard of a worker that fell silent goes to another',
  default: '30',
  parse: whole(1, 3600),
} as const;

export const worker: Command = {
  name: 'worker',
  takes: '',
  mostNames: 0,
  about: 'runs the shards that verify --queue puts on a queue, on as many machines as it is started on',
  options: [
    {
      name: 'queue',
      kind: 'text',
      about: 'redis://host:6379, or rediss:// for TLS: where the shards are',
      parse: queueAddress,
      isSecret: true,
    },
    JOBS,
    TAKEOVER,
  ],
  without: ['format', 'out'],
  circuitOptions: 'none',
  run(context) {
    const { options } = context;
    if (options.queue === undefined) throw mustBe('worker', '--queue', 'given', said('nothing'));
    const threads = optionValue(options, JOBS) ?? availableParallelism();
    return workAtQueue(context, threads, optionValue(options, TAKEOVER));
  },
};
