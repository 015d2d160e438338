import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { writeBlif } from '../../src/formats/write-blif.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { at } from '../../src/gates/at.ts';
import { circuitNamed } from '../support/build.ts';
import { adderscope } from '../support/command-line.ts';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file of the folder; its path. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const multiplier = writeVerilog(buildCircuit(circuitNamed('dadda-multiplier'), { i: 3, j: 3 }), {
  version: '0',
});
const right = file('right.v', multiplier);
const wrong = file('wrong.v', multiplier.replace(' ^ ', ' & '));
const HEADER = 'its header says dadda-multiplier(i=3,j=3,final=ripple-carry)';

describe('every name that is given is proved, or refused', () => {
  test('a right file and a wrong one: a row each, and exit 1', async () => {
    const { code, data } = await runCommand(
      ...['prove', right, wrong, '--as', 'multiplier', '--format', 'json'],
    );
    expect(code).toBe(1);
    const { circuit, verdict, proofs } = JSON.parse(data);
    expect([circuit, verdict]).toEqual([`${wrong} (${HEADER})`, 'refuted']);
    expect(proofs).toMatchObject([
      { circuit: `${right} (${HEADER})`, verdict: 'proved' },
      { circuit: `${wrong} (${HEADER})`, verdict: 'refuted' },
    ]);
    // A link would show the catalogue's own circuit, which is right.
    expect(data).not.toContain('inspect');
  });

  test('two circuits of the catalogue', async () => {
    const { code, data } = await runCommand(
      ...'prove dadda-multiplier wallace-multiplier --i 4 --j 3 --format json'.split(' '),
    );
    expect(code).toBe(0);
    expect(JSON.parse(data).proofs).toHaveLength(2);
  });

  test('recover: a row each', async () => {
    const { data } = await runCommand('recover', right, wrong, '--format', 'json');
    expect(JSON.parse(data).recovered).toMatchObject([
      { circuit: `${right} (${HEADER})`, fa: 3, ha: 3 },
      { circuit: `${wrong} (${HEADER})` },
    ]);
  });

  test('a certificate is of one circuit', () => {
    const line = 'prove dadda-multiplier wallace-multiplier --i 4 --j 4 --certificate x';
    expect(adderscope(...line.split(' '))).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "ERROR: prove: --certificate must be asked of a circuit made of adders alone, got 'dadda-multiplier wallace-multiplier'\n",
    });
  });

  test('check-certificate takes two names and no more', () => {
    expect(adderscope('check-certificate', 'x.lpac', 'right.v', 'wrong.v')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "ERROR: check-certificate: name must be at most 2, as in <certificate> <netlist or circuit>, got 'x.lpac right.v wrong.v'\n",
    });
  });

  test.each(COMMANDS.filter(({ mostNames }) => mostNames < 100))(
    '$name takes $takes and no more',
    async ({ name, mostNames }) => {
      const names = Array.from({ length: mostNames + 1 }, (_, k) => `name${k}`);
      expect(await runCommand(name, ...names)).toEqual({ code: 2, data: '' });
    },
  );
});

test('a header that names another circuit is told beside the file, and nothing is linked', async () => {
  const path = 'test/fixtures/cases/spoofed-name/spoof.v';
  const { code, data } = await runCommand('prove', path, '--as', 'adder', '--format', 'json');
  expect(code).toBe(1);
  const row = JSON.parse(data);
  expect(row.circuit).toBe(`${path} (its header says dadda-multiplier(i=64,j=64,final=ripple-carry))`);
  expect(row).not.toHaveProperty('inspect');
});

describe('netlists of others, by the names of their ports', () => {
  const cases = 'test/fixtures/cases';
  const rowOf = async (...args: string[]) => {
    const { code, data } = await runCommand('prove', ...args, '--format', 'json');
    const { asked, verdict, counterexample } = JSON.parse(data);
    return { code, asked, verdict, counterexample };
  };

  test.each([
    ['N04/rca.v --as adder', 'sum + 16*cout = a + b + cin'],
    ['N04/rca.v --as adder --operands 4,4,1', 'sum + 16*cout = a + b + cin'],
    ['N04/addc.blif --as adder', 's + 256*cout = a + b + cin'],
    ['N06/sq.blif --as multiplier --operands a,a', 'y = a*a'],
    ['N11/smul.blif --as multiplier --signed', "p = a*b, with a, b, p in two's complement"],
  ])('%s is proved', async (line, asked) => {
    const { code, ...row } = await rowOf(...`${cases}/${line}`.split(' '));
    expect({ code, ...row }).toEqual({ code: 0, asked, verdict: 'proved', counterexample: undefined });
  });

  test('a signed multiplier that is asked as unsigned is refuted, on its ports', async () => {
    const { code, verdict, counterexample } = await rowOf(
      ...`${cases}/N11/smul.blif --as multiplier --unsigned`.split(' '),
    );
    expect([code, verdict]).toEqual([1, 'refuted']);
    const { a, b } = counterexample.inputs;
    expect(BigInt(counterexample.got.p)).not.toBe(BigInt(a) * BigInt(b));
  });

  test.each([
    [
      'N06/sq.blif --as multiplier',
      /the operands must be said by --operands, as in a,a for a square, got 'a\[4\]'$/,
    ],
    [
      'N11/smul.blif --as multiplier',
      /--signed or --unsigned must be said, since it may be right with a, b in two's complement, got nothing, and p = a\*b is false at a=\d+ b=\d+$/,
    ],
    [
      'N11/smul.blif --as multiplier --signed --unsigned',
      /--signed must be left out beside --unsigned, got 'true'$/,
    ],
    [
      'N11/smul.blif',
      /smul\.blif: --as must be one of multiplier, adder, subtractor, float-adder for a file, got 'nothing'$/,
    ],
  ])('%s is refused', (line, message) => {
    const { code, stdout, stderr } = adderscope('prove', ...`${cases}/${line}`.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim()).toMatch(message);
  });

  test('of several files, one that is refused has a row that says why, and the others are proved', () => {
    const args = `prove ${cases}/N06/sq.blif ${right} nonesuch.v --as multiplier --format json`;
    const { code, stdout } = adderscope(...args.split(' '));
    expect(code).toBe(2);
    expect(JSON.parse(stdout).proofs).toMatchObject([
      { verdict: 'refused', reason: expect.stringContaining('--operands') },
      { verdict: 'proved' },
      {
        circuit: 'nonesuch.v',
        verdict: 'refused',
        reason: expect.stringContaining('a file that can be read'),
      },
    ]);
  });

  test('a certificate of a file, made and checked by the same roles', async () => {
    const certificate = join(folder, 'rca.lpac');
    const asked = `${cases}/N04/rca.v --as adder`.split(' ');
    expect((await runCommand('prove', ...asked, '--certificate', certificate)).code).toBe(0);
    expect((await runCommand('check-certificate', certificate, ...asked)).code).toBe(0);
  });
});

describe('a file against another', () => {
  const cases = 'test/fixtures/cases';
  const proved = async (line: string) => {
    const { code, data } = await runCommand('prove', ...line.split(' '), '--format', 'json');
    const { verdict, method, counterexample } = JSON.parse(data);
    return { code, verdict, method, counterexample };
  };
  const adder = buildCircuit(circuitNamed('ripple-carry-adder'), { i: 64, j: 64 });
  const fast = file(
    'fast.blif',
    writeBlif(buildCircuit(circuitNamed('kogge-stone-adder'), { n: 64 }), { version: '0' }),
  );
  const slow = file('slow.v', writeVerilog(adder, { version: '0' }));

  test('one inverter is a difference, told by the values of ports', async () => {
    expect(await proved(`${cases}/N23/f.aag --against ${cases}/N23/g.aag`)).toMatchObject({
      code: 1,
      verdict: 'refuted',
      counterexample: { inputs: { i: expect.any(String) }, got: { o: '0x1' }, expected: { o: '0x0' } },
    });
  });

  test('a signed multiplier against ours', async () => {
    const line = `${cases}/N11/smul.blif --against baugh-wooley-multiplier --i 4 --j 4`;
    expect(await proved(line)).toMatchObject({ code: 0, verdict: 'proved' });
  });

  test('adders of 64 bits, by decision diagrams', async () => {
    const row = await proved(`${fast} --against ${slow}`);
    expect(row).toMatchObject({ code: 0, verdict: 'proved', method: expect.stringContaining('diagrams') });
    const [name = '', bits = []] = Object.entries(adder.outputs)[0] ?? [];
    const lost = { ...adder, outputs: { [name]: [...bits.slice(0, -1), at(bits, 0)] } };
    const broken = file('broken.v', writeVerilog(lost, { version: '0' }));
    expect(await proved(`${fast} --against ${broken}`)).toMatchObject({ code: 1, verdict: 'refuted' });
  });

  test('multipliers of 24 bits that are built otherwise, by what both compute', async () => {
    const wallace = buildCircuit(circuitNamed('wallace-multiplier'), { i: 24, j: 24 });
    const path = file('wallace.v', writeVerilog(wallace, { version: '0' }));
    expect(await proved(`${path} --against dadda-multiplier --i 24 --j 24`)).toMatchObject({
      code: 0,
      method: expect.stringContaining('by p = a*b, which both are: rewriting of recovered adders'),
    });
  });

  test.each(['{cout,s}=s', 's=s[7:0],cout=s[8]'])('ports that --match %s', async (match) => {
    const line = `${cases}/N04/addc.blif --against ripple-carry-adder --i 8 --j 8 --carry --match ${match}`;
    expect(await proved(line)).toMatchObject({ code: 0, verdict: 'proved' });
  });

  test('of the same function with the bits of a port in the other order nothing is said', () => {
    const turned = { ...adder, outputs: { s: (adder.outputs.s ?? []).toReversed() } };
    const path = file('turned.blif', writeBlif(turned, { version: '0' }));
    const { code, stdout, stderr } = adderscope('prove', path, '--against', fast);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /: --match must be said, since it may be the same as .* with the first bit the highest in s, got nothing\n$/,
    );
    expect(adderscope('prove', path, '--against', fast, '--match', 's=s[0:64]').code).toBe(0);
  });

  test.each([
    [
      `${cases}/N04/addc.blif --against ripple-carry-adder --i 8 --j 8 --carry`,
      "outputs must be s[9] as in ripple-carry-adder(i=8,j=8,carry=true), or matched to them by --match, as in a=x,b=y, got 's[8] cout'",
    ],
    [
      `${cases}/N04/rca.v --against ${cases}/N04/addc.blif`,
      `inputs must be a[8] b[8] cin as in ${cases}/N04/addc.blif, or matched to them by --match, as in a=x,b=y, got 'a[4] b[4] cin'`,
    ],
    [
      `${cases}/N04/addc.blif --against ripple-carry-adder --i 8 --j 8 --carry --match s=s`,
      "--match: s=s must be of the same width, got 's=s'",
    ],
    [
      `${cases}/N04/addc.blif --against ripple-carry-adder --i 8 --j 8 --carry --match s`,
      "--match: its value must be pairs of ports with commas between, as in a=x,{cout,sum}=s, got 's'",
    ],
    [`${cases}/N04/rca.v --against nonesuch.v`, 'prove: --against must be a file that can be read or one of'],
  ])('%s', (line, message) => {
    const { code, stdout, stderr } = adderscope('prove', ...line.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
