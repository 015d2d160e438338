import type { AnyCircuit } from '../circuits/circuit.ts';
import type { PlainForm } from '../circuits/meaning.ts';
import type { AnyValues } from '../circuits/params.ts';
import { type Equation, productEquation, sumEquation } from '../gates/equation.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { Proof } from '../proof/proof.ts';
import { proveEqual } from '../proof/prove-equal.ts';
import { type ProveOptions, proveEquation } from '../proof/prove-equation.ts';
import { proveSplit } from '../proof/prove-split.ts';
import { blaming } from './record-error.ts';
import { plainNetlist } from './under-test.ts';

/** What a netlist must compute as an equation: the product of its two inputs, or the sum of all. */
export function equationFor(kind: 'product' | 'sum', netlist: Netlist): Equation {
  const inputs = Object.keys(netlist.inputs);
  const [output, ...more] = Object.keys(netlist.outputs);
  if (output === undefined || more.length > 0)
    throw mustBe(netlist.name, 'number of outputs', '1', more.length + 1);
  if (kind === 'sum') return sumEquation(output, inputs);
  const [x, y, ...others] = inputs;
  if (x === undefined || y === undefined || others.length > 0)
    throw mustBe(netlist.name, 'number of inputs', '2', inputs.length);
  return productEquation(output, x, y);
}

/** The equation that a circuit's record states; undefined where it states none. */
export function equationOf(circuit: AnyCircuit, params: AnyValues, netlist: Netlist): Equation | undefined {
  const meaning = circuit.meaning(params);
  switch (meaning.kind) {
    case 'product':
    case 'sum':
      return blaming(circuit, 'meaning.kind', () => equationFor(meaning.kind, netlist));
    case 'equation':
      return withSigns(circuit, params, meaning.equation);
    case 'float sum':
    case 'shift':
    case 'split':
    case 'plain':
    case 'model':
      return undefined;
  }
}

function withSigns(circuit: AnyCircuit, params: AnyValues, equation: Equation): Equation {
  const terms = [...equation.outputs, ...equation.inputs].flatMap(({ ports }) => ports);
  const signed = circuit.signed?.(params).filter((port) => terms.includes(port)) ?? [];
  return signed.length === 0 ? equation : { ...equation, signed };
}

/** Whether a circuit's record says what there is to prove here; a sum of floats is for `proveFloatAdder`. */
export function saysWhatToProve(circuit: AnyCircuit, params: AnyValues): boolean {
  const meaning = circuit.meaning(params);
  switch (meaning.kind) {
    case 'product':
    case 'sum':
    case 'equation':
    case 'split':
    case 'plain':
      return true;
    case 'shift':
      return meaning.plain !== undefined;
    case 'float sum':
    case 'model':
      return false;
  }
}

/** Proves a circuit for every input, by what its record says of it; undefined where it says nothing to prove. */
export function proveCircuit(
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  options: ProveOptions = {},
): Proof | undefined {
  const meaning = circuit.meaning(params);
  const byPlainGates = (plain: PlainForm) => {
    const reference = plainNetlist({ circuit, params }, plain);
    return blaming(circuit, 'meaning.plain', () => proveEqual(netlist, reference, plain.order));
  };
  switch (meaning.kind) {
    case 'product':
    case 'sum':
    case 'equation': {
      const equation = equationOf(circuit, params, netlist);
      if (equation === undefined) return undefined;
      return blaming(circuit, 'meaning.equation', () => proveEquation(netlist, equation, options));
    }
    case 'split':
      return blaming(circuit, 'meaning.split', () => proveSplit(netlist, meaning.split));
    case 'plain':
      return byPlainGates(meaning.plain);
    case 'shift':
      return meaning.plain === undefined ? undefined : byPlainGates(meaning.plain);
    case 'float sum':
    case 'model':
      return undefined;
  }
}
