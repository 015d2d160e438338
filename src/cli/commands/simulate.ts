import { buildCircuit, buildObserved, modelOf } from '../../circuits/circuit.ts';
import { isSignedPort, showNumber } from '../../circuits/port-number.ts';
import type { Bus } from '../../gates/bus.ts';
import { type PortRow, portRow, portTable } from '../../report/port-table.ts';
import { netTable, showsStages, stageTable } from '../../report/trace-tables.ts';
import { ENGINES } from '../../sim/engines.ts';
import { busValue, evaluate, evaluateNets } from '../../sim/evaluate.ts';
import { runVector } from '../../sim/run-vector.ts';
import { refuseAbsentPorts } from '../absent-ports.ts';
import { namedCircuit, oneCase } from '../circuit-argument.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { readPorts } from '../port-values.ts';
import { readEngine } from '../shared-options.ts';

export const simulate = defineCommand({
  name: 'simulate',
  takes: '<circuit>',
  mostNames: 1,
  about: 'the outputs for one input vector, beside the model; with --trace what happens in every stage',
  options: {
    trace: {
      about: 'print a line for each stage with the buses that it shows, or every net where none does',
    },
    nets: { about: 'print the value of every net, stage by stage' },
    engine: {
      about: 'run the outputs by this simulation engine; by default by the reference simulator',
      parse: readEngine,
    },
  },
  circuitOptions: 'params and ports',
  async run(context) {
    const { options, given } = context;
    const circuit = namedCircuit('simulate', context);
    const params = oneCase(circuit, context);
    const netlist = buildCircuit(circuit, params);
    refuseAbsentPorts('simulate', circuit, params, netlist, given);
    const inputs = readPorts(circuit, params, netlist, given);
    const bits = evaluateNets(netlist, inputs);
    const expected = modelOf(circuit, params)(Object.values(inputs));
    const { engine } = options;
    const ran = engine === undefined ? undefined : runVector(netlist, inputs, ENGINES[engine].create);
    const valueAtPort = (port: string, bus: Bus) => ran?.[port] ?? busValue(bits, bus);

    const floats = circuit.floats?.(params) ?? {};
    const rowsOf = (direction: PortRow['direction'], ports: typeof netlist.inputs) =>
      Object.entries(ports).map(([port, bus]) => {
        const note = direction === 'input' ? circuit.ports?.[port] : undefined;
        const isSigned = isSignedPort(circuit, params, port);
        return portRow(direction, port, bus.length, valueAtPort(port, bus), {
          format: floats[port],
          note,
          isSigned,
        });
      });
    const ports = [...rowsOf('input', netlist.inputs), ...rowsOf('output', netlist.outputs)];
    const together =
      circuit.meaning(params).observe === undefined ? undefined : buildObserved(circuit, params);
    const observed = together === undefined ? [] : Object.entries(evaluate(together, inputs));
    const judged =
      together === undefined
        ? Object.entries(netlist.outputs).map(([port, bus]) => [port, valueAtPort(port, bus)] as const)
        : observed;
    const wrong = judged.filter(([port, value]) => value !== expected[port]);
    const run = { circuit, params, netlist, bits };
    const hasStages = options.trace && showsStages(netlist);
    const hasNets = options.nets || (options.trace && !hasStages);
    await context.print({
      facts: { circuit: netlist.name, agrees: wrong.length === 0 },
      tables: [
        portTable(netlist.name, ports),
        ...(hasStages ? [stageTable(run)] : []),
        ...(hasNets ? [netTable(run)] : []),
      ],
      notes: [
        ...observed.map(([port, value]) => {
          const width = together?.outputs[port]?.length ?? 0;
          const number = showNumber(value, width, isSignedPort(circuit, params, port));
          return `together the outputs say ${port} = ${number}, 0x${value.toString(16)}`;
        }),
        ...wrong.map(
          ([port]) => `${port} differs from the model, which says 0x${(expected[port] ?? 0n).toString(16)}`,
        ),
      ],
    });
    return wrong.length === 0 ? EXIT.holds : EXIT.fails;
  },
});
