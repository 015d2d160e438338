import type { AnyCircuit } from '../circuits/circuit.ts';
import { type CommandHead, SHORTHAND } from './context.ts';
import type { NamedOption } from './option.ts';
import { portAbout } from './port-values.ts';
import { oneOf, readAny } from './readers.ts';

const group = 'Of the circuit:';

/** The parameters and ports of circuits as options, as far as a command takes them. */
export function circuitOptions(command: CommandHead, circuits: readonly AnyCircuit[]): NamedOption[] {
  if (command.circuitOptions === 'none') return [];
  const options = new Map<string, NamedOption>();
  for (const one of circuits) {
    const { name: circuit, params, inputs } = one;
    for (const [name, param] of Object.entries(params)) {
      const bounds = param.kind === 'integer' ? `, ${param.min} to ${param.max}` : '';
      const choices = param.kind === 'choice' ? `: ${param.values.join(', ')}` : '';
      options.set(name, {
        name,
        group,
        about: `${circuit}: ${param.about}${bounds}${choices} (by default ${param.default})`,
        // Its circuit reads it: by the range or list that a sweep over it may be.
        ...(param.kind === 'flag' ? {} : { parse: readAny }),
      });
    }
    if (command.circuitOptions === 'params') continue;
    const defaults = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
    for (const [port, width] of Object.entries(inputs(defaults)))
      options.set(port, {
        name: port,
        group,
        about: portAbout(one, defaults, port),
        parse: readAny,
        ...(command.portsMisplaced === undefined ? {} : { misplaced: command.portsMisplaced }),
        // Numbered ports that only more terms bring would fill the help.
        ...(width === 0 && /\d$/.test(port) ? { isHidden: true } : {}),
      });
  }
  return [...options.values()];
}

/**
 * Adds the shorthands of circuits. One may be called like an option of every command, as --format is: then its values
 * tell which of the two is meant.
 */
export function withShorthands(
  command: CommandHead,
  circuits: readonly AnyCircuit[],
  options: readonly NamedOption[],
): NamedOption[] {
  const all = [...options];
  if (command.circuitOptions === 'none') return all;
  for (const { name: circuit, shorthand } of circuits) {
    if (shorthand === undefined) continue;
    const { option: name, about, refused } = shorthand;
    const values = Object.keys(shorthand.values);
    const known = all.findIndex((option) => option.name === name);
    const base = all[known] ?? { name, group, about: '', parse: oneOf([]) };
    const full = {
      ...base,
      about: [base.about, `${circuit}: ${about} (${values.join(', ')})`]
        .filter((text) => text !== '')
        .join('; or '),
      refused: { ...base.refused, ...refused },
      also: { option: SHORTHAND, values: [...new Set([...(base.also?.values ?? []), ...values])] },
    };
    if (known === -1) all.push(full);
    else all[known] = full;
  }
  return all;
}
