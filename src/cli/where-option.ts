import { emptyRecord, entryOf } from '../gates/entry-of.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Where } from '../verify/vectors-where.ts';
import type { Context } from './context.ts';
import { parseValue, VALUE_RULE } from './ranges.ts';

/** The values of ports that `--where` gives, such as `op=add,rm=3`; names of values are those of the circuits named. */
export function readWhere(text: string, { names, catalogue }: Context): Where {
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
    where[port] = Number(
      named ?? (/^-\d+$/.test(value) ? value : parseValue('verify', `--where ${port}`, value, rule)),
    );
  }
  return where;
}
