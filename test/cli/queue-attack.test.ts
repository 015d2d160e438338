import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { VERSION } from '../../src/host/version.ts';
import { RedisServer } from '../support/redis.ts';
import { Running, stopAll } from '../support/running.ts';
import { isThere, needsTool } from '../support/tool.ts';

const test = needsTool('redis-server');
const PATIENT = { timeout: 120_000 };

const redis = new RedisServer();
const queue = (user = '') => ['--queue', `redis://${user}127.0.0.1:${redis.port}`];
const ASK = ['verify', 'incrementer', '--n', '12', '--exhaustive'];

beforeAll(async () => {
  if (isThere('redis-server')) await redis.start();
});
afterEach(async () => {
  await stopAll();
  if (redis.isRunning) await atRedis((client) => client.flushall());
});
afterAll(() => redis.remove());

async function atRedis<T>(body: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redis.port, { maxRetriesPerRequest: null });
  try {
    return await body(client);
  } finally {
    client.disconnect();
  }
}

/** What a command that cannot go on ends with: 2 and one line. */
async function refused(...args: readonly string[]): Promise<string> {
  const run = new Running(args);
  expect(await run.end()).toMatchObject({ code: 2 });
  expect(run.stderr).toMatch(/^ERROR: [^\n]*\n$/);
  return run.stderr;
}

/** A question that can be read, of a number of shards that cannot be. */
function ofSo(shards: number): string {
  const selection = { names: ['mac'], params: {}, checks: ['values'], seed: 1 };
  return JSON.stringify({ question: { version: '1', selection, keepGoing: false }, shards });
}

describe('a Redis that holds something else', () => {
  test.each([
    '{',
    'null',
    '7',
    '{"question":{"version":"1"},"shards":1}',
    '{"question":null}',
    ...[-1, 1e12].map(ofSo),
  ])('for a question: %s', PATIENT, async (text) => {
    await atRedis(async (client) => {
      await client.set('adderscope:campaign:abc:question', text);
      await client.sadd('adderscope:open', 'abc');
    });
    expect(await refused('verify', '--attach', 'abc', ...queue())).toContain(
      'queue: campaign abc must be one that can be read, got something else under its name',
    );
  });

  test('under a key of ours, for whoever asks and for workers', PATIENT, async () => {
    await atRedis((client) => client.set('adderscope:open', 'text'));
    const text = `--queue must be a Redis that does what is asked, got redis://127.0.0.1:${redis.port} (WRONGTYPE `;
    expect(await refused('verify', '--attach', 'abc', ...queue())).toContain(`verify: ${text}`);
    expect(await refused(...ASK, ...queue())).toContain(`verify: ${text}`);
    expect(await refused('worker', '--jobs', '1', ...queue())).toContain(`worker: ${text}`);
  });

  test('or does not let a user do it', PATIENT, async () => {
    await atRedis((client) =>
      client.call('ACL', 'SETUSER', 'guest', 'on', '>x', '~*', '+@read', '+@connection', '+info', '+client'),
    );
    expect(await refused(...ASK, ...queue('guest:x@'))).toContain('(NOPERM ');
    const worker = new Running(['worker', '--jobs', '1', ...queue('guest:x@')]);
    expect(await worker.end()).toMatchObject({ code: 2 });
    expect(worker.stderr).toContain('worker: --queue must be a Redis that does what is asked, got ');
    expect(worker.stderr).not.toContain('    at ');
  });

  test('not even tell its version', PATIENT, async () => {
    await atRedis((client) => client.call('ACL', 'SETUSER', 'blind', 'on', '>x', '~*', '+@all', '-info'));
    for (const args of [ASK, ['worker', '--jobs', '1']]) {
      const run = new Running([...args, ...queue('blind:x@')]);
      expect(await run.end()).toMatchObject({ code: 2 });
      expect(run.stderr).toContain('--queue must be a Redis that lets us in, got ');
      expect(run.stderr).not.toContain('    at ');
    }
  });
});

test('verdicts that cannot be read are told, and end in a shard that is set aside', PATIENT, async () => {
  const asker = new Running([...ASK, ...queue(), '--format', 'json']);
  await asker.saying(/come back to it with/);
  const [, id] = /campaign (\w+) is at/.exec(asker.stderr) ?? [];
  await atRedis(async (client) => {
    const key = `adderscope:campaign:${id}:verdicts`;
    for (const text of ['null', '{', '7', '{"circuit":"incrementer"}'])
      await client.xadd(key, '*', 'index', '0', 'verdict', text);
  });
  expect(await asker.end()).toMatchObject({ code: 1 });
  expect(asker.stderr).toContain('verdict of shard 0: it cannot be read, so it counts for nothing');
  expect(asker.stderr).toContain('was set aside: 4 verdicts were no use');
  expect(JSON.parse(asker.stdout)).toMatchObject({ holds: false });
});

test(
  'shards that are none are refused before anything is built, and the worker goes on',
  PATIENT,
  async () => {
    const worker = new Running(['worker', '--jobs', '1', ...queue()]);
    await worker.saying(/threads at/);
    await atRedis(async (client) => {
      const shards = new Queue(`shards-${VERSION}`, { connection: client, prefix: 'adderscope' });
      const shard = { circuit: 'dadda-multiplier', params: { i: 30000, j: 30000 }, from: 0, to: 1 };
      await client.set('adderscope:campaign:abc:question', 'x');
      const job = { campaign: 'abc', index: 0, shard, vectors: 1, keepGoing: true };
      await shards.add('abc', null);
      await shards.add('abc', job);
      await shards.add('abc', { ...job, index: 1, shard: { ...shard, params: { i: 4, j: 4 }, to: 2 ** 40 } });
      await shards.add('abc', { ...job, index: 2, shard: { ...shard, circuit: 'nonesuch' } });
    });
    await worker.saying(/a shard must be one that can be read/);
    await worker.saying(
      /shard 0 of campaign abc failed, attempt 1: dadda-multiplier: i must be a whole number from 1 to 64, got 30000/,
    );
    await worker.saying(
      /shard 1 of campaign abc failed, attempt 1: shard of dadda-multiplier: vectors must be some from 0 to 255/,
    );
    await worker.saying(/shard 2 of campaign abc failed, attempt 1: catalogue: circuit must be one of /);
    await atRedis((client) => client.del('adderscope:campaign:abc:question'));
    const asker = new Running([...ASK, ...queue(), '--format', 'json']);
    expect(await asker.end()).toMatchObject({ code: 0 });
  },
);
