import { type AnyCircuit, buildCircuit, buildObserver, modelOf } from '../../circuits/circuit.ts';
import type { AnyValues } from '../../circuits/params.ts';
import type { FileInfo, Format, FormatOption, Vector } from '../../formats/format.ts';
import { FILE_FORMATS } from '../../formats/index.ts';
import { at } from '../../gates/at.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { VERSION } from '../../host/version.ts';
import { evaluate } from '../../sim/evaluate.ts';
import { benchVectors } from '../../verify/bench-vectors.ts';
import { refuseAbsentPorts } from '../absent-ports.ts';
import { namedCircuit, oneCase } from '../circuit-argument.ts';
import { defineCommand, type GivenText } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandLine } from '../option.ts';
import { portRule, readPort } from '../port-values.ts';
import { oneOf } from '../readers.ts';
import { seedOption } from '../shared-options.ts';

const WRITABLE = FILE_FORMATS.filter((format) => format.write !== undefined);

/** What an option of some formats must come with, where the format is another. */
function onlyFor(option: FormatOption) {
  return ({ text }: CommandLine) => {
    const to = text('to') ?? '';
    const able = WRITABLE.filter((one) => one.options?.includes(option)).map(({ name }) => name);
    return able.includes(to) ? undefined : ([`with --to ${able.join(' or ')}`, to] as const);
  };
}

export const exportCircuit = defineCommand({
  name: 'export',
  takes: '<circuit>',
  mostNames: 1,
  about: 'the netlist of a circuit as a file, with its counts in the header',
  options: {
    to: { about: 'format of the file', parse: oneOf(WRITABLE.map(({ name }) => name)), default: 'verilog' },
    hierarchy: { about: 'verilog: one module for each stage', misplaced: onlyFor('hierarchy') },
    testbench: {
      about: 'verilog: with a test bench that checks the outputs',
      misplaced: onlyFor('testbench'),
    },
    seed: { ...seedOption('seed of the random vectors of the test bench'), needs: ['testbench'] },
  },
  // A netlist is no table.
  without: ['format'],
  circuitOptions: 'params and ports',
  portsMisplaced: onlyFor('inputs'),
  run(context) {
    const { options, given, out } = context;
    const circuit = namedCircuit('export', context);
    const format = formatNamed(options.to);
    const params = oneCase(circuit, context);
    const netlist = buildCircuit(circuit, params);
    if (format.kind === 'binary' && out === undefined && process.stdout.isTTY)
      throw mustBe('export', '--out', `a file, since ${format.name} is no text for a terminal`, 'nothing');
    const vectors = options.testbench
      ? modelVectors(circuit, params, netlist, options.seed)
      : format.options?.includes('inputs') === true
        ? givenVectors(circuit, params, netlist, given)
        : undefined;
    const info: FileInfo = {
      version: VERSION,
      params,
      hierarchy: options.hierarchy,
      ...(vectors === undefined ? {} : { vectors }),
      ...(options.testbench ? { observer: buildObserver(circuit, params, netlist) } : {}),
    };
    // What a format refuses, such as the dot diagram of a shifter, is for the user to put right.
    context.write(format.write?.(netlist, info) ?? '');
    return EXIT.holds;
  },
});

function formatNamed(name: string): Format {
  const format = WRITABLE.find((one) => one.name === name);
  if (format === undefined)
    throw mustBe('export', '--to', `one of ${WRITABLE.map((one) => one.name).join(', ')}`, name);
  return format;
}

/** The vectors of a test bench; their outputs are the model's, not the netlist's. */
function modelVectors(circuit: AnyCircuit, params: AnyValues, netlist: Netlist, seed: number): Vector[] {
  const model = modelOf(circuit, params);
  const names = Object.keys(netlist.inputs);
  return benchVectors(circuit, params, seed).map((vector) => ({
    inputs: Object.fromEntries(names.map((name, k) => [name, at(vector, k)])),
    outputs: { ...model(vector) },
  }));
}

/** The values given to the ports, `--a 3 --b 5,6,7`; a port with one value keeps it, one left out may have its own. */
function givenVectors(circuit: AnyCircuit, params: AnyValues, netlist: Netlist, given: GivenText): Vector[] {
  refuseAbsentPorts('export', circuit, params, netlist, given);
  const values = Object.entries(netlist.inputs).map(([port, { length }]) => {
    const raw = given[port];
    const of = { circuit, params, port, width: length };
    const preset = circuit.ports?.[port]?.default;
    if (raw === undefined && preset === undefined)
      throw mustBe('export', `--${port}`, `${portRule(of)}, one or more with commas between`, 'nothing');
    const numbers =
      raw === undefined ? [preset ?? 0n] : raw.split(',').map((text) => readPort('export', of, text));
    return { port, numbers };
  });
  const length = Math.max(...values.map(({ numbers }) => numbers.length));
  for (const { port, numbers } of values)
    if (numbers.length !== 1 && numbers.length !== length)
      throw mustBe('export', `--${port}`, `1 or ${length} numbers`, numbers.length);
  return Array.from({ length }, (_, k) => {
    const inputs = Object.fromEntries(
      values.map(({ port, numbers }) => [port, at(numbers, numbers.length === 1 ? 0 : k)]),
    );
    return { inputs, outputs: evaluate(netlist, inputs) };
  });
}
