import type { AnyCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { mustBe } from '../gates/must-be.ts';

/** Values of some input ports, which then stay the same in every vector. */
export type Where = Readonly<Record<string, number>>;

/**
 * The numbers [from, to) of the input vectors that have these values at these ports; without any, of all vectors. The
 * last ports are the highest bits of a number, so the fixed ones must be the last. Throws where they are not, or where a
 * value is too wide.
 */
export function vectorsWhere(circuit: AnyCircuit, params: AnyValues, where: Where = {}) {
  const ports = Object.entries(circuit.inputs(params)).filter(([, width]) => width > 0);
  const names = ports.map(([name]) => name).join(', ');
  for (const name of Object.keys(where))
    if (!ports.some(([port]) => port === name))
      throw mustBe(`verify ${circuit.name}`, '--where', `of the input ports ${names}`, name);
  let bits = ports.reduce((sum, [, width]) => sum + width, 0);
  let from = 0;
  let fixed = 0;
  for (const [name, width] of ports.toReversed()) {
    const value = where[name];
    if (value === undefined) break;
    if (value >= 2 ** width)
      throw mustBe(
        `verify ${circuit.name}`,
        `--where ${name}`,
        `a number from 0 to ${2 ** width - 1}`,
        value,
      );
    bits -= width;
    from += value * 2 ** bits;
    fixed++;
  }
  if (fixed !== Object.keys(where).length)
    throw mustBe(
      `verify ${circuit.name}`,
      '--where',
      `of the last input ports of ${names}, without a gap`,
      Object.keys(where).join(', '),
    );
  return { from, to: from + 2 ** bits, bits };
}
