import type { AnyCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { isSignedPort } from '../circuits/port-number.ts';
import { mustBe } from '../gates/must-be.ts';
import { MOST_EXHAUSTIVE_BITS } from '../sim/campaign.ts';

/**
 * Values of some input ports, which then stay the same in every vector: their bits, or in two's complement a negative
 * number.
 */
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
  // The number of a vector has the fixed bits too, and is exact only so far.
  if (Object.keys(where).length > 0 && bits > MOST_EXHAUSTIVE_BITS)
    throw mustBe(
      `verify ${circuit.name}`,
      'number of input bits with --where, those that it fixes included,',
      `at most ${MOST_EXHAUSTIVE_BITS}`,
      bits,
    );
  let from = 0;
  let fixed = 0;
  for (const [name, width] of ports.toReversed()) {
    const given = where[name];
    if (given === undefined) break;
    const least = isSignedPort(circuit, params, name) ? -(2 ** (width - 1)) : 0;
    if (given >= 2 ** width || given < least)
      throw mustBe(
        `verify ${circuit.name}`,
        `--where ${name}`,
        `a number from ${least} to ${2 ** width - 1}`,
        given,
      );
    const value = given < 0 ? given + 2 ** width : given;
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
