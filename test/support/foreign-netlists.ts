import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runYosys } from '@yowasp/yosys';
import { runCommand } from './run-command.ts';

/** A netlist that another tool made. */
export interface ForeignNetlist {
  /** The tool's name, and what it was asked. */
  readonly tool: string;
  readonly asked: string;
  readonly width: number;
  /** What it must compute, as after `--as`. */
  readonly as: 'multiplier' | 'adder';
  /** What else is asked, where the names of the ports do not say it. */
  readonly options?: readonly string[];
  /** The end of the file's name, and what is in it. */
  readonly extension: '.yosys.json' | '.blif';
  make(): Promise<string>;
}

const OPERATORS = { multiplier: '*', adder: '+' } as const;

const QUIET = { stdout: () => {}, stderr: () => {} };

/** What Yosys makes of `a*b` or `a+b`. `options` are those of its command `synth`. */
export function fromYosys(as: 'multiplier' | 'adder', width: number, options: string): ForeignNetlist {
  const top = as === 'multiplier' ? 2 * width - 1 : width;
  const source = `module top(input [${width - 1}:0] a, b, output [${top}:0] y); assign y = a ${OPERATORS[as]} b; endmodule`;
  const command = `synth -flatten${options === '' ? '' : ` ${options}`}`;
  return {
    tool: 'Yosys',
    asked: `a${OPERATORS[as]}b, ${command}`,
    width,
    as,
    extension: '.yosys.json',
    async make() {
      // What synth leaves of larger gates is taken apart into the gates of two fan-ins and the multiplexer.
      const script = `read_verilog top.v; ${command} -top top; abc -g simple; clean; write_json top.json`;
      const simple = options.includes('-noabc') ? script.replace('abc -g simple; ', '') : script;
      const files = await runYosys(['-q', '-p', simple], { 'top.v': source }, QUIET);
      const text = files?.['top.json'];
      if (typeof text !== 'string') throw new Error(`Yosys must write a netlist of ${source}, got nothing`);
      return text;
    },
  };
}

/** What ABC's command `gen` makes; `option` is its letter. */
export function fromAbc(
  as: 'multiplier' | 'adder',
  width: number,
  option: string,
  options: readonly string[] = [],
): ForeignNetlist {
  const asked = `gen -N ${width} ${option}`;
  return {
    tool: 'ABC',
    asked,
    width,
    as,
    options,
    extension: '.blif',
    async make() {
      const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
      try {
        // gen writes a hierarchy of tables; strash takes it apart into ANDs and inverters.
        const { stdout } = spawnSync(
          'berkeley-abc',
          ['-q', `${asked} made.blif; read made.blif; strash; write_blif flat.blif`],
          { cwd: folder, encoding: 'utf8' },
        );
        try {
          return readFileSync(join(folder, 'flat.blif'), 'utf8');
        } catch {
          throw new Error(`ABC must write a netlist when asked ${asked}, got '${stdout}'`);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

/** What `recover` and `prove` say of a netlist, as a row of docs/foreign-netlists.md. */
export async function sayOf(foreign: ForeignNetlist): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, `foreign${foreign.extension}`);
    writeFileSync(path, await foreign.make());
    const found = JSON.parse((await runCommand('recover', path, '--format', 'json')).data);
    const args = ['prove', path, '--as', foreign.as, ...(foreign.options ?? []), '--format', 'json'];
    const proof = JSON.parse((await runCommand(...args)).data);
    const { tool, asked, width } = foreign;
    const counts = [found.fa, found.ha, found.leftover].map(String);
    return [tool, `\`${asked}\``, `${width}`, ...counts, proof.verdict, proof.method];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FROM_YOSYS = ['-noabc', '', '-booth -noabc', '-booth'] as const;

/** The netlists of the table, and the heads of its columns. */
export const FOREIGN_NETLISTS: readonly ForeignNetlist[] = [
  ...[4, 8, 16].flatMap((width) => FROM_YOSYS.map((options) => fromYosys('multiplier', width, options))),
  ...[8, 32].flatMap((width) => ['-noabc', ''].map((options) => fromYosys('adder', width, options))),
  ...[8, 64].map((width) => fromAbc('multiplier', width, '-m')),
  ...[8, 64].map((width) => fromAbc('adder', width, '-a')),
  fromAbc('multiplier', 8, '-b', ['--signed']),
];

export const FOREIGN_COLUMNS: readonly string[] = [
  'tool',
  'asked',
  'bits',
  'full adders',
  'half adders',
  'other gates',
  'verdict',
  'method',
];
