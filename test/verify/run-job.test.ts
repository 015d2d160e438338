import { describe, expect, test } from 'vitest';
import { type AnyCircuit, defineCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { wallaceMultiplier } from '../../src/circuits/wallace-multiplier.ts';
import type { Point } from '../../src/claims/claim.ts';
import { CLAIMS } from '../../src/claims/index.ts';
import { CATALOGUE } from '../../src/verify/catalogue.ts';
import { sweepOf } from '../../src/verify/plan.ts';
import { runJob } from '../../src/verify/run-job.ts';
import { RANDOM_VECTORS } from '../../src/verify/vectors.ts';
import { CHECK_NAMES, type Job, type Verdict } from '../../src/verify/verdict.ts';
import {
  andForOr,
  droppedPartialProduct,
  greedyReduction,
  mislabelledCell,
  swappedNets,
} from '../support/mutants.ts';

function jobOf(circuit: AnyCircuit, params: Job['params'], claims: Job['claims'] = []): Job {
  return { circuit: circuit.name, params, checks: CHECK_NAMES, claims, seed: 1 };
}

/** Runs every check, F1 to F4r included, on a circuit in Dadda's place. */
function runAsDadda(circuit: AnyCircuit, n: number): Verdict {
  const ids = ['F1', 'F2', 'F3', 'F4', 'F4r'];
  const claims = ids.map((id): { id: string; point: Point } => ({
    id,
    point: id.startsWith('F4') ? { i: n, j: n } : { i: n },
  }));
  return runJob(jobOf(circuit, { i: n, j: n, final: 'ripple-carry' }, claims), {
    circuits: [circuit],
    claims: CLAIMS,
  });
}

const told = ({ failures }: Verdict) => failures.map(({ check, text }) => `${check}: ${text}`);

describe('good circuits', () => {
  test('Dadda with all its claims', () => {
    expect(runAsDadda(daddaMultiplier, 4)).toEqual({
      circuit: 'dadda-multiplier',
      params: { i: 4, j: 4, final: 'ripple-carry' },
      proved: false,
      checks: ['labels', 'counts', 'values'],
      failures: [],
      cells: 12,
      gates: 64,
      claims: [
        { id: 'F1', point: { i: 4 }, terms: [{ claimed: 6, counted: 6 }] },
        { id: 'F2', point: { i: 4 }, terms: [{ claimed: 6, counted: 6 }] },
        { id: 'F3', point: { i: 4 }, terms: [{ claimed: 12, counted: 12 }] },
        { id: 'F4', point: { i: 4, j: 4 }, terms: [{ claimed: 12, counted: 12 }] },
        {
          id: 'F4r',
          point: { i: 4, j: 4 },
          terms: [
            { claimed: 3, counted: 3 },
            { claimed: 3, counted: 3 },
            { claimed: 5, counted: 5 },
            { claimed: 1, counted: 1 },
          ],
        },
      ],
      vectors: 256,
      exhaustive: true,
    });
  });

  test.each(CIRCUITS.map((circuit) => [circuit.name, circuit] as const))('%s', (_, circuit) => {
    for (const widths of [[1], [2, 3], [64]])
      for (const params of sweepOf(circuit, { params: {}, widths })) {
        const verdict = runJob(jobOf(circuit, params), CATALOGUE);
        expect(told(verdict)).toEqual([]);
        expect(verdict.vectors).toBeGreaterThanOrEqual(verdict.exhaustive ? 2 : RANDOM_VECTORS);
      }
  });
});

describe('mutants, and the check that catches each', () => {
  test('swapped nets: values', () => {
    const verdict = runAsDadda(swappedNets, 4);
    expect(told(verdict)).toEqual(['values: an output differs from the model']);
    // a = b = 1 is vector 17 of 256, and nothing after it was tried.
    expect([verdict.vectors, verdict.exhaustive]).toEqual([18, false]);
    expect(verdict.failures[0]).toMatchInlineSnapshot(`
      {
        "check": "values",
        "circuit": "dadda-multiplier",
        "counterexample": {
          "expected": {
            "p": 1n,
          },
          "got": {
            "p": 2n,
          },
          "inputs": {
            "a": 1n,
            "b": 1n,
          },
        },
        "params": {
          "final": "ripple-carry",
          "i": 4,
          "j": 4,
        },
        "text": "an output differs from the model",
      }
    `);
  });

  test('an AND for an OR in one full adder: labels and values', () => {
    expect(told(runAsDadda(andForOr, 4))).toMatchInlineSnapshot(`
      [
        "labels: label: the 5 gates from net 32 on are no fa: the carry has truth table 00000000",
        "values: an output differs from the model",
      ]
    `);
  });

  test('a mislabelled cell: labels, and the counts that believed it', () => {
    expect(told(runAsDadda(mislabelledCell, 4))).toMatchInlineSnapshot(`
      [
        "labels: label: the 2 gates from net 10 on are no ha: they read 3 nets, not 2",
        "labels: accounting: and gates outside the adders must be 16, got 14",
        "counts: F3: adders of the whole must be i^2 - i = 12, got 13",
        "counts: F4: adders of the whole must be i*j - max(i, j) = 12, got 13",
      ]
    `);
  });

  test('a dropped partial product: labels (accounting), counts and values', () => {
    expect(told(runAsDadda(droppedPartialProduct, 4))).toMatchInlineSnapshot(`
      [
        "labels: accounting: and gates outside the adders must be 16, got 15",
        "counts: F2: adders of 'final adder' must be 2i - 2 = 6, got 5",
        "counts: F3: adders of the whole must be i^2 - i = 12, got 11",
        "counts: F4: adders of the whole must be i*j - max(i, j) = 12, got 11",
        "counts: F4r: full adders of 'final adder' must be i + j - 3 = 5, got 4",
        "values: an output differs from the model",
      ]
    `);
  });

  test('a greedy reduction called Dadda: labels (structure) and counts; its products are right', () => {
    expect(told(runAsDadda(greedyReduction, 4))).toMatchInlineSnapshot(`
      [
        "labels: structure: stage 1: column 2 has adders, so it must have 3 dots, got 1",
        "labels: structure: stage 1: column 4 has adders, so it must have 3 dots, got 2",
        "labels: structure: stage 2: column 3 has adders, so it must have 2 dots, got 1",
        "labels: structure: stage 2: column 4 must have at most 2 dots, got 3",
        "labels: structure: stage 2: column 5 has adders, so it must have 2 dots, got 1",
        "labels: structure: stage 3: column 4 has adders, so it must have 2 dots, got 1",
        "counts: F4r: full adders of 'reduction' must be i*j - 2(i + j) + 3 = 3, got 6",
        "counts: F4r: half adders of 'reduction' must be min(i, j) - 1 = 3, got 0",
        "counts: F4r: full adders of 'final adder' must be i + j - 3 = 5, got 2",
        "counts: F4r: half adders of 'final adder' must be 1 = 1, got 4",
      ]
    `);
  });

  test('Wallace called Dadda: labels (structure) and counts, although the totals F3 and F4 are met', () => {
    const mutant = { ...daddaMultiplier, build: wallaceMultiplier.build };
    expect(told(runAsDadda(mutant, 4))).toMatchInlineSnapshot(`
      [
        "labels: structure: stage 1: column 1 has adders, so it must have 3 dots, got 1",
        "labels: structure: stage 1: column 2 has adders, so it must have 3 dots, got 2",
        "labels: structure: stage 2: column 2 has adders, so it must have 2 dots, got 1",
        "counts: F1: adders of 'reduction' must be i^2 - 3i + 2 = 6, got 8",
        "counts: F2: adders of 'final adder' must be 2i - 2 = 6, got 4",
        "counts: F4r: full adders of 'reduction' must be i*j - 2(i + j) + 3 = 3, got 5",
        "counts: F4r: full adders of 'final adder' must be i + j - 3 = 5, got 3",
      ]
    `);
  });
});

describe('a counterexample', () => {
  test('is as small as clearing bits makes it, at any width', () => {
    const { failures, exhaustive } = runAsDadda(swappedNets, 64);
    expect(exhaustive).toBe(false);
    expect(failures).toMatchObject([
      {
        circuit: 'dadda-multiplier',
        params: { i: 64, j: 64, final: 'ripple-carry' },
        counterexample: { inputs: { a: 0x1n, b: 0x1n }, expected: { p: 0x1n }, got: { p: 0x2n } },
      },
    ]);
  });

  test('keeps the bits that the fault needs', () => {
    const needs = 0x80_0000_0001n;
    const circuit: AnyCircuit = defineCircuit({
      ...daddaMultiplier,
      name: 'rare',
      meaning: () => ({
        kind: 'model',
        model: ({ a, b }) => ({ p: a * b + ((a & needs) === needs ? 1n : 0n) }),
      }),
    });
    const { failures } = runJob(jobOf(circuit, { i: 40, j: 2 }), { circuits: [circuit], claims: [] });
    expect(failures[0]?.counterexample).toEqual({
      inputs: { a: 0x8000000001n, b: 0x0n },
      expected: { p: 0x1n },
      got: { p: 0x0n },
    });
  });
});

describe('failures that are not about outputs', () => {
  test('a circuit that cannot be built fails, and nothing else is asked of it', () => {
    const circuit = defineCircuit({
      ...daddaMultiplier,
      name: 'broken',
      build: (g) => {
        g.cell('ha');
        return { p: [] };
      },
    });
    const verdict = runJob(jobOf(circuit, { i: 1, j: 1, final: 'ripple-carry' }), {
      circuits: [circuit],
      claims: [],
    });
    expect(verdict).toMatchObject({ vectors: 0, cells: 0, exhaustive: false });
    expect(verdict.failures).toEqual([
      {
        check: 'build',
        circuit: 'broken',
        params: { i: 1, j: 1, final: 'ripple-carry' },
        text: 'broken(i=1,j=1,final=ripple-carry): the last cell must be complete, but its gates end at net 4',
      },
    ]);
  });

  test('only the checks that were asked for are made', () => {
    const job = { ...jobOf(daddaMultiplier, { i: 4, j: 4 }), checks: [] };
    expect(runJob(job, CATALOGUE)).toMatchObject({ vectors: 0, failures: [], claims: [] });
  });

  test('an unknown circuit or claim is a fault of ours', () => {
    const job = jobOf(daddaMultiplier, { i: 1, j: 1 }, [{ id: 'F0', point: {} }]);
    expect(() => runJob(job, CATALOGUE)).toThrow("runJob: claim must be in the catalogue, got 'F0'");
    expect(() => runJob({ ...job, circuit: 'x' }, { circuits: CIRCUITS.slice(0, 2), claims: [] })).toThrow(
      "catalogue: circuit must be one of dadda-multiplier, wallace-multiplier, got 'x'",
    );
  });
});
