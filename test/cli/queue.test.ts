import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { freePort, RedisServer } from '../support/redis.ts';
import { runCommand } from '../support/run-command.ts';
import { everyRun, Running, stopAll } from '../support/running.ts';
import { isThere, needsTool } from '../support/tool.ts';

const test = needsTool('redis-server');

/** Many processes start here, which takes long where the machine is busy. */
const PATIENT = { timeout: 240_000 };

/** In the address the @ is written in another way; both must stay out of every message. */
const [PASSWORD, WRITTEN, SECRET] = ['a@s3cret', 'a%40s3cret', 's3cret'];

const LOAD = ['--load', 'test/fixtures/killed-adder.mjs'];
const MULTIPLIER = ['verify', 'dadda-multiplier', '--i', '12', '--j', '12', '--exhaustive'];
/** Four shards, whose vectors are tried one by one. */
const ADDER = ['verify', 'killed-adder', '--n', '10', '--exhaustive', ...LOAD];
const MUTANT = ['verify', 'wrong-adder', '--n', '10', '--exhaustive', ...LOAD];
const MAC_LOAD = ['--load', 'test/fixtures/wrong-mac.mjs'];
const MAC = ['verify', 'wrong-mac', '--i', '2', '--j', '2', '--headroom', '0', '--exhaustive', ...MAC_LOAD];
const FLOATS = ['verify', 'float-adder', '--e', '4', '--f', '5', '--rounding', 'toward-zero', '--exhaustive'];

const redis = new RedisServer('--requirepass', PASSWORD);
let folder = '';
const queue = (secret = WRITTEN, port = redis.port) => ['--queue', `redis://:${secret}@127.0.0.1:${port}`];
const ask = (...args: string[]) => new Running([...args, ...queue(), '--format', 'json']);
const attach = (id: string, ...args: string[]) => ask('verify', '--attach', id, ...args);

/** A worker that is at the queue, and takes shards over after two seconds. */
async function work(args: readonly string[] = [], variables: NodeJS.ProcessEnv = {}): Promise<Running> {
  const worker = new Running(['worker', '--jobs', '1', '--takeover', '2', ...args, ...queue()], variables);
  await worker.saying(/threads at/);
  return worker;
}

/** The name of a campaign, once it is at the queue. */
async function campaignOf(asker: Running): Promise<string> {
  await asker.saying(/come back to it with/);
  const [, id] = /campaign (\w+) is at/.exec(asker.stderr) ?? [];
  if (id === undefined) throw new Error(`a campaign must have a name: ${asker.stderr}`);
  return id;
}

/** A report without what differs from run to run. */
function reportOf(json: string): Record<string, unknown> {
  const { seconds: _, ...report } = JSON.parse(json);
  return report;
}

const locals = new Map<string, Promise<Record<string, unknown>>>();

/** The report of a local run; each is made once. */
function local(...args: string[]): Promise<Record<string, unknown>> {
  const known =
    locals.get(args.join(' ')) ??
    runCommand(...args, '--jobs', '1', '--format', 'json').then(({ data }) => reportOf(data));
  locals.set(args.join(' '), known);
  return known;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
});
beforeEach(async () => {
  if (isThere('redis-server') && !redis.isRunning) await redis.start();
});
afterEach(async () => {
  await stopAll();
  if (redis.isRunning) await atRedis((client) => client.flushall());
});
afterAll(async () => {
  await redis.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What the test itself says to Redis, beside the command. */
async function atRedis<T>(body: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redis.port, { password: PASSWORD, maxRetriesPerRequest: null });
  try {
    return await body(client);
  } finally {
    client.disconnect();
  }
}

describe('two workers give the very report of a local run', () => {
  test('of an exhaustive 12 by 12 and a mode of a floating-point adder', PATIENT, async () => {
    const workers = await Promise.all([work(), work()]);
    for (const args of [MULTIPLIER, FLOATS]) {
      const asker = ask(...args);
      expect(await asker.end()).toMatchObject({ code: 0 });
      expect(reportOf(asker.stdout)).toEqual(await local(...args));
      expect(asker.stderr).toMatch(/50 % done, \d+ million vectors a second, \d+ s left/);
    }
    // The list of processes shows no password either.
    const ids = workers.map((worker) => String(worker.process.pid)).join();
    const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', ids], { encoding: 'utf8' });
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'adderscope worker',
      'adderscope worker',
      '',
    ]);
    const ends = await Promise.all(workers.map((worker) => worker.stop()));
    expect(ends).toMatchObject([{ code: 130 }, { code: 130 }]);
    const done = workers.map(({ stderr }) => Number(/left after (\d+) shards/.exec(stderr)?.[1]));
    expect(done.reduce((sum, shards) => sum + shards, 0)).toBe(64 + 8);
  });

  test('also when a worker is killed in the middle of a shard', PATIENT, async () => {
    const killed = await work(LOAD, { KILL_AT: String(2 ** 19 + 7) });
    const asker = ask(...ADDER);
    expect(await killed.end()).toMatchObject({ signal: 'SIGKILL' });
    const other = await work(LOAD);
    expect(await asker.end()).toMatchObject({ code: 0 });
    expect(reportOf(asker.stdout)).toEqual(await local(...ADDER));
    expect(other.stderr).toContain('is taken over from a worker that fell silent');
  });

  test(
    'also when Redis is killed under a running shard, stays away, and comes back by its append-only file',
    PATIENT,
    async () => {
      const pipe = join(folder, 'pipe');
      expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
      const worker = await work(LOAD, { HOLD_AT: String(2 ** 19 + 7), HOLD_PIPE: pipe });
      const asker = ask(...ADDER);
      await worker.saying(/held/);
      await redis.kill();
      await Promise.all([
        asker.saying(/is gone; it is tried again/),
        worker.saying(/is gone; it is tried again/),
      ]);
      await writeFile(pipe, 'go on');
      await redis.start();
      expect(await asker.end()).toMatchObject({ code: 0 });
      expect(asker.stderr).toContain('is back');
      expect(reportOf(asker.stdout)).toEqual(await local(...ADDER));
    },
  );

  test('also when Redis comes back without anything it knew', PATIENT, async () => {
    const asker = ask(...ADDER);
    await campaignOf(asker);
    await redis.kill();
    await asker.saying(/is gone/);
    rmSync(join(redis.folder, 'appendonlydir'), { recursive: true });
    await redis.start();
    await asker.saying(/is back/);
    const worker = await work(LOAD);
    expect(await asker.end()).toMatchObject({ code: 0 });
    expect(reportOf(asker.stdout)).toEqual(await local(...ADDER));
    // Nobody has to wait for a Redis to end a worker.
    await redis.kill();
    await worker.saying(/is gone; it is tried again/);
    await worker.stop();
    expect(worker.stderr).toContain('the queue is gone, so the shards under way are left to others');
  });

  test('also when every shard is delivered twice', PATIENT, async () => {
    const asker = ask(...ADDER);
    const id = await campaignOf(asker);
    await asker.saying(/no worker of this version/);
    await atRedis(async (client) => {
      const [key = ''] = await client.keys('adderscope:shards-*:id');
      const name = key.split(':')[1] ?? '';
      const shards = new Queue(name, { connection: client, prefix: 'adderscope' });
      const waiting = await shards.getWaiting();
      expect(waiting).toHaveLength(4);
      for (const { data } of waiting)
        await shards.add(id, data, { jobId: `again-${data.index}`, lifo: true });
    });
    await work(LOAD);
    expect(await asker.end()).toMatchObject({ code: 0 });
    expect(reportOf(asker.stdout)).toEqual(await local(...ADDER));
  });
});

describe('a mutant', () => {
  test(
    'is found with the same counterexample, which stops the rest unless told to keep going',
    PATIENT,
    async () => {
      const worker = await work(LOAD);
      const asker = ask(...MUTANT);
      expect(await asker.end()).toMatchObject({ code: 1 });
      const report = await local(...MUTANT);
      expect(reportOf(asker.stdout)).toEqual(report);
      expect(report).toMatchObject({
        circuits: [{ failures: [{ counterexample: { inputs: { a: '0x5' } } }] }],
      });

      const thorough = ask(...MUTANT, '--keep-going');
      expect(await thorough.end()).toMatchObject({ code: 1 });
      const whole = await local(...MUTANT, '--keep-going');
      expect(reportOf(thorough.stdout)).toEqual(whole);
      expect(whole).not.toEqual(report);
      expect(worker.stderr).not.toContain('failed');
    },
  );

  test(
    'of a circuit whose outputs are only settled together is found, and the campaign ends',
    PATIENT,
    async () => {
      await work(MAC_LOAD);
      const asker = ask(...MAC);
      expect(await asker.end()).toMatchObject({ code: 1 });
      expect(asker.stderr).not.toContain('its counterexample is none');
      expect(reportOf(asker.stdout)).toEqual(await local(...MAC));
    },
  );
});

describe('who asked', () => {
  test('may leave, come back, ask again when all is done, and give up', PATIENT, async () => {
    const first = ask(...ADDER);
    const id = await campaignOf(first);
    expect(await first.stop('SIGINT')).toMatchObject({ code: 130 });
    expect(first.stderr).toContain(`come back with --attach ${id}`);
    expect(reportOf(first.stdout)).toMatchObject({ holds: false });

    const second = attach(id, ...LOAD);
    await work(LOAD);
    expect(await second.end()).toMatchObject({ code: 0 });
    expect(reportOf(second.stdout)).toEqual(await local(...ADDER));
    await stopAll();

    const third = attach(id, ...LOAD);
    expect(await third.end()).toMatchObject({ code: 0 });
    expect(reportOf(third.stdout)).toEqual(reportOf(second.stdout));

    expect(
      await new Running(['verify', '--attach', id, '--cancel', ...queue(), ...LOAD]).end(),
    ).toMatchObject({ code: 0 });
    expect(await atRedis((client) => client.keys('adderscope:campaign:*'))).toEqual([]);
  });

  test(
    'sees a poisoned shard set aside and named, never that all holds, and may have it tried again',
    PATIENT,
    async () => {
      const sick = await work(LOAD, { THROW_AT: String(2 ** 19 + 7) });
      const asker = ask(...ADDER);
      const id = await campaignOf(asker);
      expect(await asker.end()).toMatchObject({ code: 1 });
      expect(asker.stderr).toContain(
        'ERROR: shard 2 (killed-adder(n=10) vectors 524288 to 786431) was set aside: test/fixtures/killed-adder.mjs: circuits[0].meaning(n=10).model() must give no error, got Error: this vector is poison',
      );
      expect(sick.stderr.match(/shard 2 of campaign \w+ failed, attempt \d/g)).toHaveLength(4);
      const report = reportOf(asker.stdout);
      expect(report).toMatchObject({ holds: false, troubles: [{ shard: 2, state: 'set aside' }] });
      expect(report).toMatchObject({ circuits: [{ values: { vectors: 3 * 2 ** 18, exhaustiveCases: 0 } }] });
      await stopAll();

      await work(LOAD);
      const again = attach(id, '--retry', ...LOAD);
      expect(await again.end()).toMatchObject({ code: 0 });
      expect(reportOf(again.stdout)).toEqual(await local(...ADDER));
    },
  );

  test('is not deceived by verdicts that are wrong, at odds, or of something else', PATIENT, async () => {
    const asker = ask(...MUTANT);
    const id = await campaignOf(asker);
    await asker.saying(/no worker of this version/);
    await atRedis(async (client) => {
      const [key = ''] = await client.keys('adderscope:shards-*:id');
      const queued = new Queue(key.split(':')[1] ?? '', { connection: client, prefix: 'adderscope' });
      const [waiting] = await queued.getWaiting();
      const { fingerprint } = waiting?.data.shard ?? {};
      const tell = (index: number, verdict: object) =>
        client.xadd(
          `adderscope:campaign:${id}:verdicts`,
          '*',
          'index',
          index,
          'verdict',
          JSON.stringify(verdict),
        );
      const shard = (k: number) => ({
        ...{ circuit: 'wrong-adder', params: { n: 10 } },
        ...{ from: k * 2 ** 18, to: (k + 1) * 2 ** 18, fingerprint },
      });
      const counterexample = { inputs: { a: '0x1', b: '0x1' }, expected: { s: '0x2' }, got: { s: '0x3' } };
      await tell(2, { ...shard(2), checked: 2 ** 18 });
      await tell(1, { ...shard(1), checked: 2 ** 18 - 1 });
      await tell(0, { ...shard(0), checked: 7, counterexample });
      await tell(3, { ...shard(3), checked: 2 ** 18, fingerprint: `${fingerprint}0` });
    });
    await asker.saying(/verdict of shard 0: its counterexample is none when it is simulated here/);
    expect(asker.stderr).toContain('verdict of shard 1: it is of no shard of this campaign');
    await asker.saying(/verdict of shard 3: it is of another netlist or another model than there is here/);
    await work(LOAD);
    expect(await asker.end()).toMatchObject({ code: 1 });
    expect(asker.stderr).toContain(
      'verdict of shard 2: it is not the one that came before; the wrong vector stands',
    );
    const { troubles, ...report } = reportOf(asker.stdout);
    expect(troubles).toMatchObject([{ shard: 1 }, { shard: 0 }, { shard: 3 }, { shard: 2 }]);
    expect(report).toEqual(await local(...MUTANT));
  });
});

describe('what cannot work is said in one line', () => {
  test('another version, or other files beside the catalogue', PATIENT, async () => {
    const asker = ask(...ADDER);
    const id = await campaignOf(asker);
    const worker = new Running(['worker', ...queue()]);
    expect(await worker.end()).toMatchObject({ code: 2 });
    expect(worker.stderr).toMatch(
      /^ERROR: worker: version must be that of the campaigns at redis:\/\/127.0.0.1:\d+, [\d.]+\+\w+, got [\d.]+\n$/,
    );
    const stranger = attach(id);
    const lost = attach('nonesuch');
    expect(await stranger.end()).toMatchObject({ code: 2 });
    expect(await lost.end()).toMatchObject({ code: 2 });
    expect(lost.stderr).toBe(
      `ERROR: verify: --attach must be a campaign at the queue of ${id}, got 'nonesuch'\n`,
    );
    expect(stranger.stderr).toMatch(/^ERROR: verify: --attach must be a campaign of this version, /);
  });

  test('a wrong password', PATIENT, async () => {
    const run = new Running([...MULTIPLIER, ...queue('wrong-s3cret')]);
    expect(await run.end()).toMatchObject({ code: 2 });
    expect(run.stderr).toBe(
      `ERROR: verify: --queue must be a Redis that lets us in, got redis://127.0.0.1:${redis.port} (WRONGPASS invalid username-password pair or user is disabled.)\n`,
    );
  });

  test('nobody there', PATIENT, async () => {
    const nobody = await freePort();
    const run = new Running(['worker', ...queue(WRITTEN, nobody)]);
    expect(await run.end()).toMatchObject({ code: 2 });
    expect(run.stderr).toBe(
      `ERROR: worker: --queue must be a Redis that lets us in, got redis://127.0.0.1:${nobody} (connect ECONNREFUSED 127.0.0.1:${nobody})\n`,
    );
  });
});

test('TLS by the address', PATIENT, async () => {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const request = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=localhost',
  ];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-days', '2', ...request],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
  ]);
  expect(made.status).toBe(0);
  const port = await freePort();
  const server = new RedisServer(
    ...['--tls-port', String(port), '--tls-cert-file', certificate, '--tls-key-file', key],
    ...['--tls-auth-clients', 'no', '--requirepass', PASSWORD],
  );
  try {
    await server.start();
    const address = ['--queue', `rediss://:${WRITTEN}@localhost:${port}`];
    const variables = { NODE_EXTRA_CA_CERTS: certificate };
    const worker = new Running(['worker', '--jobs', '1', ...address, ...LOAD], variables);
    const asker = new Running([...ADDER, ...address, '--format', 'json'], variables);
    expect(await asker.end()).toMatchObject({ code: 0 });
    expect(reportOf(asker.stdout)).toMatchObject({ holds: true });
    expect(worker.stderr).toContain(`threads at rediss://localhost:${port}`);
    const unknown = new Running([...ADDER, ...address]);
    expect(await unknown.end()).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain(`got rediss://localhost:${port} (self-signed certificate`);
  } finally {
    await server.remove();
  }
});

test('nothing secret was written by any of all these processes', () => {
  expect(everyRun.length).toBeGreaterThan(30);
  for (const { stdout, stderr } of everyRun) expect(stdout + stderr).not.toContain(SECRET);
});
