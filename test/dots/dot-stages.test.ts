import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotStages } from '../../src/dots/dot-stages.ts';
import { at } from '../../src/gates/at.ts';
import { count } from '../../src/gates/count.ts';
import { scopeAt } from '../../src/gates/netlist.ts';
import { build } from '../support/build.ts';

const told = (name: string, params: object) =>
  dotStages(build(name, { ...params })).map(
    ({ name: stage, height, heightAfter, groups }) =>
      `${stage}: ${height} to ${heightAfter}, ${groups.length} adders`,
  );

describe('the stages of a dot diagram', () => {
  it("are Dadda's heights", () => {
    expect(told('dadda-multiplier', { i: 8, j: 8 })).toEqual([
      'to height 6: 8 to 6, 6 adders',
      'to height 4: 6 to 4, 14 adders',
      'to height 3: 4 to 3, 10 adders',
      'to height 2: 3 to 2, 12 adders',
      'final adder: 2 to 1, 14 adders',
      'result: 1 to 1, 0 adders',
    ]);
  });

  it('are those of an adder too', () => {
    expect(told('ripple-carry-adder', { i: 8, j: 8 })).toEqual([
      'addition: 2 to 1, 8 adders',
      'result: 1 to 1, 0 adders',
    ]);
  });

  it('hold every adder once, and end in one dot for each bit of the product', () => {
    for (const name of ['dadda-multiplier', 'wallace-multiplier', 'array-multiplier'])
      for (const [i, j] of [
        [1, 1],
        [1, 7],
        [2, 2],
        [5, 3],
        [12, 12],
      ]) {
        const netlist = build(name, { i, j });
        const stages = dotStages(netlist);
        const groups = stages.flatMap((stage) => stage.groups);
        const { fa, ha } = count(netlist);
        expect([
          groups.filter(({ kind }) => kind === 'fa').length,
          groups.filter(({ kind }) => kind === 'ha').length,
        ]).toEqual([fa, ha]);
        const result = stages.at(-1)?.columns.flat() ?? [];
        expect(result.length).toBe(
          new Set(
            Object.values(netlist.outputs)
              .flat()
              .filter((net) => net > 1),
          ).size,
        );
      }
  });

  it('have the constant 1 as a dot where dots stand for what counts negative', () => {
    const stages = dotStages(build('booth-multiplier', { i: 8, j: 8 }));
    const groups = stages.flatMap((stage) => stage.groups);
    const withOne = groups
      .filter(({ dots }) => dots.includes(1))
      .map(({ kind, column }) => `${kind} in ${column}`);
    expect(withOne).toMatchInlineSnapshot(`
      [
        "ha in 9",
        "ha in 10",
        "one in 12",
        "one in 14",
        "one in 15",
      ]
    `);
  });

  it('are refused where a final adder is no row of adders', () => {
    expect(() => dotStages(build('dadda-multiplier', { i: 8, j: 8, final: 'sklansky' }))).toThrow(
      'dotStages: the netlist must be a sum of dots, as a multiplier is, got',
    );
  });

  it('are refused where a netlist adds no dots', () => {
    expect(() => dotStages(build('barrel-shifter', {}))).toThrow(
      'dotStages: the netlist must be a sum of dots, as a multiplier is, got',
    );
  });

  it('agree with the netlist: an AND a dot at first, a column less by what its adders take', () => {
    const widths = fc.integer({ min: 1, max: 14 });
    const names = fc.constantFrom('dadda-multiplier', 'wallace-multiplier', 'array-multiplier');
    fc.assert(
      fc.property(names, widths, widths, (name, i, j) => {
        const netlist = build(name, { i, j });
        const stages = dotStages(netlist);
        const products = scopeAt(netlist, 'partial products');
        const nets = new Set(stages.flatMap(({ columns }) => columns.flat()).map(({ net }) => net));
        for (let net = products.start; net < products.end; net++) expect(nets).toContain(net);
        const { fa, ha } = count(netlist);
        const groups = stages.flatMap((stage) => stage.groups);
        expect(groups.filter(({ kind }) => kind === 'fa')).toHaveLength(fa);
        expect(groups.filter(({ kind }) => kind === 'ha')).toHaveLength(ha);
        for (const stage of stages) {
          expect(stage.height).toBe(Math.max(...stage.columns.map(({ length }) => length)));
          for (const [number, group] of stage.groups.entries()) {
            const taken = at(stage.columns, group.column)
              .map((dot, row) => ({ ...dot, row }))
              .filter((dot) => dot.group === number);
            expect(taken.map(({ row }) => row)).toEqual(taken.map((_, k) => group.row + k));
            expect([taken.length, group.row === -1]).toEqual([group.size, group.size === 0]);
            for (const { net } of taken) expect(group.dots).toContain(net);
          }
        }
        const [dotsAtFirst] = stages.map(({ columns }) => columns.flat().length);
        // A full adder leaves two dots of three, a half adder two of two, XOR gates one; the last stage is the product.
        const lost = groups.reduce(
          (sum, { dots, carry }) => sum + dots.length - (carry === undefined ? 1 : 2),
          0,
        );
        expect(at(stages, stages.length - 1).columns.flat().length).toBe(i * j - lost);
        if (name !== 'array-multiplier') expect(dotsAtFirst).toBe(i * j);
      }),
      { seed: 1, numRuns: 20 },
    );
  });
});
