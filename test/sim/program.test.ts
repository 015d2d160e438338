import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier } from '../../src/circuits/dadda-multiplier.ts';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { at } from '../../src/gates/at.ts';
import { Builder } from '../../src/gates/builder.ts';
import { count } from '../../src/gates/count.ts';
import { netAt } from '../../src/gates/net.ts';
import { compile, firstOutputSlot, OPS, type Program } from '../../src/sim/program.ts';
import { arbitraryNetlist } from '../support/arbitrary-netlist.ts';

/** How many entries there are of each op. */
function ops(program: Program): Record<string, number> {
  const found: Record<string, number> = {};
  for (const code of program.op) {
    const name = at(OPS, code);
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

test('entries read only what has been written, and never write a constant or an input', () => {
  fc.assert(
    fc.property(arbitraryNetlist, (netlist) => {
      const program = compile(netlist);
      const written = new Set(Array.from({ length: 2 + program.inputCount }, (_, slot) => slot));
      for (let k = 0; k < program.op.length; k++) {
        for (const reads of [program.x, program.y, program.z]) expect(written).toContain(at([...reads], k));
        const name = at(OPS, at([...program.op], k));
        const writes = [
          at([...program.out], k),
          ...(name === 'ha' || name === 'fa' ? [at([...program.carry], k)] : []),
        ];
        expect(new Set(writes).size).toBe(writes.length);
        for (const slot of writes) {
          expect(slot).toBeGreaterThanOrEqual(firstOutputSlot(program));
          written.add(slot);
        }
      }
      for (let k = 0; k < program.outputCount; k++) expect(written).toContain(firstOutputSlot(program) + k);
    }),
    { seed: 21, numRuns: 60 },
  );
});

test('takes no more slots than nets and outputs, no more gates than the netlist, and leaves the netlist alone', () => {
  fc.assert(
    fc.property(arbitraryNetlist, (netlist) => {
      const before = structuredClone(netlist);
      const program = compile(netlist);
      expect(netlist).toEqual(before);
      expect(program.slotCount).toBeLessThanOrEqual(netlist.netCount + program.outputCount);
      expect(program.gateCount).toBeLessThanOrEqual(count(netlist).gates);
    }),
    { seed: 22, numRuns: 200 },
  );
});

test('drops gates that no output needs', () => {
  const g = new Builder('dead');
  const [x = netAt(0), y = netAt(0)] = g.input('a', 2);
  const used = g.and(x, y);
  g.xor(g.or(x, y), used);
  halfAdder(g, x, y);
  expect(ops(compile(g.finish({ s: [used] })))).toEqual({ and: 1 });
});

test('fuses true cells, each output of which may be dead', () => {
  const g = new Builder('cells');
  const [x = netAt(0), y = netAt(0), z = netAt(0)] = g.input('a', 3);
  const { sum } = fullAdder(g, x, y, z);
  const { carry } = halfAdder(g, sum, z);
  const program = compile(g.finish({ s: [carry] }));
  expect(ops(program)).toEqual({ fa: 1, ha: 1 });
  expect(program.gateCount).toBe(7);
});

test('does not believe a label: a wrong gate or a leaking net keeps the gates apart', () => {
  const g = new Builder('labels');
  const [x = netAt(0), y = netAt(0), z = netAt(0)] = g.input('a', 3);
  g.cell('fa');
  const half = g.xor(x, y);
  const sum = g.xor(half, z);
  const carry = g.and(g.and(x, y), g.and(half, z));
  const { carry: leaking } = fullAdder(g, sum, carry, z);
  const either = netAt(leaking - 1);
  g.cell('ha');
  const notSum = g.or(x, either);
  const program = compile(g.finish({ s: [leaking, notSum, g.and(x, y)] }));
  expect(ops(program)).toEqual({ xor: 3, and: 6, or: 2 });
});

test('a multiplier keeps few slots and one entry for each partial product and adder', () => {
  const program = compile(buildCircuit(daddaMultiplier, { i: 32, j: 32 }));
  expect(ops(program)).toEqual({ and: 1024, fa: 960, ha: 32 });
  expect(program.slotCount).toMatchInlineSnapshot(`168`);
});
