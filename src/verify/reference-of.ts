import { type AnyCircuit, type Arithmetic, modelOf } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { floatSum, holdsFloatSum } from '../sim/float-reference.ts';
import { byModel, product, type Reference, sum } from '../sim/reference.ts';
import { shifted } from '../sim/shift-reference.ts';

/** The arithmetic that a circuit's record names, where machines have it: they hold no floats of any width. */
export function machineArithmetic(circuit: AnyCircuit, params: AnyValues): Arithmetic | undefined {
  const arithmetic = circuit.arithmetic?.(params);
  return arithmetic?.kind === 'float sum' && !holdsFloatSum(arithmetic) ? undefined : arithmetic;
}

/** What a circuit must compute: machine arithmetic where its record names one, else its model. */
export function referenceOf(circuit: AnyCircuit, params: AnyValues): Reference {
  const arithmetic = machineArithmetic(circuit, params);
  switch (arithmetic?.kind) {
    case 'product':
      return product;
    case 'sum':
      return sum;
    case 'float sum':
      return floatSum(arithmetic);
    case 'shift':
      return shifted(arithmetic.direction);
    default:
      return byModel(modelOf(circuit, params));
  }
}
