import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyCircuit, buildCircuit, buildObserver, modelOf } from '../../src/circuits/circuit.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import { identifier } from '../../src/formats/names.ts';
import { verilogName, verilogRange } from '../../src/formats/verilog-names.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { at } from '../../src/gates/at.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { benchVectors } from '../../src/verify/bench-vectors.ts';
import { INFO } from '../formats/support.ts';

/** One bit of a port made wrong: tied to a value, or turned over. */
export interface BitMutant {
  readonly port: string;
  readonly bit: number;
  readonly how: 'tied to 0' | 'tied to 1' | 'inverted';
}

/** Every input bit tied to 0 and to 1, every output bit inverted. */
export function bitMutants({ inputs, outputs }: Netlist): BitMutant[] {
  return [
    ...Object.entries(inputs).flatMap(([port, bus]) =>
      bus.flatMap((_, bit) => (['tied to 0', 'tied to 1'] as const).map((how) => ({ port, bit, how }))),
    ),
    ...Object.entries(outputs).flatMap(([port, bus]) =>
      bus.map((_, bit) => ({ port, bit, how: 'inverted' as const })),
    ),
  ];
}

/** What a test bench said of a mutant, or of the circuit as it is: its last line. */
export interface BenchVerdict {
  readonly mutant: BitMutant | undefined;
  readonly line: string;
}

/**
 * Exports a circuit with its test bench and runs it by iverilog: as it is, then for each of its bit mutants. All in one
 * process, for which the bench becomes a task that sets no exit code; see `runOne` for the bench as a user has it.
 */
export function runBench(folder: string, circuit: AnyCircuit, params: AnyValues): BenchVerdict[] {
  const bench = exported(circuit, params);
  const mutants = [undefined, ...bitMutants(bench.netlist)];
  const [, start, end] =
    /^([\s\S]*)\n {2}initial begin\n([\s\S]*)\n {2}end\nendmodule\n$/.exec(bench.text) ?? [];
  if (start === undefined || end === undefined) throw new Error('the test bench must be the last module');
  const text = [
    start,
    '  task bench;',
    'begin',
    end.replace('$finish;', '').replace('$fatal(1);', ''),
    'end',
    'endtask',
    'initial begin',
    ...mutants.flatMap((mutant) => [
      mutant === undefined ? '' : broken(bench.netlist, mutant),
      'bench;',
      mutant === undefined ? '' : mended(bench.netlist, mutant),
    ]),
    'end',
    'endmodule',
    ...wrapper(bench.top, bench.netlist),
  ];
  const { stdout } = compiled(folder, bench.top, text.join('\n'));
  const lines = stdout.split('\n').filter((line) => /^(PASS|FAIL)/.test(line));
  if (lines.length !== mutants.length)
    throw new Error(`${lines.length} verdicts of ${mutants.length}: ${stdout}`);
  return mutants.map((mutant, k) => ({ mutant, line: at(lines, k) }));
}

/** The bench of a circuit as a user has it, with one mutant: what it prints and how it ends. */
export function runOne(
  folder: string,
  circuit: AnyCircuit,
  params: AnyValues,
  mutant: BitMutant | undefined,
) {
  const { netlist, text, top } = exported(circuit, params);
  const setting = mutant === undefined ? '' : `initial ${broken(netlist, mutant)}\nendmodule\n`;
  const file = mutant === undefined ? text : text.replace(/endmodule\n$/, setting);
  return compiled(folder, top, [file, ...wrapper(top, netlist)].join('\n'));
}

/** The file of the circuit, whose module is called `..._inside` for a wrapper to take its place. */
function exported(circuit: AnyCircuit, params: AnyValues) {
  const netlist = buildCircuit(circuit, params);
  const model = modelOf(circuit, params);
  const names = Object.keys(netlist.inputs);
  const vectors = benchVectors(circuit, params, 1).map((vector) => ({
    inputs: Object.fromEntries(names.map((name, k) => [name, at(vector, k)])),
    outputs: { ...model(vector) },
  }));
  const observer = buildObserver(circuit, params, netlist);
  const top = identifier(netlist.name);
  const text = writeVerilog(netlist, { ...INFO, params, vectors, observer });
  return { netlist, top, text: text.replace(`module ${top} (`, `module ${top}_inside (`) };
}

function compiled(folder: string, top: string, text: string) {
  const file = join(folder, `${top}.v`);
  writeFileSync(file, text);
  execFileSync('iverilog', ['-o', `${file}.vvp`, file]);
  return spawnSync('vvp', ['-n', `${file}.vvp`], { encoding: 'utf8', maxBuffer: 2 ** 26 });
}

const HOW = { 'tied to 0': 0, 'tied to 1': 1, inverted: 2 } as const;

function broken(netlist: Netlist, { port, bit, how }: BitMutant): string {
  return `begin dut.how = ${HOW[how]}; dut.mask_${placeOf(netlist, port)} = 1 << ${bit}; end`;
}

function mended(netlist: Netlist, { port }: BitMutant): string {
  return `dut.mask_${placeOf(netlist, port)} = 0;`;
}

function placeOf({ inputs, outputs }: Netlist, port: string): number {
  return [...Object.keys(inputs), ...Object.keys(outputs)].indexOf(port);
}

/** A module with the circuit's name and ports, around the circuit, which breaks what its masks say. */
function wrapper(top: string, { inputs, outputs }: Netlist): string[] {
  const ports = [
    ...Object.entries(inputs).map(([name, bus]) => ({ name, bus, direction: 'input' })),
    ...Object.entries(outputs).map(([name, bus]) => ({ name, bus, direction: 'output' })),
  ];
  return [
    `module ${top} (`,
    ports
      .map(({ name, bus, direction }) => `${direction} wire ${verilogRange(bus.length)}${verilogName(name)}`)
      .join(',\n'),
    ');',
    'integer how = 0;',
    ...ports.flatMap(({ name, bus, direction }, k) => [
      `reg ${verilogRange(bus.length)}mask_${k} = 0;`,
      `wire ${verilogRange(bus.length)}inner_${k};`,
      direction === 'input'
        ? `assign inner_${k} = how == 0 ? ${verilogName(name)} & ~mask_${k} : ${verilogName(name)} | mask_${k};`
        : `assign ${verilogName(name)} = inner_${k} ^ mask_${k};`,
    ]),
    `${top}_inside inside (${ports.map(({ name }, k) => `.${verilogName(name)}(inner_${k})`).join(', ')});`,
    'endmodule',
    '',
  ];
}
