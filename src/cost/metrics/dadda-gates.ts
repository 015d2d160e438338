import { computed, type Formula } from '../metric.ts';
import type { Sizes } from '../operation.ts';

/**
 * The gates of a Dadda multiplier by what a full and a half adder count: an AND for each dot, i*j - i - j full adders and
 * min(i, j) half adders; one row of dots has no adders.
 */
export function daddaGates(
  fullAdder: number,
  halfAdder: number,
): (sizes: Sizes['mul']) => Formula<Sizes['mul']> {
  const dots = computed('i*j', ({ i, j }: Sizes['mul']) => i * j);
  const whole = computed(
    `i*j + ${fullAdder}*(i*j - i - j) + ${halfAdder}*min(i, j)`,
    ({ i, j }: Sizes['mul']) => i * j + fullAdder * (i * j - i - j) + halfAdder * Math.min(i, j),
  );
  return ({ i, j }) => (i === 1 || j === 1 ? dots : whole);
}
