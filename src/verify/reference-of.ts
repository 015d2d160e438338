import { type AnyCircuit, modelOf } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { floatSum } from '../sim/float-reference.ts';
import { byModel, product, type Reference, sum } from '../sim/reference.ts';
import { shifted } from '../sim/shift-reference.ts';

/** What a circuit must compute: machine arithmetic where its record names one, else its model. */
export function referenceOf(circuit: AnyCircuit, params: AnyValues): Reference {
  const arithmetic = circuit.arithmetic?.(params);
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
