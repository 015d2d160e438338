import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digest } from '../../src/campaign/journal-lines.ts';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { verify } from '../../src/cli/commands/verify.ts';
import { run } from '../../src/cli/run.ts';
import { checkPart } from '../../src/cli/verify-part.ts';
import { readParts } from '../../src/host/part-files.ts';
import { queueAddress } from '../../src/host/queue/address.ts';
import { VERSION } from '../../src/host/version.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { adderscope, adderscopeIn, ENVIRONMENT, MAIN, ROOT } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

const QUIET = ['--log-level', 'silent'];
/** Eight shards. */
const MULTIPLIER = ['verify', 'dadda-multiplier', '--i', '11', '--j', '10', '--exhaustive', '--jobs', '1'];

/** Three parts of a campaign, made once, and the report of a local run. */
let made = '';
let report = {};
let folder = '';
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'adderscope-'));
  for (const part of ['1/3', '2/3', '3/3'])
    expect(await run([...MULTIPLIER, '--shard', part, '--out', made, ...QUIET])).toBe(0);
  report = reportOf((await runCommand(...MULTIPLIER, '--format', 'json')).data);
}, 60_000);
afterAll(() => rmSync(made, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  cpSync(made, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A report without what differs from run to run. */
function reportOf(json: string): Record<string, unknown> {
  const { seconds: _, ...kept } = JSON.parse(json);
  return kept;
}

async function merged() {
  const { code, data } = await runCommand('merge', folder, '--format', 'json');
  return { code, report: reportOf(data) };
}

const file = (part: number, parts = 3) => join(folder, `shard-${part}-of-${parts}.ndjson`);
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

/** Changes what the lines of a file say, and makes their checksums anew. */
function forge(path: string, change: (text: string) => string): void {
  const lines = linesOf(path).map((line) => {
    const text = change(line.slice(17));
    return `${digest(text)} ${text}\n`;
  });
  writeFileSync(path, lines.join(''));
}

describe('the parts of a campaign', () => {
  test('together give the very report of a local run', async () => {
    expect(readdirSync(folder)).toEqual([1, 2, 3].map((part) => `shard-${part}-of-3.ndjson`));
    expect(await merged()).toEqual({ code: 0, report });
  });

  test('may be run again, and in other numbers of parts', async () => {
    for (const part of ['2/3', '4/5'])
      expect(await run([...MULTIPLIER, '--shard', part, '--out', folder, ...QUIET])).toBe(0);
    const { code, report: found } = await merged();
    const { troubles, ...rest } = found;
    expect([code, rest]).toEqual([0, report]);
    // The shards 3 and 8 of the eight.
    const what = 'dadda-multiplier(i=11,j=10,final=ripple-carry) vectors';
    expect(troubles).toEqual([
      { state: 'duplicate', where: 'shard-4-of-5.ndjson', what: `${what} 786432 to 1048575` },
    ]);
  });

  test('go on where they were killed', () => {
    const adder = ['verify', 'killed-adder', '--n', '10', '--exhaustive', '--jobs', '1'];
    const args = [...adder, '--load', 'test/fixtures/killed-adder.mjs', '--shard', '1/2', '--out', folder];
    rmSync(folder, { recursive: true });
    expect(adderscopeIn({ KILL_AT: String(2 ** 19 + 7) }, ...args).signal).toBe('SIGKILL');
    expect(linesOf(file(1, 2))).toHaveLength(1 + 1);
    const { code, stderr } = adderscope(...args);
    expect(code).toBe(0);
    expect(stderr).toBe('INFO: shard 1/2: 2 of 2 ranges in shard-1-of-2.ndjson, 524288 input vectors\n');
    expect(linesOf(file(1, 2))).toHaveLength(1 + 2);
  });

  test('of a mutant find the same counterexample, and each tells by its exit code', () => {
    rmSync(folder, { recursive: true });
    const load = ['--load', 'test/fixtures/killed-adder.mjs'];
    const mutant = ['verify', 'wrong-adder', '--n', '10', '--exhaustive', '--jobs', '1', ...load];
    const codes = ['1/2', '2/2'].map((part) => adderscope(...mutant, '--shard', part, '--out', folder).code);
    expect(codes).toEqual([1, 1]);
    const { code, stdout, stderr } = adderscope('merge', folder, '--format', 'json', ...load);
    expect([code, stderr]).toEqual([1, '']);
    expect(reportOf(stdout)).toEqual(reportOf(adderscope(...mutant, '--format', 'json').stdout));
  });
});

test('a circuit whose outputs are only settled together is refuted by one machine and by parts alike', async () => {
  const args = ['verify', 'wrong-mac', '--i', '2', '--j', '2', '--headroom', '0', '--exhaustive'];
  const load = ['--load', 'test/fixtures/wrong-mac.mjs', '--jobs', '1'];
  const alone = await runCommand(...args, ...load, '--format', 'json');
  expect(alone.code).toBe(1);
  const parts = join(folder, 'parts');
  expect(await run([...args, ...load, '--shard', '1/1', '--out', parts, ...QUIET])).toBe(1);
  const together = await runCommand('merge', parts, ...load.slice(0, 2), '--format', 'json');
  expect(together.code).toBe(1);
  expect(reportOf(together.data)).toEqual(reportOf(alone.data));
  expect(reportOf(together.data)).toMatchObject({
    holds: false,
    circuits: [{ failures: [{ check: 'values' }, { check: 'values' }] }],
  });
});

describe('parts of another circuit', () => {
  const MOODY = [
    'verify',
    'moody-and',
    '--n',
    '9',
    '--exhaustive',
    '--load',
    'test/fixtures/moody-and.mjs',
    '--jobs',
    '1',
  ];
  const stale = 'but moody-and(n=9) had another netlist or another model there';

  // The code is the same each time, so only what was run can tell.
  test.each(['NETLIST', 'MODEL'])('of the same code, but another %s, are refused', (name) => {
    const parts = join(folder, 'parts');
    const journal = join(folder, 'journal');
    const load = MOODY.slice(5, 7);
    expect(adderscope(...MOODY, '--shard', '1/1', '--out', parts).code).toBe(0);
    expect(adderscope('merge', parts, ...load).code).toBe(0);
    expect(adderscope(...MOODY, '--resume', journal).code).toBe(0);
    for (const args of [
      ['merge', parts, ...load],
      [...MOODY, '--shard', '1/1', '--out', parts],
      [...MOODY, '--resume', journal],
    ]) {
      const { code, stdout, stderr } = adderscopeIn({ [name]: 'or' }, ...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(stale);
    }
    expect(adderscope(...MOODY, '--resume', journal).code).toBe(0);
  });

  test('of code that imports something else by now are refused', () => {
    const code = join(folder, 'code');
    cpSync(join(ROOT, 'test/fixtures/cases/resume-stale-import'), code, { recursive: true });
    const gates = join(code, 'gates.mjs');
    const wrong = readFileSync(gates, 'utf8');
    writeFileSync(gates, wrong.replace('g.or', 'g.and'));
    const load = ['--load', join(code, 'circuit.mjs')];
    const args = ['verify', 'my-and', '--n', '9', '--exhaustive', ...load];
    const [journal, parts] = [join(folder, 'journal'), join(folder, 'parts')];
    const commands = [
      [...args, '--resume', journal],
      [...args, '--shard', '1/1', '--out', parts],
      ['merge', parts, ...load],
    ];
    expect(commands.map((command) => adderscope(...command).code)).toEqual([0, 0, 0]);
    writeFileSync(gates, wrong);
    const ended = commands.map((command) => adderscope(...command));
    expect(ended.map(({ code, stdout }) => [code, stdout])).toEqual([2, 2, 2].map((code) => [code, '']));
    for (const { stderr } of ended) expect(stderr).toMatch(/^ERROR: (verify|merge): .* must be .*\n$/);
    expect(adderscope(...args, '--resume', join(folder, 'new')).code).toBe(1);
  });
});

describe('never holds with a hole', () => {
  const what = 'dadda-multiplier(i=11,j=10,final=ripple-carry) vectors';

  test.each([
    [1, { state: 'missing', where: '1/3', what: `${what} 0 to 262143 and 2 more` }],
    [2, { state: 'missing', where: '2/3', what: `${what} 262144 to 524287 and 2 more` }],
    [3, { state: 'missing', where: '3/3', what: `${what} 524288 to 786431 and 1 more` }],
  ])('part %i is missing', async (part, trouble) => {
    rmSync(file(part));
    const { code, report: found } = await merged();
    expect(code).toBe(1);
    expect(found).toMatchObject({ holds: false, troubles: [trouble] });
  });

  test('says what to run again', () => {
    rmSync(file(2));
    const { code, stdout, stderr } = adderscope('merge', folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^2\/3 +missing +dadda-multiplier.* vectors 262144 to 524287 and 2 more$/m);
    expect(stdout).toContain('Incomplete: 1 of 1 circuits, 1,310,720 of 2,097,152 input vectors');
    expect(stderr).toBe('WARN: 5 of 8 shards can be used; run the missing again\n');
  });

  test('a damaged line, a damaged first line', async () => {
    const lines = linesOf(file(2));
    writeFileSync(
      file(2),
      `${lines.with(2, (lines[2] ?? '').replace('"checked":262144', '"checked":262145')).join('\n')}\n`,
    );
    writeFileSync(file(3), linesOf(file(3)).slice(1).join('\n'));
    const { code, report: found } = await merged();
    expect(code).toBe(1);
    expect(found).toMatchObject({
      holds: false,
      troubles: [
        { state: 'damaged', where: 'shard-2-of-3.ndjson', what: 'line 3' },
        { state: 'damaged', where: 'shard-3-of-3.ndjson', what: 'it has no first line' },
        { state: 'missing', where: '2/3' },
        { state: 'missing', where: '3/3' },
      ],
    });
  });

  test('verdicts of fewer vectors than their shard has, and counterexamples that are none', async () => {
    forge(file(1), (text) => text.replaceAll('"checked":262144', '"checked":262143'));
    const lie = '"checked":7,"counterexample":{"inputs":{"a":"0x1"},"expected":{},"got":{}}';
    forge(file(2), (text) => text.replaceAll('"checked":262144', lie));
    const { code, report: found } = await merged();
    expect(code).toBe(1);
    expect(found).toMatchObject({ holds: false, circuits: [{ failures: [] }] });
    const { troubles } = found;
    const states = Array.isArray(troubles) ? troubles.map(({ state, where }) => `${state} ${where}`) : [];
    expect(states).toEqual([
      ...new Array(3).fill('foreign shard-1-of-3.ndjson'),
      ...new Array(3).fill('unfounded shard-2-of-3.ndjson'),
      'missing 1/3',
      'missing 2/3',
    ]);
  });

  test('lines lost, doubled and moved about: all is right only when every shard is there', () => {
    const heads = [1, 2, 3].map((part) => linesOf(file(part))[0] ?? '');
    const body = [1, 2, 3].flatMap((part) => linesOf(file(part)).slice(1));
    expect(body).toHaveLength(8);
    const placed = fc.array(fc.tuple(fc.nat(2), fc.nat(7)), { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(placed, (places) => {
        for (const [k, head] of heads.entries()) {
          const own = places.filter(([part]) => part === k).map(([, line]) => `${body[line]}\n`);
          writeFileSync(file(k + 1), `${head}\n${own.join('')}`);
        }
        const { tally, troubles, done } = readParts({ who: 'merge', folder }, VERSION, CATALOGUE);
        const there = new Set(places.map(([, line]) => line)).size;
        expect([done, tally.results()[0]?.allRight]).toEqual([there, there === 8]);
        expect(troubles.some(({ state }) => state === 'missing')).toBe(there < 8);
        expect(troubles.filter(({ state }) => state === 'duplicate')).toHaveLength(places.length - there);
      }),
    );
  });
});

describe('of another campaign', () => {
  test('a file is named and left out', async () => {
    const other = ['verify', 'dadda-multiplier', '--i', '10', '--j', '10', '--exhaustive', '--jobs', '1'];
    expect(await run([...other, '--shard', '1/4', '--out', folder, ...QUIET])).toBe(0);
    const { code, report: found } = await merged();
    const { troubles, ...rest } = found;
    expect([code, rest]).toEqual([0, report]);
    expect(troubles).toEqual([
      { state: 'foreign', where: 'shard-1-of-4.ndjson', what: 'all of it is of another campaign' },
    ]);
    rmSync(file(3));
    expect(await merged()).toMatchObject({ code: 1, report: { holds: false } });
  });

  test('a part is not run into its file', async () => {
    const other = ['verify', 'dadda-multiplier', '--i', '10', '--j', '10', '--exhaustive'];
    const { code, stderr } = adderscope(...other, '--shard', '1/3', '--out', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('verify: --out must be a folder of this same campaign');
    expect(await merged()).toEqual({ code: 0, report });
  });

  test('another version is refused, and a plan that is not what this version plans', () => {
    for (const part of [1, 2, 3])
      forge(file(part), (text) => text.replace(`"version":"${VERSION}"`, '"version":"9.9.9"'));
    const { code, stderr } = adderscope('merge', folder);
    expect([code, stderr]).toEqual([
      2,
      `ERROR: merge: shards must be of this version, ${VERSION}, got those of 9.9.9\n`,
    ]);
    for (const part of [1, 2, 3])
      forge(file(part), (text) => text.replace('9.9.9', VERSION).replace('11', '12'));
    expect(() => readParts({ who: 'merge', folder }, VERSION, CATALOGUE)).toThrow(
      `merge: shards must be those that version ${VERSION} plans here, got others in '${folder}'`,
    );
  });
});

/** A file system of a few pages, where this machine lets us make one. */
function smallDisk(path: string, size: string): boolean {
  mkdirSync(path, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', path]).status === 0;
}

const probe = mkdtempSync(join(tmpdir(), 'adderscope-'));
const canMount = smallDisk(probe, '4k');
if (canMount) spawnSync('umount', [probe]);
rmSync(probe, { recursive: true });

describe('a full disk is said in one line, loses nothing, and the work goes on when there is room', () => {
  test.skipIf(!canMount)('while a part is run', async () => {
    const disk = join(folder, 'disk');
    // A page for the lock, and one for the shards.
    expect(smallDisk(disk, '8k')).toBe(true);
    try {
      const args = [...MULTIPLIER.with(3, '13'), '--shard', '1/1', '--out', disk];
      const { code, stderr } = adderscope(...args);
      expect(code).toBe(2);
      expect(stderr).toBe(
        `ERROR: verify: --out must be a folder that can be written, got '${disk}' (ENOSPC: no space left on device, write)\n`,
      );
      const before = linesOf(join(disk, 'shard-1-of-1.ndjson')).length;
      expect(before).toBeGreaterThan(3);
      expect(spawnSync('mount', ['-o', 'remount,size=1m', disk]).status).toBe(0);
      expect(await run([...args, ...QUIET])).toBe(0);
      const { code: mergeCode, data } = await runCommand('merge', disk, '--format', 'json');
      expect([mergeCode, JSON.parse(data).holds]).toEqual([0, true]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test.skipIf(!canMount)('while the report is written', async () => {
    const disk = join(folder, 'disk');
    expect(smallDisk(disk, '4k')).toBe(true);
    try {
      // A page for the name is all there is.
      writeFileSync(join(disk, 'full'), 'x'.repeat(4000));
      const out = join(disk, 'report.json');
      const args = ['merge', folder, '--format', 'json', '--out', out];
      const { code, stdout, stderr } = adderscope(...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(
        /^ERROR: adderscope: --out must be a file that can be written, got '.*' \(ENOSPC.*\n$/,
      );
      expect(readdirSync(disk)).toEqual(['full']);
      rmSync(join(disk, 'full'));
      expect(adderscope(...args).code).toBe(0);
      expect(reportOf(readFileSync(out, 'utf8'))).toEqual(report);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('while stdout is written', async () => {
    const command = `"${process.execPath}" "${MAIN}" merge "${folder}" > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      cwd: ROOT,
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^ERROR: adderscope: stdout must be something that can be written \(ENOSPC.*\)\n$/,
    );
    expect(await merged()).toEqual({ code: 0, report });
  });
});

describe('what makes no sense is said', () => {
  test.each([
    ['merge', "merge: folder must be given, got 'nothing'"],
    ['merge src', "merge: folder must hold what verify --shard K/N --out wrote, got 'src' with none"],
    [
      'merge nonesuch',
      "merge: folder must be one that can be read, got 'nonesuch' (ENOENT: no such file or directory, scandir 'nonesuch')",
    ],
    [
      'verify dadda-multiplier --i 10 --j 10 --exhaustive --shard 1/2',
      "verify: --shard must be with --out and a folder, got '1/2'",
    ],
    ['worker', 'worker: --queue must be given, got nothing'],
  ])('%s', (line, text) => {
    const { code, stderr } = adderscope(...line.split(' '));
    expect({ code, stderr }).toEqual({ code: 2, stderr: `ERROR: ${text}\n` });
  });

  test.each([
    ['--plan', '--plan must come with --exhaustive'],
    ['--shard 1/2', '--shard must come with --exhaustive'],
    ['--resume x', '--resume must come with --exhaustive'],
    ['--keep-going', '--keep-going must come with --exhaustive'],
    ['--queue redis://h', '--queue must come with --exhaustive or --attach'],
    ['--queue redis://h --exhaustive --retry', '--retry must come with --attach'],
    ['--cancel', '--cancel must come with --attach'],
    ['--attach x', '--attach must come with --queue'],
    ['F1 --attach x --queue redis://h', "--attach must be without circuits and claims, got 'F1'"],
    ['--exhaustive --plan --resume x', "--resume must be left out beside --plan, got 'x'"],
    [
      '--exhaustive --shard 1/2 --out x --queue redis://:s3cret@h',
      "--shard must be left out beside --queue, got '1/2'",
    ],
    ['--attach x --queue redis://:s3cret@h --jobs 2', "--jobs must be left out beside --queue, got '2'"],
    ['--queue redis://:s3cret@h --queue redis://h', "--queue must be given once, got 'what it was'"],
  ])('verify %s', (line, text) => {
    expect(() => readCommandLine(`verify ${line}`.split(' '), verify, CATALOGUE)).toThrow(`verify: ${text}`);
  });

  test.each(['0/2', '3/2', '1', 'one', '1/2/3', '-1/2'])('--shard %s', (raw) => {
    const line = ['verify', '--exhaustive', '--out', 'x', '--shard', raw];
    expect(() => readCommandLine(line, verify, CATALOGUE)).toThrow(
      `verify: --shard must be K/N with 1 <= K <= N, got '${raw}'`,
    );
  });

  test('--shard 1/5 of four', () => {
    expect(() => checkPart({ part: 1, parts: 5 }, 4)).toThrow(
      "verify: --shard must be K/N with 1 <= K <= N <= 4, got '1/5'",
    );
  });

  test.each(['localhost:6379', 'http://localhost', 'redis://', 'redis://h/x', 'redis//:s3cret@h', undefined])(
    '--queue %s',
    (raw) => {
      expect(() => queueAddress('worker', '--queue', raw)).toThrow(
        'worker: --queue must be redis://[user:password@]host[:port][/database] or rediss://..., got something else',
      );
    },
  );

  test('an address is shown without what is secret', () => {
    const shown = (raw: string) => queueAddress('verify', '--queue', raw).shown;
    expect(shown('redis://user:s3cret@host:7000/3?password=s3cret')).toBe('redis://host:7000/3');
    expect(shown('rediss://:s3cret@[::1]')).toBe('rediss://[::1]');
  });
});

test('the plan is a record a line, all that a shard is', async () => {
  const { data } = await runCommand(...MULTIPLIER, '--plan', '--format', 'ndjson');
  const records = data.trimEnd().split('\n');
  expect(records).toHaveLength(8);
  expect(JSON.parse(records[7] ?? '')).toEqual({
    version: VERSION,
    check: 'values',
    circuit: 'dadda-multiplier',
    params: { i: 11, j: 10, final: 'ripple-carry' },
    from: 7 * 2 ** 18,
    to: 2 ** 21,
    seed: 1,
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  appendFileSync(join(folder, 'note.txt'), 'other files in the folder are left alone');
  expect(await merged()).toEqual({ code: 0, report });
});
