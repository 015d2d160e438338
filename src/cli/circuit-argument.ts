import { type AnyCircuit, resolveCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { emptyRecord, entryOf } from '../gates/entry-of.ts';
import { mustBe } from '../gates/must-be.ts';
import { type BaseContext, SHORTHAND } from './context.ts';
import { parseParam } from './ranges.ts';

/** The one circuit that a command names. */
export function namedCircuit(who: string, { names, catalogue }: BaseContext): AnyCircuit {
  const [name] = names;
  const known = catalogue.circuits.map((circuit) => circuit.name).join(', ');
  const circuit = catalogue.circuits.find((one) => one.name === name);
  if (circuit === undefined) throw mustBe(who, 'circuit', `one of ${known}`, name ?? 'nothing');
  return circuit;
}

/** The values that the options give to a circuit's parameters, by themselves or by the shorthand; only those given. */
export function paramsGiven(
  circuit: AnyCircuit,
  { given: texts }: Pick<BaseContext, 'given'>,
): Record<string, (number | string | boolean)[]> {
  const given = emptyRecord<(number | string | boolean)[]>();
  const meant = entryOf(circuit.shorthand?.values ?? {}, texts[SHORTHAND] ?? '') ?? {};
  for (const [name, param] of Object.entries(circuit.params)) {
    const raw = entryOf(texts, name);
    const value = entryOf(meant, name);
    if (value !== undefined) given[name] = [value];
    if (raw === undefined) continue;
    if (value !== undefined)
      throw mustBe(circuit.name, `--${name}`, `left out beside --${circuit.shorthand?.option}`, raw);
    given[name] = parseParam(circuit.name, name, param, raw);
  }
  return given;
}

/** The one value of each parameter that the options give; throws where they give a range. */
export function oneCase(circuit: AnyCircuit, context: Pick<BaseContext, 'given'>): AnyValues {
  const given = Object.entries(paramsGiven(circuit, context)).map(([name, values]) => {
    if (values.length !== 1) throw mustBe(circuit.name, `--${name}`, 'one value', values.join(', '));
    return [name, values[0]] as const;
  });
  return resolveCircuit(circuit, Object.fromEntries(given));
}

/** Every combination of the values that the options give. */
export function everyCase(circuit: AnyCircuit, context: Pick<BaseContext, 'given'>): AnyValues[] {
  const all = Object.entries(paramsGiven(circuit, context)).reduce<
    Record<string, number | string | boolean>[]
  >(
    (some, [name, values]) => some.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  return all.map((values) => resolveCircuit(circuit, values));
}
