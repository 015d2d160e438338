import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { Random } from '../../src/sim/random.ts';
import { RANDOM_INPUT_BITS, randomVerilog } from '../support/random-verilog.ts';
import { needsTool } from '../support/tool.ts';
import { truthTables } from './support.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adderscope-meaning-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = 2 ** RANDOM_INPUT_BITS;

interface Module {
  readonly name: string;
  readonly text: string;
  /** The bits of `y` for every input, as they are read. */
  readonly shown: string;
  readonly width: number;
}

function read(name: string, text: string): Module {
  const netlist = readVerilog(text, { top: name });
  // A change that gives an input another width is none that the bench could drive.
  if (netlist.inputCount !== RANDOM_INPUT_BITS) throw new RangeError('other inputs');
  const bits = truthTables(netlist).y ?? [];
  const row = (k: number) =>
    bits.map((table) => (table >> BigInt(k)) & 1n).reduceRight((sum, bit) => sum + bit, '');
  return { name, text, shown: Array.from({ length: ROWS }, (_, k) => row(k)).join(' '), width: bits.length };
}

/** The same by iverilog, or undefined where it refuses the text. */
function simulated(modules: readonly Module[]): string[] | undefined {
  const file = join(folder, 'all.v');
  const bench = `
module bench; reg [${RANDOM_INPUT_BITS - 1}:0] v; integer k;
wire [2:0] a = v[2:0]; wire signed [1:0] b = v[4:3]; wire c = v[5]; wire signed [0:1] d = v[7:6];
${modules.map(({ name, width }) => `wire [${width - 1}:0] y_${name}; ${name} u_${name}(a, b, c, d, y_${name});`).join('\n')}
initial for (k = 0; k < ${ROWS}; k = k + 1) begin v = k; #100;
${modules.map(({ name }) => `$display("%b", y_${name});`).join('\n')}
end endmodule\n`;
  writeFileSync(file, modules.map(({ text }) => text).join('\n') + bench);
  const out = `${file}.vvp`;
  if (spawnSync('iverilog', ['-g2005', '-o', out, '-s', 'bench', file]).status !== 0) return undefined;
  const { stdout } = spawnSync('vvp', ['-n', out], { encoding: 'utf8', maxBuffer: 1e8 });
  const lines = stdout.split('\n');
  return modules.map((_, m) =>
    Array.from({ length: ROWS }, (_, row) => lines[row * modules.length + m]).join(' '),
  );
}

/** Pieces that may turn one text into another of a different meaning. */
const PIECES =
  `(* *) (*x="*)"*) " // /* */ \r \f \\ \` \`celldefine \`resetall \`default_nettype~none \`timescale~1ns/1ps signed logic wire ~ & | ^ ! { } ( ) [0] [1] 1 0 2' 'b0 '0 1'sb1 ? : ; , = == << >>> 3{ a b c d y w0 w1 \\w1.(*~ assign input output endmodule x . #1 # $`.split(
    ' ',
  );

function mutant(text: string, random: Random): string {
  const pick = (n: number) => random.word() % n;
  const tokens = text.split(/(\s+|[^\w\s])/);
  for (let k = pick(2); k < 2; k++) {
    const at = pick(tokens.length);
    const piece = (PIECES[pick(PIECES.length)] ?? '').replaceAll('~', ' ');
    if (pick(3) === 0) tokens.splice(at, 1 + pick(3));
    else if (pick(2) === 0) tokens.splice(at, 0, piece);
    else tokens[at] = piece;
  }
  return tokens.join('');
}

describe('iverilog', () => {
  needsTool('iverilog')('gives random modules the meaning that they are read with', () => {
    const modules = Array.from({ length: 160 }, (_, k) => read(`m${k}`, randomVerilog(`m${k}`, k)));
    const right = simulated(modules);
    for (const [k, { shown, text }] of modules.entries()) expect(shown, text).toBe(right?.[k]);
  });

  needsTool('iverilog')('gives changed modules no other meaning than they are read with', () => {
    const random = new Random(3);
    let alike = 0;
    for (let k = 0; k < 300; k++) {
      const text = mutant(randomVerilog('m', k), random);
      let module: Module;
      try {
        module = read('m', text);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        continue;
      }
      const right = simulated([module]);
      if (right === undefined) continue;
      expect(module.shown, text).toBe(right[0]);
      alike++;
    }
    expect(alike).toBeGreaterThan(20);
  });
});
