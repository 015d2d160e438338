import { fullAdder, halfAdder } from '../gates/adders.ts';
import { at } from '../gates/at.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Net } from '../gates/net.ts';
import { defineCircuit } from './circuit.ts';
import { type Columns, height } from './columns.ts';
import { daddaSchedule } from './dadda-schedule.ts';
import { addColumns, FINAL_ADDERS, type FinalAdder } from './final-adder.ts';
import { multiplier } from './multiplier.ts';
import { columnsOf, partialProducts } from './rows.ts';

/** Dadda's target heights below `most`, the largest first: 2, 3, 4, 6, 9, 13 ..., each 3/2 of the one before. */
export function daddaHeights(most: number): number[] {
  const heights: number[] = [];
  for (let target = 2; target < most; target = Math.floor((target * 3) / 2)) heights.unshift(target);
  return heights;
}

/**
 * One stage: from the lowest column up, just enough adders that each column, the carries that reach it included,
 * has `target` dots. A half adder removes one dot, a full adder two. The oldest dots go first.
 */
export function reduceToHeight(g: Builder, columns: Columns, target: number): Columns {
  return g.scope(`to height ${target}`, () => {
    const next: Columns = [];
    let carries: Net[] = [];
    for (const column of columns) {
      const kept = carries;
      carries = [];
      let taken = 0;
      for (let excess = column.length + kept.length - target; excess > 0; excess -= 2) {
        const x = at(column, taken);
        const y = at(column, taken + 1);
        const added = excess === 1 ? halfAdder(g, x, y) : fullAdder(g, x, y, at(column, taken + 2));
        taken += excess === 1 ? 2 : 3;
        kept.push(added.sum);
        carries.push(added.carry);
      }
      for (; taken < column.length; taken++) kept.push(at(column, taken));
      next.push(kept);
    }
    return next;
  });
}

/** a b by Dadda's reduction and a final adder, by default ripple-carry; a.length + b.length bits. */
export function daddaMultiply(g: Builder, a: Bus, b: Bus, final: FinalAdder = 'ripple-carry'): Bus {
  let columns = columnsOf(partialProducts(g, a, b), a.length + b.length);
  g.scope('reduction', () => {
    for (const target of daddaHeights(height(columns))) columns = reduceToHeight(g, columns, target);
  });
  return addColumns(g, columns, final);
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
  model: (x) => base.model(x),
  arithmetic: () => base.arithmetic(),
  build: (g, { a, b }, { final }) => ({ p: daddaMultiply(g, a, b, final) }),
  loose: ({ i, j, final }) =>
    final === 'ripple-carry' ? { and: i * j } : { and: 'any', or: 'any', xor: 'any', mux: 'any' },
  structure: (netlist, { final }) => daddaSchedule(netlist, final === 'ripple-carry'),
});

/** Widths at which a whole verification visits the other final adders. */
const CASE_WIDTHS = [1, 2, 3, 4, 5, 8, 16, 32, 64] as const;
