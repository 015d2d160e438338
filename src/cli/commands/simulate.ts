import { buildCircuit, modelOf } from '../../circuits/circuit.ts';
import type { Bus } from '../../gates/bus.ts';
import { CELL_NAMES } from '../../gates/cell.ts';
import { mustBe } from '../../gates/must-be.ts';
import { firstGate, type Netlist, scopePath } from '../../gates/netlist.ts';
import { gateLine } from '../../gates/text.ts';
import { busValue, evaluateNets } from '../../sim/evaluate.ts';
import { namedCircuit, oneCase } from '../circuit-argument.ts';
import type { Command, Context } from '../context.ts';
import { tableOf } from '../document.ts';
import { EXIT } from '../exit-code.ts';
import { parseValue } from '../ranges.ts';
import { asUsage } from '../usage-error.ts';

export const simulate: Command = {
  name: 'simulate',
  takes: '<circuit>',
  about: 'the outputs for one input vector, beside the model; with --trace every net of every stage',
  options: [{ name: 'trace', kind: 'flag', about: 'print the value of every net, stage by stage' }],
  circuitOptions: 'params and ports',
  run(context) {
    const circuit = namedCircuit('simulate', context);
    const params = oneCase(circuit, context);
    const netlist = buildCircuit(circuit, params);
    const inputs = asUsage(() => portValues(netlist, context));
    const bits = asUsage(() => evaluateNets(netlist, inputs));
    const expected = modelOf(circuit, params)(Object.values(inputs));

    const ports = [
      ...Object.entries(netlist.inputs).map(([port, bus]) => portRow('input', port, bus, bits)),
      ...Object.entries(netlist.outputs).map(([port, bus]) => portRow('output', port, bus, bits)),
    ];
    const wrong = Object.entries(netlist.outputs).filter(
      ([port, bus]) => busValue(bits, bus) !== expected[port],
    );
    const notes = wrong.map(([port]) => `${port} differs from the model, which says ${expected[port]}`);
    context.print({
      facts: { circuit: netlist.name, agrees: wrong.length === 0 },
      tables: [
        tableOf('ports', netlist.name, ports, [
          ['port', (row) => row.port],
          ['', (row) => row.direction],
          ['bits', (row) => row.bits],
          ['decimal', (row) => row.decimal],
          ['hexadecimal', (row) => row.hex],
          ['binary', (row) => row.binary],
        ]),
        ...(context.options.trace === true
          ? [
              tableOf('trace', 'Every net, stage by stage', traceRows(netlist, bits), [
                ['stage', (row) => row.stage],
                ['cell', (row) => row.cell],
                ['net = gate fan-ins', (row) => row.gate],
                ['value', (row) => row.value],
              ]),
            ]
          : []),
      ],
      notes,
    });
    return wrong.length === 0 ? EXIT.holds : EXIT.fails;
  },
};

function portValues(netlist: Netlist, { options }: Context): Record<string, bigint> {
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([port, bus]) => {
      const raw = options[port];
      if (raw === undefined)
        throw mustBe(
          'simulate',
          `--${port}`,
          `a number from 0 to 2^${bus.length} - 1 in decimal, 0x or 0b`,
          'nothing',
        );
      return [port, parseValue('simulate', `--${port}`, String(raw))];
    }),
  );
}

function portRow(direction: 'input' | 'output', port: string, bus: Bus, bits: readonly bigint[]) {
  const value = busValue(bits, bus);
  return {
    port,
    direction,
    bits: bus.length,
    decimal: value.toString(),
    hex: `0x${value.toString(16)}`,
    binary: `0b${value.toString(2).padStart(bus.length, '0')}`,
  };
}

/** A row for each gate: the innermost stage it is in, the cell it begins, and its value. */
function traceRows(netlist: Netlist, bits: readonly bigint[]) {
  const rows = [];
  const cellAt = new Map(Array.from(netlist.cells.start, (net, k) => [net, netlist.cells.kind[k] ?? 0]));
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const stage = netlist.scopes.findLastIndex(({ start, end }) => start <= net && net < end);
    const cell = cellAt.get(net);
    rows.push({
      stage: scopePath(netlist, stage),
      cell: cell === undefined ? '' : (CELL_NAMES[cell] ?? ''),
      gate: gateLine(netlist, net),
      value: Number(bits[net]),
    });
  }
  return rows;
}
