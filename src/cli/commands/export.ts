import { type AnyCircuit, buildCircuit, buildObserver, modelOf } from '../../circuits/circuit.ts';
import type { AnyValues } from '../../circuits/params.ts';
import type { FileInfo, Format, FormatOption, Vector } from '../../formats/format.ts';
import { FILE_FORMATS } from '../../formats/index.ts';
import { at } from '../../gates/at.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { writeOutput } from '../../host/output.ts';
import { VERSION } from '../../host/version.ts';
import { evaluate } from '../../sim/evaluate.ts';
import { benchVectors } from '../../verify/bench-vectors.ts';
import { refuseAbsentPorts } from '../absent-ports.ts';
import { namedCircuit, oneCase } from '../circuit-argument.ts';
import { type Command, type CommandLine, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { portRule, readPort } from '../port-values.ts';
import { seedOption } from '../shared-options.ts';

const WRITABLE = FILE_FORMATS.filter((format) => format.write !== undefined);

/** What an option of some formats must come with, where the format is another. */
function onlyFor(option: FormatOption) {
  return ({ options }: CommandLine) => {
    const able = WRITABLE.filter((one) => one.options?.includes(option)).map(({ name }) => name);
    return able.includes(String(options.to))
      ? undefined
      : ([`with --to ${able.join(' or ')}`, String(options.to)] as const);
  };
}

const SEED = {
  ...seedOption('seed of the random vectors of the test bench'),
  needs: ['testbench'],
} as const;

export const exportCircuit: Command = {
  name: 'export',
  takes: '<circuit>',
  mostNames: 1,
  about: 'the netlist of a circuit as a file, with its counts in the header',
  options: [
    {
      name: 'to',
      kind: 'text',
      about: 'format of the file',
      choices: WRITABLE.map(({ name }) => name),
      default: 'verilog',
    },
    {
      name: 'hierarchy',
      kind: 'flag',
      about: 'verilog: one module for each stage',
      misplaced: onlyFor('hierarchy'),
    },
    {
      name: 'testbench',
      kind: 'flag',
      about: 'verilog: with a test bench that checks the outputs',
      misplaced: onlyFor('testbench'),
    },
    SEED,
  ],
  // A netlist is no table.
  without: ['format'],
  circuitOptions: 'params and ports',
  portsMisplaced: onlyFor('inputs'),
  run(context) {
    const { options } = context;
    const circuit = namedCircuit('export', context);
    const format = formatNamed(String(options.to));
    const params = oneCase(circuit, context);
    const netlist = buildCircuit(circuit, params);
    const out = typeof options.out === 'string' ? options.out : undefined;
    if (format.kind === 'binary' && out === undefined && process.stdout.isTTY)
      throw mustBe('export', '--out', `a file, since ${format.name} is no text for a terminal`, 'nothing');
    const info = fileInfo(format, circuit, params, netlist, context);
    // What a format refuses, such as the dot diagram of a shifter, is for the user to put right.
    writeOutput(format.write?.(netlist, info) ?? '', out);
    return EXIT.holds;
  },
};

function formatNamed(name: string): Format {
  const format = WRITABLE.find((one) => one.name === name);
  if (format === undefined)
    throw mustBe('export', '--to', `one of ${WRITABLE.map((one) => one.name).join(', ')}`, name);
  return format;
}

function fileInfo(
  format: Format,
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  { options }: Context,
): FileInfo {
  const takes = (option: FormatOption) => format.options?.includes(option) === true;
  const hasBench = options.testbench === true;
  const vectors = hasBench
    ? modelVectors(circuit, params, netlist, optionValue(options, SEED))
    : takes('inputs')
      ? givenVectors(circuit, params, netlist, options)
      : undefined;
  return {
    version: VERSION,
    params,
    hierarchy: options.hierarchy === true,
    ...(vectors === undefined ? {} : { vectors }),
    ...(hasBench ? { observer: buildObserver(circuit, params, netlist) } : {}),
  };
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
function givenVectors(
  circuit: AnyCircuit,
  params: AnyValues,
  netlist: Netlist,
  options: Context['options'],
): Vector[] {
  refuseAbsentPorts('export', circuit, params, netlist, options);
  const values = Object.entries(netlist.inputs).map(([port, { length }]) => {
    const raw = options[port];
    const of = { circuit, params, port, width: length };
    const preset = circuit.ports?.[port]?.default;
    if (raw === undefined && preset === undefined)
      throw mustBe('export', `--${port}`, `${portRule(of)}, one or more with commas between`, 'nothing');
    const numbers =
      raw === undefined
        ? [preset ?? 0n]
        : String(raw)
            .split(',')
            .map((text) => readPort('export', of, text));
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
