import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiagramProver } from '../../src/faults/diagram-prover.ts';
import { FAULT_KINDS } from '../../src/faults/fault-kinds.ts';
import { describeFault, type FaultList, listFaults } from '../../src/faults/fault-list.ts';
import { applyTruth } from '../../src/faults/fault-simulator.ts';
import { SatProver } from '../../src/faults/sat-prover.ts';
import { MISSED, tryVectors } from '../../src/faults/try-vectors.ts';
import { vectorWords } from '../../src/faults/vector-words.ts';
import { at, byteAt, wordAt } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { GATES } from '../../src/gates/gate.ts';
import { ONE } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { MINISAT } from '../../src/proof/minisat.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';
import { firstDifference, withFault } from './with-fault.ts';

/** A netlist of at most ten inputs, and places in its list of faults. */
const broken = fc.tuple(
  arbitraryNetlist.filter(({ inputCount, netCount }) => inputCount <= 10 && netCount > inputCount + 2),
  fc.array(fc.nat(9999), { minLength: 8, maxLength: 8 }),
);

function everyVector(netlist: Netlist, faults: FaultList): Uint32Array {
  const count = 2 ** netlist.inputCount;
  const vectors = { exhaustive: true, parts: [{ kind: 'all', count } as const], total: count };
  return tryVectors(netlist, faults, vectorWords(netlist, vectors));
}

const chosen = (faults: FaultList, picks: readonly number[]) => picks.map((pick) => pick % faults.count);

describe('against netlists that are built anew with the fault', () => {
  test('the first vector that tells a fault is found, or that there is none', () => {
    let told = 0;
    let harmless = 0;
    fc.assert(
      fc.property(broken, ([netlist, picks]) => {
        const faults = listFaults(netlist);
        const first = everyVector(netlist, faults);
        for (const k of chosen(faults, picks)) {
          const faulty = withFault(netlist, wordAt(faults.net, k), byteAt(faults.truth, k));
          const wanted = firstDifference(netlist, faulty) ?? MISSED;
          expect(wordAt(first, k)).toBe(wanted);
          if (wanted === MISSED) harmless++;
          else told++;
        }
      }),
      { seed: 51, numRuns: 80 },
    );
    expect(told).toBeGreaterThan(100);
    expect(harmless).toBeGreaterThan(100);
  });

  test('diagrams and SAT give an input that tells a fault, or prove that there is none', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async ([netlist, picks]) => {
        const faults = listFaults(netlist);
        const provers = [DiagramProver.of(netlist), new SatProver(netlist, MINISAT)];
        for (const k of chosen(faults, picks)) {
          const [net, truth] = [wordAt(faults.net, k), byteAt(faults.truth, k)];
          const faulty = withFault(netlist, net, truth);
          const isTold = firstDifference(netlist, faulty) !== undefined;
          for (const prover of provers) {
            const bits = await prover?.telling(net, truth);
            expect(bits instanceof Uint8Array).toBe(isTold);
            if (!(bits instanceof Uint8Array)) continue;
            const only = onlyInput(netlist, bits);
            expect(firstDifference(only(netlist), only(faulty))).toBe(0);
          }
        }
      }),
      { seed: 52, numRuns: 12 },
    );
  });
});

/** Netlists with this one input tied on, so that any difference of two of them is at it. */
function onlyInput(netlist: Netlist, bits: Uint8Array): (one: Netlist) => Netlist {
  return (one) => {
    const tied = (net: number) => (net >= 2 && net < 2 + netlist.inputCount ? (bits[net - 2] ?? 0) : net);
    const [x, y, z] = one.fanin.map((fanin) => fanin.map(tied));
    const empty = new Uint32Array();
    const outputs = Object.entries(one.outputs).map(([name, bus]) => [name, bus.map(tied)]);
    return {
      ...one,
      fanin: [x ?? empty, y ?? empty, z ?? empty],
      outputs: Object.fromEntries(outputs),
    };
  };
}

describe('the list', () => {
  test('holds stuck outputs, stuck fan-ins and every other gate', () => {
    const count = (gate: string) => FAULT_KINDS.filter((kind) => kind.gate === gate).length;
    expect(['not', 'and', 'or', 'xor', 'mux'].map(count)).toEqual([5, 11, 11, 11, 10]);
    for (const { gate, text, truth } of FAULT_KINDS)
      expect(truth, `${gate}: ${text}`).not.toBe(GATES[gate].truth);
    expect(FAULT_KINDS.filter(({ gate }) => gate === 'and').map(({ text }) => text)).toEqual([
      'output stuck at 0',
      'output stuck at 1',
      'fan-in 0 stuck at 0',
      'fan-in 0 stuck at 1',
      'fan-in 1 stuck at 0',
      'fan-in 1 stuck at 1',
      'or instead',
      'xor instead',
      'nand instead',
      'nor instead',
      'xnor instead',
    ]);
  });

  test('says where a fault is', () => {
    const g = new Builder('small');
    const [a, b] = [at(g.input('a', 1), 0), at(g.input('b', 1), 0)];
    const inner = g.scope('outer', () => g.scope('inner', () => g.and(a, b)));
    const netlist = g.finish({ y: [g.mux(inner, ONE, b)] });
    const faults = listFaults(netlist);
    expect(faults.count).toBe(21);
    expect(describeFault(netlist, faults, 3)).toEqual({
      net: 4,
      gate: 'and',
      stage: 'outer/inner',
      fault: 'fan-in 0 stuck at 1',
    });
    expect(describeFault(netlist, faults, 13)).toMatchObject({
      net: 5,
      stage: '',
      fault: 'select stuck at 0',
    });
    // An AND with a fan-in stuck at 0 is one that is stuck at 0.
    expect([2, 4].map((k) => wordAt(faults.alike, k))).toEqual([0, 0]);
  });
});

test('a truth table is applied to 32 lanes row by row', () => {
  const [x, y, z] = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0];
  for (let truth = 0; truth < 256; truth++) expect(applyTruth(truth, x, y, z) & 0xff).toBe(truth);
});
