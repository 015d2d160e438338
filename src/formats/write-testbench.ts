import type { Ports } from '../gates/bus.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { Vector } from './format.ts';
import { identifier, uniqueName } from './names.ts';
import { verilogName, verilogRange } from './verilog-names.ts';

/**
 * A module that applies each vector to the circuit and compares the outputs with the vector's. It prints `PASS` and
 * the number of vectors, or each difference and `FAIL`, and then ends the simulation with an error.
 */
export function writeTestbench(netlist: Netlist, vectors: readonly Vector[]): string[] {
  const top = identifier(netlist.name);
  const inputs = Object.entries(netlist.inputs);
  const outputs = Object.entries(netlist.outputs);
  const taken = new Set([...Object.keys(netlist.inputs), ...Object.keys(netlist.outputs)]);
  const [failures, dut, check] = [
    uniqueName('failures', taken),
    uniqueName('dut', taken),
    uniqueName('check', taken),
  ];
  const wanted = new Map(outputs.map(([name]) => [name, uniqueName(`${name}_wanted`, taken)]));
  const given = new Map(inputs.map(([name]) => [name, uniqueName(`${name}_given`, taken)]));
  const declare = (kind: string, ports: Ports) =>
    Object.entries(ports).map(([name, bus]) => `  ${kind} ${verilogRange(bus.length)}${verilogName(name)};`);
  const show = inputs.map(([name]) => `${name}=%h`).join(' ');
  const shown = inputs.map(([name]) => verilogName(name));

  return [
    `module ${top}_testbench;`,
    ...declare('reg ', netlist.inputs),
    ...declare('wire', netlist.outputs),
    `  integer ${failures};`,
    '',
    `  ${top} ${dut} (`,
    ...[...inputs, ...outputs].map(
      ([name], k, all) => `    .${verilogName(name)}(${verilogName(name)})${k === all.length - 1 ? '' : ','}`,
    ),
    '  );',
    '',
    `  task ${check};`,
    ...inputs.map(([name, bus]) => `    input ${verilogRange(bus.length)}${given.get(name)};`),
    ...outputs.map(([name, bus]) => `    input ${verilogRange(bus.length)}${wanted.get(name)};`),
    '    begin',
    ...inputs.map(([name]) => `      ${verilogName(name)} = ${given.get(name)};`),
    '      #1;',
    ...outputs.flatMap(([name]) => [
      `      if (${verilogName(name)} !== ${wanted.get(name)}) begin`,
      `        ${failures} = ${failures} + 1;`,
      `        $display("${[show, `${name}=%h, should be %h`].join(' ').trim()}", ${[
        ...shown,
        verilogName(name),
        wanted.get(name),
      ].join(', ')});`,
      '      end',
    ]),
    '    end',
    '  endtask',
    '',
    '  initial begin',
    `    ${failures} = 0;`,
    ...vectors.map((vector) => `    ${check}(${vectorArguments(netlist, vector).join(', ')});`),
    `    if (${failures} == 0) begin`,
    `      $display("PASS: ${vectors.length} vectors");`,
    '      $finish;',
    '    end else begin',
    `      $display("FAIL: %0d differences in ${vectors.length} vectors", ${failures});`,
    '      $fatal(1);',
    '    end',
    '  end',
    'endmodule',
  ];
}

function vectorArguments(netlist: Netlist, { inputs, outputs }: Vector): string[] {
  const literals = (ports: Ports, values: Readonly<Record<string, bigint>>) =>
    Object.entries(ports).map(([name, bus]) => `${bus.length}'h${(values[name] ?? 0n).toString(16)}`);
  return [...literals(netlist.inputs, inputs), ...literals(netlist.outputs, outputs)];
}
