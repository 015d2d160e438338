import { runYosys } from '@yowasp/yosys';
import { expect, test } from 'vitest';
import { identifier } from '../../src/formats/names.ts';
import { readYosysJson } from '../../src/formats/read-yosys-json.ts';
import { writeBlif } from '../../src/formats/write-blif.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { writeYosysJson } from '../../src/formats/write-yosys-json.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { build, INFO, truthTables } from './support.ts';

const PROVE = 'sat -verify -prove trigger 0 miter';

/** The product of eight bits by eight is proved for each value of the three top bits of b: a third of the time. */
const PROVE_BY_TOP_BITS = Array.from(
  { length: 8 },
  (_, k) => `sat -verify -set in_b[7:5] ${k} -prove trigger 0 miter`,
).join('; ');

test('Yosys proves the 8 x 8 Dadda multiplier equal to *', async () => {
  const gold = 'module gold(input [7:0] a, input [7:0] b, output [15:0] p); assign p = a * b; endmodule';
  expect(await proves(build('dadda-multiplier', { i: 8, j: 8 }), gold, PROVE_BY_TOP_BITS)).toBe(true);
});

test('Yosys proves the 16-bit adder, a module a stage, equal to +', async () => {
  const gold = 'module gold(input [15:0] a, input [15:0] b, output [16:0] s); assign s = a + b; endmodule';
  expect(await proves(build('ripple-carry-adder', { i: 16, j: 16 }), gold, PROVE, true)).toBe(true);
});

test('Yosys proves the 8-bit shifter, a module a stage, equal to >>', async () => {
  const gold =
    'module gold(input [7:0] a, input [2:0] amount, output [7:0] s); assign s = a >> amount; endmodule';
  const shifter = build('barrel-shifter', { n: 8, max: 7, kind: 'right-logical' });
  expect(await proves(shifter, gold, PROVE, true)).toBe(true);
});

test('Yosys refutes what is not equal', async () => {
  const gold =
    'module gold(input [3:0] a, input [3:0] b, output [7:0] p); assign p = a * b + (a == 9); endmodule';
  expect(await proves(build('dadda-multiplier', { i: 4, j: 4 }), gold, PROVE)).toBe(false);
});

test('what Yosys reads of our BLIF and JSON and writes as JSON, we read back with the same function', async () => {
  const netlist = build('float-adder', { e: 3, f: 2 });
  const top = identifier(netlist.name);
  for (const [file, read] of [
    [writeYosysJson(netlist, INFO), 'read_json ours'],
    [writeBlif(netlist, INFO), 'read_blif ours'],
    [writeVerilog(netlist, INFO), 'read_verilog ours'],
  ] as const) {
    const script = `${read}; hierarchy -top ${top}; proc; flatten; techmap; simplemap; opt; write_json theirs`;
    const files = await runYosys(['-q', '-p', script], { ours: file }, QUIET);
    const theirs = files?.theirs;
    if (typeof theirs !== 'string') throw new Error('Yosys wrote no text');
    expect(truthTables(readYosysJson(theirs))).toEqual(truthTables(netlist));
  }
});

const QUIET = { stdout: () => {}, stderr: () => {} };

/** Whether Yosys proves the netlist equal to the module `gold` for every input. */
async function proves(netlist: Netlist, gold: string, prove: string, hierarchy = false): Promise<boolean> {
  const gate = writeVerilog(netlist, { ...INFO, hierarchy });
  const miter = `miter -equiv -flatten -make_outputs gold ${identifier(netlist.name)} miter`;
  const script = `read_verilog gold.v gate.v; proc; flatten; ${miter}; techmap miter; opt miter; ${prove}`;
  let said = '';
  const hear = (bytes: Uint8Array | null) => {
    said += new TextDecoder().decode(bytes ?? new Uint8Array());
  };
  try {
    await runYosys(['-q', '-p', script], { 'gold.v': gold, 'gate.v': gate }, { stdout: hear, stderr: hear });
    return true;
  } catch (error) {
    // Anything but a failed proof is a fault of the test.
    if (!said.includes('proof did fail')) throw new Error(said, { cause: error });
    return false;
  }
}
