import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { CATALOGUE, type Catalogue } from '../../src/verify/catalogue.ts';
import { checkCatalogue } from '../../src/verify/check-catalogue.ts';
import { planJobs, type Selection } from '../../src/verify/plan.ts';
import { RecordError } from '../../src/verify/record-error.ts';
import { runJob } from '../../src/verify/run-job.ts';
import { adderscope } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A record that is right, and a claim about it; each module spoils one thing. */
const RIGHT = `
const circuit = {
  name: 'my-and', about: 'and', source: 'x',
  params: { n: { kind: 'integer', about: 'bits', min: 1, max: 64, default: 8 } },
  inputs: ({ n }) => ({ a: n, b: n }),
  build: (g, { a, b }) => ({ y: g.scope('all', () => a.map((x, k) => g.and(x, b[k]))) }),
  model: ({ a, b }) => ({ y: a & b }),
  loose: () => ({ and: 'any' }),
};
const claim = {
  id: 'my-claim', text: 'no adders', about: 'x', source: 'x', status: 'derived', kind: 'exact',
  circuit: 'my-and', letters: ['n'], domain: [{ n: 1 }, { n: 2 }], params: ({ n }) => ({ n }),
  terms: [{ scope: 'all', measure: 'adders', text: '0', formula: () => 0 }],
};
const [term] = claim.terms;
const integer = circuit.params.n;
`;

let modules = 0;
function moduleOf(body: string): string {
  const path = join(folder, `module-${modules++}.mjs`);
  writeFileSync(path, RIGHT + body);
  return path;
}

/** The catalogue with what a module brings; messages call it m.mjs. */
async function catalogueOf(body: string): Promise<Catalogue> {
  return checkCatalogue('m.mjs', await import(pathToFileURL(moduleOf(body)).href));
}

/** Everything that is planned for a name of a module, with every check. */
async function verified(body: string, name: string, params: Selection['params'] = {}) {
  const catalogue = await catalogueOf(body);
  const checks = ['labels', 'counts', 'values', 'proof'] as const;
  return planJobs({ names: [name], params, checks, seed: 1 }, catalogue).map((job) => runJob(job, catalogue));
}

const circuitWith = (change: string) => `export const circuits = [{ ...circuit, ${change} }];`;
const claimWith = (change: string) =>
  `export const circuits = [circuit]; export const claims = [{ ...claim, ${change} }];`;
const termWith = (change: string) => claimWith(`terms: [{ ...term, ${change} }]`);
const integerWith = (change: string) => circuitWith(`params: { n: { ...integer, ${change} } }`);

test('the records that these modules spoil are right', async () => {
  const verdicts = await verified(claimWith(''), 'my-claim');
  expect(verdicts).toMatchObject([1, 2].map((n) => ({ params: { n }, failures: [], exhaustive: true })));
});

describe('a field that is wrong is named when the module is loaded', () => {
  test.each<[string, string]>([
    ['export const circuits = 7;', 'circuits must be an array, got 7'],
    ['export const circuits = [{}];', 'circuits[0].name must be given, got undefined'],
    ['export const circuits = [null];', 'circuits[0] must be an object, got null'],
    ['export const circuits = [circuit, [circuit]];', 'circuits[1].name must be given, got undefined'],
    [circuitWith('name: 5'), 'circuits[0].name must be a letter, then letters, digits, - or _, got 5'],
    [
      circuitWith("name: 'two words'"),
      "circuits[0].name must be a letter, then letters, digits, - or _, got 'two words'",
    ],
    [
      circuitWith("name: 'dadda-multiplier'"),
      "circuits[0].name must be a name that is not taken, got 'dadda-multiplier'",
    ],
    [circuitWith("name: 'F4'"), "circuits[0].name must be a name that is not taken, got 'F4'"],
    [
      'export const circuits = [circuit, circuit];',
      "circuits[1].name must be a name that is not taken, got 'my-and'",
    ],
    [circuitWith('about: undefined'), 'circuits[0].about must be text, got undefined'],
    [circuitWith('params: 3'), 'circuits[0].params must be an object of parameters, got 3'],
    [
      circuitWith("params: { n: { kind: 'number' } }"),
      "circuits[0].params.n.kind must be one of integer, choice, flag, got 'number'",
    ],
    [integerWith("min: '1'"), "circuits[0].params.n.min must be a whole number, got '1'"],
    [integerWith('min: 65'), 'circuits[0].params.n.min must be at most max, got 65'],
    [integerWith('default: 0.5'), 'circuits[0].params.n.default must be a whole number, got 0.5'],
    [integerWith('default: 65'), 'circuits[0].params.n.default must be from min to max, got 65'],
    [
      circuitWith("params: { c: { kind: 'choice', about: '', values: [], default: '' } }"),
      'circuits[0].params.c.values must be an array of at least one text, got []',
    ],
    [
      circuitWith("params: { c: { kind: 'flag', about: '', default: 'no' } }"),
      "circuits[0].params.c.default must be true or false, got 'no'",
    ],
    [
      circuitWith('sweep: { n: [1, 65] }'),
      'circuits[0].sweep.n[1] must be a whole number from 1 to 64, got 65',
    ],
    [circuitWith("sweep: { n: ['1'] }"), "circuits[0].sweep.n[0] must be as a number, and no text, got '1'"],
    [circuitWith('sweep: { m: [1] }'), 'circuits[0].sweep.m[0] must be left out, as parameters are n, got 1'],
    [circuitWith('build: undefined'), 'circuits[0].build must be a function, got undefined'],
    [circuitWith("model: 'a & b'"), "circuits[0].model must be a function, got 'a & b'"],
    [
      circuitWith('stimulas: () => []'),
      'circuits[0].stimulas must be left out, as no such field is known, got a function',
    ],
    [
      circuitWith('ports: { a: { default: 0, names: {} } }'),
      'circuits[0].ports.a.default must be a bigint of at least 0n, got 0',
    ],
    ['export const claims = {};', 'claims must be an array, got {}'],
    [claimWith("id: 'F4'"), "claims[0].id must be a name that is not taken, got 'F4'"],
    [claimWith("id: 'my-and'"), "claims[0].id must be a name that is not taken, got 'my-and'"],
    [claimWith("kind: 'about'"), 'claims[0].kind must be one of exact, bound, approximate, '],
    [
      claimWith("kind: 'bound'"),
      'claims[0].bound must be upper or lower with kind bound, and left out with another, got undefined',
    ],
    [
      claimWith("bound: 'upper'"),
      "claims[0].bound must be upper or lower with kind bound, and left out with another, got 'upper'",
    ],
    [claimWith("kind: 'bound', bound: 'above'"), "claims[0].bound must be one of upper, lower, got 'above'"],
    [
      claimWith('tolerance: { absolute: 1 }'),
      'claims[0].tolerance must be left out but with kind approximate, got {"absolute":1}',
    ],
    [
      claimWith("kind: 'approximate', tolerance: {}"),
      'claims[0].tolerance must be an object with absolute, relative or both, got {}',
    ],
    [
      claimWith("kind: 'approximate', tolerance: { relative: -0.1 }"),
      'claims[0].tolerance.relative must be a finite number from 0 on, got -0.1',
    ],
    [
      claimWith("kind: 'approximate', tolerance: { absolut: 1 }"),
      'claims[0].tolerance.absolut must be left out, as no such field is known, got 1',
    ],
    [claimWith("status: 'sure'"), "claims[0].status must be one of stated, derived, inferred, got 'sure'"],
    [claimWith("circuit: 'your-and'"), 'claims[0].circuit must be one of my-and, dadda-multiplier, '],
    [claimWith("letters: ['m']"), 'claims[0].domain[0].m must be given, got undefined'],
    [claimWith('domain: []'), 'claims[0].domain must be an array of at least one point, got []'],
    [claimWith("domain: [{ n: '1' }]"), "claims[0].domain[0].n must be a finite number, got '1'"],
    [claimWith('terms: []'), 'claims[0].terms must be an array of at least one term, got []'],
    [
      termWith("measure: 'adder'"),
      "claims[0].terms[0].measure must be one of adders, fa, ha, muxes, muxAdders, weighted, unitGates, got 'adder'",
    ],
    [termWith('formula: 0'), 'claims[0].terms[0].formula must be a function, got 0'],
    [
      claimWith("recorded: { maxAbsError: '0', maxRelError: 0 }"),
      "claims[0].recorded.maxAbsError must be a finite number, got '0'",
    ],
  ])('%s', async (body, text) => {
    await expect(catalogueOf(body)).rejects.toThrow(RecordError);
    await expect(catalogueOf(body)).rejects.toThrow(`m.mjs: ${text}`);
  });
});

describe('a function that throws or gives something else is named when it is called', () => {
  test.each<[string, string]>([
    [
      circuitWith('inputs: () => { throw new Error("no\\nports"); }'),
      'circuits[0].inputs(n=3) must give no error, got Error: no',
    ],
    [
      circuitWith('inputs: () => undefined'),
      'circuits[0].inputs(n=3) must be an object of widths, got undefined',
    ],
    [
      circuitWith("inputs: () => ({ a: '8' })"),
      "circuits[0].inputs(n=3).a must be a whole number from 0 to 65536, got '8'",
    ],
    [
      circuitWith('inputs: () => ({ a: 1e9 })'),
      'circuits[0].inputs(n=3).a must be a whole number from 0 to 65536, got 1000000000',
    ],
    [
      circuitWith('build: () => { throw 7; }'),
      'circuits[0].build(n=3) must give no error, got a value thrown: 7',
    ],
    [
      circuitWith('build: (g) => g.adder()'),
      'circuits[0].build(n=3) must give no error, got TypeError: g.adder is not a function',
    ],
    [
      circuitWith('build: () => undefined'),
      'circuits[0].build(n=3) must be an object of buses, got undefined',
    ],
    [
      circuitWith('build: (g, { a }) => ({ y: a[0] })'),
      'circuits[0].build(n=3).y must be a bus, an array of nets, got 2',
    ],
    [
      circuitWith('build: () => ({ y: [999] })'),
      'circuits[0].build(n=3) must give no error, got RangeError: my-and(n=3): a fan-in must be a net from 0 to 7, got 999',
    ],
    [
      circuitWith("build: (g, { a }) => { g.cell('ha'); return { y: a }; }"),
      'circuits[0].build(n=3) must give no error, got RangeError: my-and(n=3): the last cell must be complete',
    ],
    [
      circuitWith('model: () => { throw new TypeError("x"); }'),
      'circuits[0].model(n=3) must give no error, got TypeError: x',
    ],
    [circuitWith('model: () => 5n'), 'circuits[0].model(n=3) must be an object of values, got 5'],
    [
      circuitWith('model: ({ a, b }) => ({ y: Number(a & b) })'),
      'circuits[0].model(n=3).y must be a bigint of at least 0n, got 0',
    ],
    [
      circuitWith('model: () => ({ y: -1n })'),
      'circuits[0].model(n=3).y must be a bigint of at least 0n, got -1',
    ],
    [
      circuitWith('loose: () => ({ nand: 1 })'),
      'circuits[0].loose(n=3) must be an object whose names are each one of not, and, or, xor, mux, got {"nand":1}',
    ],
    [circuitWith('forbids: () => "no"'), "circuits[0].forbids(n=3) must be an object, got 'no'"],
    [circuitWith('cases: () => 5'), 'circuits[0].cases() must be something to iterate over, got 5'],
    [
      circuitWith('cases: () => [{ n: 65 }]'),
      'circuits[0].cases()[0].n must be a whole number from 1 to 64, got 65',
    ],
    [circuitWith('observe: () => 5'), 'circuits[0].observe(n=3) must be a function, got 5'],
    [
      circuitWith('observe: () => () => ({ y: 5 })'),
      'circuits[0].observe(n=3).y must be a bus, an array of nets, got 5',
    ],
    [
      circuitWith('observe: () => () => null'),
      'circuits[0].observe(n=3) must give no error, got TypeError: ',
    ],
    [
      circuitWith("arithmetic: () => ({ kind: 'plus' })"),
      "circuits[0].arithmetic(n=3).kind must be one of product, sum, float sum, shift, got 'plus'",
    ],
    [
      circuitWith("arithmetic: () => ({ kind: 'product' })"),
      'circuits[0].arithmetic must give no error, got Error: my-and(n=3): the reference must agree with the model',
    ],
    [circuitWith('equation: () => ({})'), 'circuits[0].equation(n=3).outputs must be given, got undefined'],
    [
      circuitWith("equation: () => ({ outputs: [{ coefficient: 1n, ports: ['z'] }], inputs: [] })"),
      'circuits[0].equation must give no error, got ',
    ],
    [circuitWith('structure: () => [1]'), 'circuits[0].structure(n=3)[0] must be text, got 1'],
    [
      circuitWith('inputs: () => ({ a: 20, b: 20 }), stimulus: () => [{ a: 1 }]'),
      'circuits[0].stimulus(n=3)[0].a must be a bigint of 20 bits, got 1',
    ],
    [
      circuitWith('inputs: () => ({ a: 20, b: 20 }), *stimulus() { yield { c: 1n }; }'),
      "circuits[0].stimulus(n=3)[0] must be an object of the ports a, b, got 'c'",
    ],
    [
      claimWith('params: () => ({ m: 1 })'),
      'claims[0].params(n=1).m must be left out, as parameters are n, got 1',
    ],
    [
      termWith("scope: 'some'"),
      "claims[0].terms[0].scope must be one of the stages of my-and(n=1), '', 'all', got 'some'",
    ],
    [termWith("formula: () => '0'"), "claims[0].terms[0].formula(n=1) must be a finite number, got '0'"],
    [termWith('formula: () => NaN'), 'claims[0].terms[0].formula(n=1) must be a finite number, got NaN'],
  ])('%s', async (body, text) => {
    const name = body.includes('claims') ? 'my-claim' : 'my-and';
    const run = () => verified(body, name, name === 'my-claim' || body.includes('cases') ? {} : { n: [3] });
    await expect(run()).rejects.toThrow(RecordError);
    await expect(run()).rejects.toThrow(`m.mjs: ${text}`);
  });
});

/** The same circuit in the form that has a meaning. */
const meaningWith = (meaning: string) => `
  const { model, ...others } = circuit;
  export const circuits = [{ ...others, meaning: () => (${meaning}) }];`;

describe('a meaning is checked like the fields that it took the place of', () => {
  test.each<[string, string]>([
    [
      'undefined',
      'circuits[0].meaning(n=3) must be one of product, sum, float sum, shift, equation, split, plain, model, got undefined',
    ],
    [
      "{ kind: 'plus', model }",
      "circuits[0].meaning(n=3).kind must be one of product, sum, float sum, shift, equation, split, plain, model, got 'plus'",
    ],
    ["{ kind: 'sum' }", 'circuits[0].meaning(n=3).model must be given, got undefined'],
    [
      "{ kind: 'model', model, equation: 5 }",
      'circuits[0].meaning(n=3).equation must be left out, as no such field is known, got 5',
    ],
    [
      "{ kind: 'shift', direction: 'up', model }",
      "circuits[0].meaning(n=3).direction must be one of left, right-logical, right-arithmetic, rotate-left, got 'up'",
    ],
    [
      "{ kind: 'equation', equation: {}, model }",
      'circuits[0].meaning(n=3).equation.outputs must be given, got undefined',
    ],
    [
      "{ kind: 'equation', equation: { outputs: [{ coefficient: 1n, ports: ['z'] }], inputs: [] }, model }",
      'circuits[0].meaning.equation must give no error, got ',
    ],
    [
      "{ kind: 'product', model }",
      'circuits[0].meaning.kind must give no error, got Error: my-and(n=3): the reference must agree with the model',
    ],
    [
      "{ kind: 'model', model: () => 5n }",
      'circuits[0].meaning(n=3).model() must be an object of values, got 5',
    ],
    [
      "{ kind: 'model', model: () => { throw new TypeError('x'); } }",
      'circuits[0].meaning(n=3).model() must give no error, got TypeError: x',
    ],
    [
      "{ kind: 'model', model: () => ({ y: -1n }) }",
      'circuits[0].meaning(n=3).model().y must be a bigint of at least 0n, got -1',
    ],
    [
      "{ kind: 'model', model, observe: () => ({ y: 5 }) }",
      'circuits[0].meaning(n=3).observe().y must be a bus, an array of nets, got 5',
    ],
    [
      "{ kind: 'plain', model, plain: { build: () => ({ y: [999] }) } }",
      'circuits[0].meaning(n=3).plain.build() must give no error, got RangeError',
    ],
    [
      "{ kind: 'split', model, split: { on: { a: 1 }, equation: () => 5 } }",
      'circuits[0].meaning(n=3).split.equation() must be an object, got 5',
    ],
  ])('%s', async (meaning, text) => {
    const run = () => verified(meaningWith(meaning), 'my-and', { n: [3] });
    await expect(run()).rejects.toThrow(RecordError);
    await expect(run()).rejects.toThrow(`m.mjs: ${text}`);
  });

  test('a right one is verified as what it took the place of', async () => {
    const plain =
      "{ kind: 'plain', model, plain: { build: (g, { a, b }) => ({ y: a.map((x, k) => g.and(x, b[k])) }) } }";
    const [verdict] = await verified(meaningWith(plain), 'my-and', { n: [3] });
    expect(verdict).toMatchObject({ failures: [], proved: true });
    const [earlier] = await verified(
      circuitWith('plain: { build: (g, { a, b }) => ({ y: a.map((x, k) => g.and(x, b[k])) }) }'),
      'my-and',
      { n: [3] },
    );
    expect(earlier).toEqual(verdict);
  });

  test('both forms at once, or none, are refused', async () => {
    await expect(catalogueOf(circuitWith('meaning: () => 5'))).rejects.toThrow(
      'm.mjs: circuits[0].model must be left out beside meaning, which says what the circuit computes, got a function',
    );
    await expect(
      catalogueOf('const { model, ...others } = circuit; export const circuits = [others];'),
    ).rejects.toThrow('m.mjs: circuits[0].meaning must be given, got undefined');
  });
});

test('an output of the model with more bits than the port can never hold', async () => {
  const body = circuitWith('model: ({ a, b }, { n }) => ({ y: (a & b) + (1n << BigInt(n)) })');
  for (const n of [1, 31, 33]) {
    const [verdict] = await verified(body, 'my-and', { n: [n] });
    expect(verdict?.failures).toMatchObject([{ check: 'values' }]);
  }
  for (const n of [32, 64])
    await expect(verified(body, 'my-and', { n: [n] })).rejects.toThrow(
      `m.mjs: circuits[0].model must give no error, got RangeError: model: output y must be of at most ${n} bits`,
    );
});

test('everything that we ship is as the records of others must be', () => {
  const known: Catalogue = { circuits: [], claims: [] };
  const guarded = checkCatalogue('ours', CATALOGUE, known);
  expect(guarded.circuits.length).toBe(CATALOGUE.circuits.length);
  expect(guarded.claims.length).toBe(CATALOGUE.claims.length);
  const checks = ['labels', 'counts', 'values'] as const;
  const selection = { names: [], params: {}, widths: [1, 3], checks, seed: 1 };
  const ours = planJobs(selection, CATALOGUE);
  expect(planJobs(selection, guarded)).toEqual(ours);
  for (const job of ours.filter(({ circuit }, k) => ours[k - 1]?.circuit !== circuit))
    expect(runJob(job, guarded)).toEqual(runJob(job, CATALOGUE));
});

describe('the command ends with 2 and one line', () => {
  test.each<[string, string, string[]]>([
    [termWith("measure: 'adder'"), 'claims[0].terms[0].measure must be one of', ['list']],
    [
      termWith("scope: 'some'"),
      "claims[0].terms[0].scope must be one of the stages of my-and(n=1), '', 'all', got 'some'",
      ['table', 'my-claim'],
    ],
    [
      circuitWith('build: () => 5'),
      'circuits[0].build(n=8) must be an object of buses, got 5',
      ['count', 'my-and', '--n', '8'],
    ],
    [
      circuitWith('model: () => 5'),
      'circuits[0].model(n=8) must be an object of values, got 5',
      ['simulate', 'my-and', '--a', '1', '--b', '1'],
    ],
    [
      circuitWith('model: () => { throw 7; }'),
      'circuits[0].model(n=',
      ['verify', 'my-and', '--n', '9..12', '--exhaustive', '--jobs', '2'],
    ],
  ])('%s', (body, text, args) => {
    const path = moduleOf(body);
    const { code, stdout, stderr } = adderscope(...args, '--load', path);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^ERROR: [^\n]*\n$/);
    expect(stderr).toContain(`ERROR: ${path}: ${text}`);
  });
});

test('what a module says of its parameters reaches the help as text', () => {
  const module = moduleOf(
    "export const circuits = [{ ...circuit, params: { n: { ...integer, about: 'a\\u{1b}[31m\\u{9b}b' } } }];",
  );
  const { stdout, code } = adderscope('count', 'my-and', '--load', module, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain('a\\u{1b}[31m\\u{9b}b');
  expect(stdout).not.toContain('\u001b');
});
