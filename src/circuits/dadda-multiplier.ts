import { type Columns, height } from '../dots/columns.ts';
import { daddaHeights, daddaSchedule } from '../dots/dadda-schedule.ts';
import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { addDots } from './add-dots.ts';
import { defineCircuit } from './circuit.ts';
import { addColumns, FINAL_ADDERS, type FinalAdder } from './final-adder.ts';
import { multiplier } from './multiplier.ts';
import { columnsOf, partialProducts } from './rows.ts';

/**
 * One stage: from the lowest column up, just enough adders that each column, the carries that reach it included,
 * has `target` dots. A half adder removes one dot of a column, a full adder two. The oldest dots go first. What would
 * be carried out of the top column is dropped: the sum is modulo 2^columns.length.
 */
export function reduceToHeight(g: Builder, columns: Columns, target: number): Columns {
  return g.scope(`to height ${target}`, () => {
    const next: Columns = [];
    let carries: Net[] = [];
    for (const [k, column] of columns.entries()) {
      const isTop = k === columns.length - 1;
      const kept = carries;
      carries = [];
      let taken = 0;
      for (let excess = column.length + kept.length - target; excess > 0; excess -= 2) {
        const x = at(column, taken);
        const y = at(column, taken + 1);
        const added = addDots(g, excess === 1 ? [x, y] : [x, y, at(column, taken + 2)], isTop);
        taken += excess === 1 ? 2 : 3;
        kept.push(added.sum);
        if (added.carry !== undefined) carries.push(added.carry);
      }
      for (; taken < column.length; taken++) kept.push(at(column, taken));
      next.push(kept);
    }
    return next;
  });
}

/** All stages of Dadda's reduction, in the stage `reduction`: columns of at most two dots are left. */
export function daddaReduce(g: Builder, columns: Columns): Columns {
  return g.scope('reduction', () =>
    daddaHeights(height(columns)).reduce((some, target) => reduceToHeight(g, some, target), columns),
  );
}

/** a b by Dadda's reduction and a final adder, by default ripple-carry; a.length + b.length bits. */
export function daddaMultiply(g: Builder, a: Bus, b: Bus, final: FinalAdder = 'ripple-carry'): Bus {
  return addColumns(g, daddaReduce(g, columnsOf(partialProducts(g, a, b), a.length + b.length)), final);
}

const base = multiplier(daddaMultiply);

const params = {
  ...base.params,
  final: {
    kind: 'choice',
    about: 'the adder of the last two rows',
    values: FINAL_ADDERS,
    default: 'ripple-carry',
  },
} as const;

export const daddaMultiplier = defineCircuit({
  name: 'dadda-multiplier',
  about: 'product of two unsigned numbers: AND partial products, Dadda reduction, ripple-carry final adder',
  source: 'L. Dadda, Some schemes for parallel multipliers, Alta Frequenza 34, 1965',
  params,
  sweep: { final: ['ripple-carry'] },
  *cases() {
    for (const final of FINAL_ADDERS.slice(1))
      for (const i of CASE_WIDTHS) for (const j of CASE_WIDTHS) yield { i, j, final };
  },
  inputs: (p) => base.inputs(p),
  meaning: base.meaning,
  build: (g, { a, b }, { final }) => ({ p: daddaMultiply(g, a, b, final) }),
  loose: ({ i, j, final }) =>
    final === 'ripple-carry' ? { and: i * j } : { and: 'any', or: 'any', xor: 'any', mux: 'any' },
  structure: (netlist, { final }) => daddaSchedule(netlist, final === 'ripple-carry'),
});

/** Widths at which a whole verification visits the other final adders. */
const CASE_WIDTHS = [1, 2, 3, 4, 5, 8, 16, 32, 64] as const;
