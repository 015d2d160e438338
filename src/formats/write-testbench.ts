import type { Bus, Ports } from '../gates/bus.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { Vector } from './format.ts';
import { identifier, Names } from './names.ts';
import { verilogName, verilogRange } from './verilog-names.ts';

/** After this many differences a test bench ends: a circuit that is wrong everywhere need not fill the screen. */
const MOST_DIFFERENCES = 20;

/**
 * A module that applies each vector to the circuit and compares the outputs with the vector's, those of the observer where
 * there is one. It prints `PASS` and the number of vectors; or each difference, 20 at most, and `FAIL`, and then ends the
 * simulation with an error.
 */
export function writeTestbench(
  netlist: Netlist,
  vectors: readonly Vector[],
  observer?: Netlist | undefined,
): string[] {
  const top = identifier(netlist.name);
  const inputs = Object.entries(netlist.inputs);
  const compared = Object.entries((observer ?? netlist).outputs);
  const taken = new Names(
    new Set([
      ...Object.keys(netlist.inputs),
      ...Object.keys(netlist.outputs),
      ...Object.keys(observer?.outputs ?? {}),
    ]),
  );
  const [failures, tried, dut, check] = [
    taken.unique('failures'),
    taken.unique('tried'),
    taken.unique('dut'),
    taken.unique('check'),
  ];
  const wanted = new Map(compared.map(([name]) => [name, taken.unique(`${name}_wanted`)]));
  const given = new Map(inputs.map(([name]) => [name, taken.unique(`${name}_given`)]));
  const declare = (kind: string, ports: Ports) =>
    Object.entries(ports).map(([name, bus]) => `  ${kind} ${verilogRange(bus.length)}${verilogName(name)};`);
  const show = inputs.map(([name]) => `${name}=%h`).join(' ');
  const shown = inputs.map(([name]) => verilogName(name));

  return [
    `module ${top}_testbench;`,
    ...declare('reg ', netlist.inputs),
    ...declare('wire', netlist.outputs),
    ...(observer === undefined ? [] : declare('wire', observer.outputs)),
    `  integer ${failures}, ${tried};`,
    '',
    ...instanceLines(top, dut, netlist),
    ...(observer === undefined
      ? []
      : instanceLines(identifier(observer.name), taken.unique('observer'), observer)),
    '',
    `  task ${check};`,
    ...inputs.map(([name, bus]) => `    input ${verilogRange(bus.length)}${given.get(name)};`),
    ...compared.map(([name, bus]) => `    input ${verilogRange(bus.length)}${wanted.get(name)};`),
    `    if (${failures} < ${MOST_DIFFERENCES}) begin`,
    ...inputs.map(([name]) => `      ${verilogName(name)} = ${given.get(name)};`),
    '      #1;',
    `      ${tried} = ${tried} + 1;`,
    ...compared.flatMap(([name]) => [
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
    `    ${tried} = 0;`,
    ...vectors.map((vector) => `    ${check}(${literals(netlist, compared, vector).join(', ')});`),
    `    if (${failures} == 0) begin`,
    `      $display("PASS: %0d vectors", ${tried});`,
    '      $finish;',
    '    end else begin',
    `      $display("FAIL: %0d differences in %0d of ${vectors.length} vectors", ${failures}, ${tried});`,
    '      $fatal(1);',
    '    end',
    '  end',
    'endmodule',
  ];
}

/** An instance whose ports are joined to nets of their own names. */
function instanceLines(module: string, instance: string, { inputs, outputs }: Netlist): string[] {
  const names = [...Object.keys(inputs), ...Object.keys(outputs)].map(verilogName);
  return [
    `  ${verilogName(module)} ${instance} (`,
    ...names.map((name, k) => `    .${name}(${name})${k === names.length - 1 ? '' : ','}`),
    '  );',
  ];
}

function literals(
  netlist: Netlist,
  compared: readonly (readonly [name: string, bus: Bus])[],
  { inputs, outputs }: Vector,
): string[] {
  const literal = (bus: Bus, value: bigint | undefined) => `${bus.length}'h${(value ?? 0n).toString(16)}`;
  return [
    ...Object.entries(netlist.inputs).map(([name, bus]) => literal(bus, inputs[name])),
    ...compared.map(([name, bus]) => literal(bus, outputs[name])),
  ];
}
