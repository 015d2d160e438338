import { type AnyCircuit, modelOf } from '../circuits/circuit.ts';
import type { Meaning } from '../circuits/meaning.ts';
import type { AnyValues } from '../circuits/params.ts';
import { floatSum, holdsFloatSum } from '../sim/float-reference.ts';
import { byModel, product, type Reference, sum } from '../sim/reference.ts';
import { shifted } from '../sim/shift-reference.ts';

/** What machines compute by themselves of a meaning, as plain data; undefined where that is nothing. */
export function machineArithmetic(meaning: Meaning) {
  switch (meaning.kind) {
    case 'product':
    case 'sum':
      return { kind: meaning.kind };
    case 'float sum': {
      const { kind, e, f, direction } = meaning;
      const sum = { kind, e, f, ...(direction === undefined ? {} : { direction }) };
      // They hold no floats of any width.
      return holdsFloatSum(sum) ? sum : undefined;
    }
    case 'shift':
      return { kind: meaning.kind, direction: meaning.direction };
    case 'equation':
    case 'split':
    case 'plain':
    case 'model':
      return undefined;
  }
}

/** What a circuit must compute: machine arithmetic where there is that, else its model. */
export function referenceOf(circuit: AnyCircuit, params: AnyValues): Reference {
  const machine = machineArithmetic(circuit.meaning(params));
  switch (machine?.kind) {
    case 'product':
      return product;
    case 'sum':
      return sum;
    case 'float sum':
      return floatSum(machine);
    case 'shift':
      return shifted(machine.direction);
    case undefined:
      return byModel(modelOf(circuit, params));
  }
}
