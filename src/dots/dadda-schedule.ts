import { byteAt, wordAt } from '../gates/at.ts';
import { CELL_CODE, CELLS } from '../gates/cell.ts';
import { firstCellFrom } from '../gates/count.ts';
import { type Netlist, scopeAt } from '../gates/netlist.ts';
import { dotColumns } from './dot-columns.ts';

/** Dadda's target heights below `most`, the largest first: 2, 3, 4, 6, 9, 13 ..., each 3/2 of the one before. */
export function daddaHeights(most: number): number[] {
  const heights: number[] = [];
  for (let target = 2; target < most; target = Math.floor((target * 3) / 2)) heights.unshift(target);
  return heights;
}

/**
 * What is called Dadda follows Dadda's height schedule. Read from the finished netlist alone: every dot gets its
 * column from the partial products and the adders before it, and after each stage
 * - no column is higher than the stage's target, the largest of 2, 3, 4, 6, 9, 13 ... below the height before it;
 * - a column that got adders has exactly the target height, so none of them was needless;
 * - a column got at most one half adder, so every other one is a full adder.
 * Returns one sentence for each breach. A final adder that is no ripple of adders has no dots to read.
 */
export function daddaSchedule(netlist: Netlist, hasRipple = true): string[] {
  const { column, breaches } = dotColumns(
    netlist,
    hasRipple ? netlist.netCount : scopeAt(netlist, 'final adder').start,
  );
  if (breaches.length > 0) return [...breaches];
  const found: string[] = [];
  const heights = new Uint32Array(Object.values(netlist.inputs).reduce((sum, bus) => sum + bus.length, 1));
  const change = (k: number, by: number) => {
    heights[k] = wordAt(heights, k) + by;
  };

  const partial = scopeAt(netlist, 'partial products');
  for (let net = partial.start; net < partial.end; net++) change(wordAt(column, net), 1);

  const reduction = netlist.scopes.indexOf(scopeAt(netlist, 'reduction'));
  for (const stage of netlist.scopes.filter((scope) => scope.parent === reduction)) {
    const target = daddaHeights(Math.max(...heights))[0] ?? 2;
    const halves = new Uint32Array(heights.length);
    const adders = new Uint32Array(heights.length);
    const { kind, start } = netlist.cells;
    for (let cell = firstCellFrom(start, stage.start); cell < kind.length; cell++) {
      const first = wordAt(start, cell);
      if (first >= stage.end) break;
      const isHalf = byteAt(kind, cell) === CELL_CODE.ha;
      const { leaves, carry } = isHalf ? CELLS.ha : CELLS.fa;
      const k = wordAt(column, wordAt(netlist.fanin[0], first));
      adders[k] = wordAt(adders, k) + 1;
      if (isHalf) halves[k] = wordAt(halves, k) + 1;
      change(k, 1 - leaves);
      change(wordAt(column, first + carry.at), 1);
    }
    for (const [k, h] of heights.entries()) {
      const where = `${stage.name}: column ${k}`;
      if (h > target) found.push(`${where} must have at most ${target} dots, got ${h}`);
      if (wordAt(adders, k) > 0 && h !== target)
        found.push(`${where} has adders, so it must have ${target} dots, got ${h}`);
      if (wordAt(halves, k) > 1) found.push(`${where} must have at most one half adder, got ${halves[k]}`);
    }
  }
  const left = Math.max(...heights);
  if (left > 2) found.push(`after the last stage every column must have at most 2 dots, got ${left}`);
  return found;
}
