import type { AnyCircuit } from '../circuits/circuit.ts';
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
  const arithmetic = circuit.arithmetic?.(params);
  if (arithmetic?.kind === 'product' || arithmetic?.kind === 'sum')
    return blaming(circuit, 'arithmetic', () => equationFor(arithmetic.kind, netlist));
  const equation = circuit.equation?.(params);
  if (equation === undefined) return undefined;
  const terms = [...equation.outputs, ...equation.inputs].flatMap(({ ports }) => ports);
  const signed = circuit.signed?.(params).filter((port) => terms.includes(port)) ?? [];
  return signed.length === 0 ? equation : { ...equation, signed };
}

/** Whether a circuit's record says what there is to prove. */
export function saysWhatToProve(circuit: AnyCircuit, params: AnyValues): boolean {
  const kind = circuit.arithmetic?.(params)?.kind;
  if (kind === 'product' || kind === 'sum' || circuit.equation !== undefined) return true;
  return circuit.split !== undefined || circuit.plain !== undefined;
}

/** Proves a circuit for every input, by what its record says of it; undefined where it says nothing to prove. */
export function proveCircuit(
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  options: ProveOptions = {},
): Proof | undefined {
  const equation = equationOf(circuit, params, netlist);
  if (equation !== undefined)
    return blaming(circuit, 'equation', () => proveEquation(netlist, equation, options));
  const split = circuit.split?.(params);
  if (split !== undefined) return blaming(circuit, 'split', () => proveSplit(netlist, split));
  const reference = plainNetlist({ circuit, params });
  if (reference === undefined) return undefined;
  return blaming(circuit, 'plain', () => proveEqual(netlist, reference, circuit.plain?.order));
}
