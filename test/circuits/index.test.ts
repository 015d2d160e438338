import { describe, expect, test } from 'vitest';
import { buildCircuit, buildObserved, modelOf, resolveCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import { check } from '../../src/gates/check.ts';
import { GATE_NAMES } from '../../src/gates/gate.ts';
import { sweepOf } from '../../src/verify/plan.ts';
import { everyCase } from '../support/every-case.ts';

/** Options of the command line that a parameter or a port of the same name would hide. */
const OPTIONS = [
  ...['format', 'out', 'load', 'quiet', 'log-level', 'log-format', 'help', 'version', 'completion'],
  ...['widths', 'grid', 'checks', 'seed', 'jobs', 'trace', 'names', 'exhaustive', 'resume', 'to', 'as'],
];

test('names are kebab-case and unique', () => {
  const names = CIRCUITS.map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(CIRCUITS.map((circuit) => [circuit.name, circuit] as const))('%s', (_, circuit) => {
  const defaults = resolveCircuit(circuit, {});
  const widths = [1, 2, 3, 4, 5, 6];
  const small = [...sweepOf(circuit, { params: {}, widths })];

  test('says what it computes and where it comes from', () => {
    expect(circuit.about).not.toBe('');
    expect(circuit.source).not.toBe('');
    for (const param of Object.values(circuit.params)) expect(param.about).not.toBe('');
  });

  test('parameters and input ports are different options', () => {
    const options = [...Object.keys(circuit.params), ...Object.keys(circuit.inputs(defaults))];
    expect(new Set(options).size).toBe(options.length);
    for (const option of options) expect(OPTIONS).not.toContain(option);
  });

  test('builds with its defaults', () => {
    expect(buildCircuit(circuit, defaults).name).toMatch(new RegExp(`^${circuit.name}\\(`));
  });

  test('every small instance has sound labels, and the loose gates that it declares', () => {
    for (const values of small) {
      const { violations, loose } = check(buildCircuit(circuit, values));
      expect(violations).toEqual([]);
      const declared = circuit.loose(values);
      for (const gate of GATE_NAMES)
        if (declared[gate] !== 'any') expect(loose[gate], `${gate} of ${values}`).toBe(declared[gate] ?? 0);
    }
  });

  test('its model agrees with every small instance, on every output there is', () => {
    for (const values of small.filter((some) =>
      Object.values(some).every((v) => typeof v !== 'number' || v < 4),
    )) {
      const netlist = buildObserved(circuit, values);
      const model = modelOf(circuit, values);
      for (const { x, y } of everyCase(netlist)) expect(model(Object.values(x))).toMatchObject(y);
    }
  });
});
