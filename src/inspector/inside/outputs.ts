import { buildObserved, modelOf } from '../../circuits/circuit.ts';
import { busNumber, netValues } from '../net-values.ts';
import type { InsideState } from './inside-state.ts';

/** What came out of a port. */
export interface Outcome {
  readonly port: string;
  readonly width: number;
  readonly value: bigint;
  /** What the model says; undefined where it says nothing of this port by itself. */
  readonly expected: bigint | undefined;
  /** Whether gates that only a check adds made it, from outputs that are not settled one by one. */
  readonly isObserved: boolean;
}

/** The outputs of a circuit beside its model, those that are observed behind its own. */
export function outcomesOf(
  {
    circuit,
    params,
    netlist,
    inputs,
    fault,
  }: Pick<InsideState, 'circuit' | 'params' | 'netlist' | 'inputs' | 'fault'>,
  bits: Uint8Array,
): Outcome[] {
  const expected = modelOf(circuit, params)(Object.values(inputs));
  const rows = (outputs: typeof netlist.outputs, values: Uint8Array, isObserved: boolean) =>
    Object.entries(outputs).map(([port, bus]) => ({
      port,
      width: bus.length,
      value: busNumber(values, bus),
      expected:
        isObserved || circuit.meaning(params).observe === undefined ? (expected[port] ?? 0n) : undefined,
      isObserved,
    }));
  const own = rows(netlist.outputs, bits, false);
  if (circuit.meaning(params).observe === undefined) return own;
  // What is added comes last, so the nets of the circuit have their numbers, and the fault is where it was.
  const observed = buildObserved(circuit, params);
  return [...own, ...rows(observed.outputs, netValues(observed, inputs, fault), true)];
}
