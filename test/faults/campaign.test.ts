import { describe, expect, test } from 'vitest';
import { type AnyCircuit, buildCircuit, resolveCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { runFaults } from '../../src/faults/campaign.ts';
import { countFaults, coverage } from '../../src/faults/count-faults.ts';
import { describeFault, type FaultList } from '../../src/faults/fault-list.ts';
import { type FaultRow, faultRows } from '../../src/faults/fault-rows.ts';
import { byteAt } from '../../src/gates/at.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { MINISAT } from '../../src/proof/minisat.ts';
import { AskedAnew } from '../../src/proof/problem.ts';
import type { SolverKind } from '../../src/proof/solver.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { vectorsFor } from '../../src/verify/vectors.ts';
import { withFault } from './with-fault.ts';

async function faultsOf(name: string, raw: Readonly<Record<string, number | string>>, solver = MINISAT) {
  const circuit = CIRCUITS.find((one): one is AnyCircuit => one.name === name);
  if (circuit === undefined) throw new Error(`no circuit ${name}`);
  const params = resolveCircuit(circuit, raw);
  const netlist = buildCircuit(circuit, params);
  const vectors = vectorsFor(circuit, params, 1);
  const meaning = circuit.meaning(params);
  const order = meaning.kind === 'plain' || meaning.kind === 'shift' ? meaning.plain?.order : undefined;
  const result = await runFaults(netlist, vectors, { order, solver });
  return { netlist, vectors, result, all: countFaults(netlist, result).all };
}

describe('the vectors of verify detect every fault that changes anything', () => {
  test.each([
    ['dadda-multiplier', { i: 8, j: 8 }, { faults: 3520, detected: 3472, equivalent: 48 }],
    ['ripple-carry-adder', { i: 32, j: 32 }, { faults: 1727, detected: 1696, equivalent: 31 }],
    ['barrel-shifter', { n: 32, max: 31 }, { faults: 1600, detected: 1569, equivalent: 31 }],
    ['float-adder', { format: 'binary16' }, { faults: 5448, detected: 5347, equivalent: 101 }],
    ['float-adder', { format: 'bfloat16' }, { faults: 5289, detected: 5181, equivalent: 108 }],
  ] as const)('%s %o', async (name, params, counts) => {
    const { all } = await faultsOf(name, params);
    expect(all).toEqual({ ...counts, survived: 0 });
    expect(coverage(all)).toBe(100);
  });
});

/** Whether the fault of a row changes an output for its input, in a netlist that was built anew with it. */
function isTold(netlist: Netlist, faults: FaultList, { net, fault, inputs }: FaultRow): boolean {
  const k = faults.net.findIndex(
    (one, place) => one === net && describeFault(netlist, faults, place).fault === fault,
  );
  if (inputs === null) throw new Error(`net ${net}: ${fault} must have an input, got none`);
  const right = evaluate(netlist, inputs);
  const wrong = evaluate(withFault(netlist, net, byteAt(faults.truth, k)), inputs);
  return Object.entries(right).some(([name, value]) => wrong[name] !== value);
}

describe('what survives', () => {
  test('comes with an input that tells it, and was not among the vectors', async () => {
    const { netlist, vectors, result, all } = await faultsOf('incrementer', { n: 24 });
    expect(all.survived).toBeGreaterThan(5);
    expect(coverage(all)).toBeLessThan(100);
    const rows = faultRows(netlist, vectors, result, ['survived']);
    expect(rows).toHaveLength(all.survived);
    for (const row of rows) {
      expect(row.vector).toBeNull();
      expect(isTold(netlist, result.faults, row), row.fault).toBe(true);
    }
  });

  test('is called so too where the solver gives up, without an input', async () => {
    const lost: SolverKind = {
      name: 'lost',
      start: async () => new AskedAnew(async () => ({ kind: 'unknown', reason: 'no time' })),
    };
    // Diagrams of a multiplier of this size are too large, and its vectors miss what changes nothing.
    const open = await faultsOf('dadda-multiplier', { i: 16, j: 16 }, lost);
    expect(open.all).toEqual({ faults: 15488, detected: 15264, equivalent: 0, survived: 224 });
    expect(open.result.telling.size).toBe(0);
    expect(coverage(open.all)).toBeCloseTo(98.55, 2);
  });
});

test('a detected fault comes with the vector that tells it', async () => {
  const { netlist, vectors, result } = await faultsOf('comparator', { n: 12 });
  const rows = faultRows(netlist, vectors, result, ['detected']);
  expect(rows.length).toBeGreaterThan(500);
  for (const row of rows.filter((_, k) => k % 7 === 0)) {
    expect(row.vector).toBeLessThan(vectors.total);
    expect(isTold(netlist, result.faults, row), row.fault).toBe(true);
  }
});
