import { availableParallelism } from 'node:os';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { queueAddress } from '../../host/queue/address.ts';
import { workAtQueue } from '../../host/queue/work.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { interruptible } from '../interruptible.ts';
import { whole } from '../readers.ts';
import { jobsOption } from '../shared-options.ts';

export const worker = defineCommand({
  name: 'worker',
  takes: '',
  mostNames: 0,
  about: 'runs the shards that verify --queue puts on a queue, on as many machines as it is started on',
  options: {
    queue: {
      about: 'redis://host:6379, or rediss:// for TLS: where the shards are',
      parse: queueAddress,
      isSecret: true,
    },
    jobs: jobsOption(),
    takeover: {
      about: 'seconds after which the shard of a worker that fell silent goes to another',
      parse: whole(1, 3600),
      default: '30',
    },
  },
  without: ['format', 'out'],
  circuitOptions: 'none',
  async run({ options, catalogue, load, log }) {
    const { queue: address, jobs: threads = availableParallelism(), takeover } = options;
    if (address === undefined) throw mustBe('worker', '--queue', 'given', said('nothing'));
    await interruptible(async (signal) => {
      const end = await workAtQueue({ address, threads, takeover, catalogue, load, log, signal });
      if (end === 'lost') process.exit(EXIT.interrupted);
    });
    return EXIT.interrupted;
  },
});
