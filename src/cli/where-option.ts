import type { AnyCircuit } from '../circuits/circuit.ts';
import { emptyRecord, entryOf } from '../gates/entry-of.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Where } from '../verify/vectors-where.ts';
import type { BaseContext } from './context.ts';
import { parseValue, VALUE_RULE } from './ranges.ts';

/** The values of ports that `--where` gives, such as `op=add,rm=3`; names of values are those of the circuits named. */
export function readWhere(text: string, { names, catalogue }: BaseContext): Where {
  const circuits = catalogue.circuits.filter(({ name }) => names.includes(name));
  const where = emptyRecord<number>();
  for (const part of text.split(',')) {
    const [port, value, ...more] = part.split('=').map((word) => word.trim());
    if (port === undefined || port === '' || value === undefined || more.length > 0 || port in where)
      throw mustBe('verify', '--where', 'ports with a value each, as in op=add or op=0,rm=3', text);
    const known: Record<string, bigint> = Object.assign(
      emptyRecord(),
      ...circuits.map(({ ports = {} }) => entryOf(ports, port)?.names),
    );
    const named = known[value];
    const rule =
      Object.keys(known).length === 0
        ? VALUE_RULE
        : `one of ${Object.keys(known).join(', ')}, or ${VALUE_RULE}`;
    // A decimal at a port of floats is a number to `simulate`, so it is not taken for bits here.
    if (named === undefined && /^-?\d+$/.test(value) && circuits.some((one) => hasFloatPort(one, port)))
      throw mustBe('verify', `--where ${port}`, 'bits of a float, as 0x... or as 0b...', value);
    where[port] = Number(
      named ?? (/^-\d+$/.test(value) ? value : parseValue('verify', `--where ${port}`, value, rule)),
    );
  }
  return where;
}

function hasFloatPort(circuit: AnyCircuit, port: string): boolean {
  const defaults = Object.entries(circuit.params).map(([name, param]) => [name, param.default]);
  return entryOf(circuit.floats?.(Object.fromEntries(defaults)) ?? {}, port) !== undefined;
}
