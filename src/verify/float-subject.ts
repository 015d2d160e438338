import type { AnyCircuit } from '../circuits/circuit.ts';
import { type Direction, ROUNDING_CODES, ROUNDINGS } from '../circuits/float-adder/rounding.ts';
import { type AnyValues, withDefaults } from '../circuits/params.ts';
import { mustBe } from '../gates/must-be.ts';
import type { FloatSum, RoundingCase } from '../proof/prove-float-sum.ts';

/** The sum of floats that a circuit's record says it computes; undefined where it says something else. */
export function floatSumOf(
  circuit: AnyCircuit,
  params: AnyValues,
): Pick<FloatSum, 'e' | 'f' | 'roundings'> | undefined {
  const meaning = circuit.meaning(params);
  if (meaning.kind !== 'float sum') return undefined;
  const { e, f, direction } = meaning;
  return { e, f, roundings: direction === undefined ? BY_PORT : [{ rounding: directionOf(direction) }] };
}

/** Whether a circuit is a floating-point adder, by what its record says of its default values. */
export function isFloatAdder(circuit: AnyCircuit): boolean {
  return floatSumOf(circuit, withDefaults(circuit.params, {})) !== undefined;
}

function directionOf(code: number): Direction {
  for (const name of ROUNDINGS) if (name !== 'port' && ROUNDING_CODES[name] === code) return name;
  throw mustBe('float sum', 'direction', 'the code of one', code);
}

/** By code on the port `rm`: 5 acts as 4 and 7 as 6. */
const BY_PORT: readonly RoundingCase[] = [0, 1, 2, 3, 4, 4, 6, 6].map((code, rm) => ({
  rounding: directionOf(code),
  rm,
}));
