import type { AnyCircuit } from '../circuits/circuit.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Context } from './context.ts';
import { parseParam } from './ranges.ts';
import { asUsage } from './usage-error.ts';

/** The one circuit that a command names. */
export function namedCircuit(who: string, { names, catalogue }: Context): AnyCircuit {
  const [name, ...more] = names;
  const known = catalogue.circuits.map((circuit) => circuit.name).join(', ');
  return asUsage(() => {
    const circuit = catalogue.circuits.find((one) => one.name === name);
    if (circuit === undefined) throw mustBe(who, 'circuit', `one of ${known}`, name ?? 'nothing');
    if (more.length > 0) throw mustBe(who, 'circuit', 'one name', [name, ...more].join(' '));
    return circuit;
  });
}

/** The values that the options give to a circuit's parameters; only those given. */
export function paramsGiven(
  circuit: AnyCircuit,
  { options }: Context,
): Record<string, (number | string | boolean)[]> {
  const given: Record<string, (number | string | boolean)[]> = {};
  for (const [name, param] of Object.entries(circuit.params)) {
    const raw = options[name];
    if (raw !== undefined) given[name] = asUsage(() => parseParam(circuit.name, name, param, raw));
  }
  return given;
}
