import { propagateCarry } from '../../src/circuits/add-dots.ts';
import { defineCircuit } from '../../src/circuits/circuit.ts';
import { daddaMultiplier, reduceToHeight } from '../../src/circuits/dadda-multiplier.ts';
import { columnsOf, partialProducts } from '../../src/circuits/rows.ts';
import { type Columns, height } from '../../src/dots/columns.ts';
import { daddaHeights } from '../../src/dots/dadda-schedule.ts';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { at } from '../../src/gates/at.ts';
import type { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import type { Net } from '../../src/gates/net.ts';

/** Deliberately wrong circuits, each wrong in one way, and all called Dadda multipliers. */

/** The lowest two nets of the product change places. */
export const swappedNets = defineCircuit({
  ...daddaMultiplier,
  build: (g, x, p) => {
    const [low, next, ...rest] = daddaMultiplier.build(g, x, p).p;
    return { p: [next, low, ...rest].filter((net) => net !== undefined) };
  },
});

/** The carry of the first full adder is made by an AND where an OR belongs. */
export const andForOr = defineCircuit({
  ...daddaMultiplier,
  build: (g, x, p) => {
    const or = g.or.bind(g);
    let isFirst = true;
    g.or = (x, y) => {
      const net = isFirst ? g.and(x, y) : or(x, y);
      isFirst = false;
      return net;
    };
    return daddaMultiplier.build(g, x, p);
  },
});

/** The first two partial products are labelled as a half adder. */
export const mislabelledCell = defineCircuit({
  ...daddaMultiplier,
  build: (g, x, p) => {
    g.cell('ha');
    return daddaMultiplier.build(g, x, p);
  },
});

/** The partial product a_0 b_1 is never made. */
export const droppedPartialProduct = defineCircuit({
  ...daddaMultiplier,
  build: (g, { a, b }) => {
    const rows = g.scope('partial products', () =>
      b.map((y, j) => [
        ...new Array<undefined>(j).fill(undefined),
        ...a.map((x, i) => (i === 0 && j === 1 ? undefined : g.and(x, y))),
      ]),
    );
    return { p: sumOf(g, columnsOf(rows, a.length + b.length), reduceAsDadda) };
  },
});

/** Every column of more than two dots is reduced as far as it goes in each stage, by as many stages as it takes. */
export const greedyReduction = reducedBy((g, columns) => {
  let reduced = columns;
  for (let stage = 1; height(reduced) > 2; stage++)
    reduced = g.scope(`stage ${stage}`, () => reduceGreedily(g, reduced));
  return reduced;
});

/** Two half adders where Dadda has its first full adder. */
export const halvesForFull = reducedBy(
  (g, columns) => reduceFirstByHalves(g, columns, daddaHeights(height(columns))),
  // A spare column keeps XOR gates out of the top column, where they would be a breach of their own.
  (g, columns) => propagateCarry(g, [...columns, []]).slice(0, columns.length),
);

/** A first stage that does nothing. */
export const idleStage = reducedBy((g, columns) => {
  g.scope('idle', () => {});
  return reduceAsDadda(g, columns);
});

type Reduce = (g: Builder, columns: Columns) => Columns;

function reducedBy(reduce: Reduce, add = propagateCarry) {
  return defineCircuit({
    ...daddaMultiplier,
    build: (g, { a, b }) => ({
      p: sumOf(g, columnsOf(partialProducts(g, a, b), a.length + b.length), reduce, add),
    }),
  });
}

function sumOf(g: Builder, columns: Columns, reduce: Reduce, add = propagateCarry): Bus {
  return add(
    g,
    g.scope('reduction', () => reduce(g, columns)),
  );
}

function reduceAsDadda(g: Builder, columns: Columns): Columns {
  return daddaHeights(height(columns)).reduce((some, target) => reduceToHeight(g, some, target), columns);
}

function reduceGreedily(g: Builder, columns: Columns): Columns {
  const next: Columns = columns.map(() => []);
  for (const [k, column] of columns.entries()) {
    const left = [...column];
    while (column.length > 2 && left.length > 1) {
      const added = addSome(g, left);
      at(next, k).push(added.sum);
      at(next, k + 1).push(added.carry);
    }
    at(next, k).push(...left);
  }
  return next;
}

/** Adds three dots if there are three, else two, and takes them away. */
function addSome(g: Builder, left: Net[]) {
  const [x, y, z] = left.splice(0, 3);
  if (x === undefined || y === undefined) throw new Error('two dots are the least to add');
  return z === undefined ? halfAdder(g, x, y) : fullAdder(g, x, y, z);
}

/** As Dadda, but for its first full adder there are two half adders, whose carries the next columns take on. */
function reduceFirstByHalves(g: Builder, columns: Columns, heights: readonly number[]): Columns {
  let isFirst = true;
  return heights.reduce(
    (some, target) =>
      g.scope(`to height ${target}`, () => {
        const next: Columns = some.map((column) => [...column]);
        for (const [k, column] of next.entries())
          while (column.length > target) {
            const full = column.length - target >= 2;
            const dots = column.splice(0, full && !isFirst ? 3 : 2);
            if (full) isFirst = false;
            const added = addSome(g, dots);
            column.push(added.sum);
            at(next, k + 1).push(added.carry);
          }
        return next;
      }),
    columns,
  );
}
