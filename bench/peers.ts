import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Netlist } from '../src/gates/netlist.ts';
import { evaluate } from '../src/sim/evaluate.ts';
import { compile } from '../src/sim/program.ts';
import { aiger, straightLineC, verilog } from './export.ts';

/** What a simulator reached: patterns a second of processor time on one thread, and seconds until it could start. */
export interface Rate {
  readonly rate: number;
  readonly setUp: number;
}

/** Another simulator: `prepare` exports and compiles the netlist and returns a function that measures it once. */
export interface Peer {
  readonly name: string;
  readonly tool: string;
  prepare(netlist: Netlist, dir: string): { readonly setUp: number; measure(): number };
}

/** Whether a program can be run here. */
export function installed(tool: string): boolean {
  return spawnSync('which', [tool]).status === 0;
}

/** Processor seconds that one measurement may take. */
const SECONDS = 0.5;

function run(tool: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new Error(`${tool} ${args.join(' ')} must succeed: ${error ?? ''}${stderr}${stdout}`);
  return stdout;
}

/** Seconds of processor time of a command and what it starts. */
function processorTime(command: string, cwd: string): number {
  const { status, stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${command} >out.txt 2>&1`], {
    cwd,
    encoding: 'utf8',
  });
  const output = readFileSync(join(cwd, 'out.txt'), 'utf8');
  if (status !== 0 || output.includes('Error')) throw new Error(`${command} must succeed, got ${output}`);
  return stderr
    .trim()
    .split(' ')
    .map(Number)
    .reduce((sum, seconds) => sum + seconds, 0);
}

function timed<T>(body: () => T): { seconds: number; result: T } {
  const started = performance.now();
  const result = body();
  return { seconds: (performance.now() - started) / 1000, result };
}

/** xorshift64, and a main that calls STEP until the time is up, then prints the patterns a second and lane 0. */
const MAIN = (step: number, lane0: string) => `
#include <stdint.h>
#include <stdio.h>
#include <time.h>
static uint64_t state = 88172645463325252ull;
static inline uint64_t rnd(void) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; return state; }
BODY
int main(void) {
  setup();
  double patterns = 0, seconds = 0;
  clock_t start = clock();
  do { for (int k = 0; k < ROUNDS; k++) step(); patterns += ${step}.0 * ROUNDS;
       seconds = (double)(clock() - start) / CLOCKS_PER_SEC; } while (seconds < ${SECONDS});
  printf("%.6g\\n", patterns / seconds);
  ${lane0}
  return 0;
}
`;

/** Reads "rate, then name=hex ..." and holds lane 0 against the reference simulator, so that no peer is timed wrong. */
function readRate(netlist: Netlist, text: string): number {
  const [rate, ...values] = text.trim().split(/\s+/);
  const ports = Object.fromEntries(values.map((value) => value.split('=') as [string, string]));
  const number = (name: string) => BigInt(`0x${ports[name] ?? ''}`);
  const inputs = Object.fromEntries(Object.keys(netlist.inputs).map((name) => [name, number(name)]));
  for (const [name, value] of Object.entries(evaluate(netlist, inputs)))
    if (number(name) !== value)
      throw new Error(`a peer must compute ${name} = ${value}, got ${number(name)}`);
  return Number(rate);
}

/** Statements that print a port as hexadecimal, its bits given by a C expression each. */
function printPort(name: string, bits: readonly string[]): string {
  const nibbles: string[] = [];
  for (let k = 4 * Math.ceil(bits.length / 4) - 4; k >= 0; k -= 4) {
    const nibble = bits.slice(k, k + 4).map((bit, i) => `((int)(${bit}) & 1) << ${i}`);
    nibbles.push(`printf("%x", ${nibble.join(' | ')});`);
  }
  return `printf("${name}="); ${nibbles.join(' ')} printf("\\n");`;
}

const ports = (netlist: Netlist) => [
  ...Object.entries(netlist.inputs).map(([name, { length }]) => ({ name, width: length, input: true })),
  ...Object.entries(netlist.outputs).map(([name, { length }]) => ({ name, width: length, input: false })),
];

function verilator(netlist: Netlist, dir: string, lanes: 1 | 64) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'top.v'), verilog(netlist, lanes));
  const assign: string[] = [];
  const print: string[] = [];
  for (const { name, width, input } of ports(netlist)) {
    const bits = Array.from({ length: width }, (_, k) => {
      if (lanes === 64) return `top.${name}_${k}`;
      return width <= 64 ? `top.${name} >> ${k}` : `top.${name}[${k >> 5}] >> ${k & 31}`;
    });
    print.push(printPort(name, bits));
    if (!input) continue;
    if (lanes === 64) assign.push(...bits.map((bit) => `${bit} = rnd();`));
    else assign.push(`top.${name} = rnd() >> ${64 - width};`);
  }
  const body = `
#include "Vtop.h"
#include "verilated.h"
#define ROUNDS ${lanes === 1 ? 1000 : 100}
double sc_time_stamp() { return 0; }
static Vtop top;
static void setup(void) {}
static void step(void) { ${assign.join(' ')} top.eval(); }`;
  writeFileSync(join(dir, 'main.cpp'), MAIN(lanes, print.join('\n  ')).replace('BODY', body));
  const { seconds } = timed(() =>
    run(
      'verilator',
      [
        '--cc',
        '--exe',
        '--build',
        '-O3',
        '-Wno-fatal',
        '--x-assign',
        'fast',
        '-CFLAGS',
        '-O2',
        '--top-module',
        'top',
        'top.v',
        'main.cpp',
      ],
      dir,
    ),
  );
  return { setUp: seconds, measure: () => readRate(netlist, run('./obj_dir/Vtop', [], dir)) };
}

function gcc(netlist: Netlist, dir: string, bytes: 8 | 32 | 64) {
  mkdirSync(dir, { recursive: true });
  const program = compile(netlist);
  const words = bytes / 8;
  let plane = { in: 0, out: 0 };
  const print = ports(netlist).map(({ name, width, input }) => {
    const way = input ? 'in' : 'out';
    const from = plane[way];
    plane = { ...plane, [way]: from + width };
    return printPort(
      name,
      Array.from({ length: width }, (_, k) => `((uint64_t *)&${way}[${from + k}])[0]`),
    );
  });
  const body = `
#include <immintrin.h>
#define ROUNDS 100
typedef uint64_t V __attribute__((vector_size(${bytes})));
#define ZERO ((V){0})
#define ONE (~(V){0})
#if ${bytes} == 64
#define SUM(x, y, z) ((V)_mm512_ternarylogic_epi64((__m512i)(x), (__m512i)(y), (__m512i)(z), 0x96))
#define CARRY(x, y, z) ((V)_mm512_ternarylogic_epi64((__m512i)(x), (__m512i)(y), (__m512i)(z), 0xe8))
#else
#define SUM(x, y, z) ((x) ^ (y) ^ (z))
#define CARRY(x, y, z) (((x) & (y)) | (((x) ^ (y)) & (z)))
#endif
static V in[${program.inputCount}], out[${program.outputCount}];
static void setup(void) { for (int k = 0; k < ${program.inputCount * words}; k++) ((uint64_t *)in)[k] = rnd(); }
__attribute__((noinline)) static void step(void) {
${straightLineC(program)}
}`;
  writeFileSync(join(dir, 'main.c'), MAIN(64 * words, print.join('\n  ')).replace('BODY', body));
  const { seconds } = timed(() =>
    run('gcc', ['-O2', '-march=native', '-Wno-psabi', '-o', 'main', 'main.c'], dir),
  );
  return { setUp: seconds, measure: () => readRate(netlist, run('./main', [], dir)) };
}

function abc(netlist: Netlist, dir: string) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'top.aig'), aiger(netlist));
  const words = 64;
  const time = (frames: number) =>
    processorTime(`berkeley-abc -q '&read top.aig; &sim -F ${frames} -W ${words} -T 1000'`, dir);
  const rate = rateOf(time, 64);
  return { setUp: time(1), measure: () => rate() * words * 32 };
}

/** Measures a command whose only knob is how much it does: doubles that until it takes long, less what nothing takes. */
function rateOf(time: (amount: number) => number, first: number): () => number {
  const base = time(1);
  let amount = first;
  while (amount < 2 ** 26 && time(amount) < base + SECONDS / 2) amount *= 2;
  return () => amount / (time(amount) - base);
}

function icarus(netlist: Netlist, dir: string) {
  mkdirSync(dir, { recursive: true });
  const declare: string[] = [];
  const assign: string[] = [];
  for (const { name, width, input } of ports(netlist)) {
    declare.push(`${input ? 'reg' : 'wire'} [${width - 1}:0] ${name};`);
    if (input) assign.push(`${name} = {$random, $random};`);
  }
  const connect = ports(netlist).map(({ name }) => `.${name}(${name})`);
  const bench = `module bench; ${declare.join(' ')} integer k, n; top t(${connect.join(', ')});
initial begin if (!$value$plusargs("n=%d", n)) n = 1;
  for (k = 0; k < n; k = k + 1) begin ${assign.join(' ')} #1; end $finish; end endmodule\n`;
  writeFileSync(join(dir, 'top.v'), verilog(netlist) + bench);
  const { seconds } = timed(() => run('iverilog', ['-g2005', '-o', 'top.vvp', '-s', 'bench', 'top.v'], dir));
  const time = (patterns: number) => processorTime(`vvp top.vvp +n=${patterns}`, dir);
  return { setUp: seconds, measure: rateOf(time, 64) };
}

/** The simulators that the measurements know, the strongest last. */
export const PEERS: readonly Peer[] = [
  { name: 'Icarus Verilog', tool: 'iverilog', prepare: icarus },
  { name: 'Verilator, one pattern at a time', tool: 'verilator', prepare: (n, dir) => verilator(n, dir, 1) },
  { name: 'ABC &sim', tool: 'berkeley-abc', prepare: abc },
  { name: 'Verilator, 64 patterns packed', tool: 'verilator', prepare: (n, dir) => verilator(n, dir, 64) },
  { name: 'C, gcc -O2, 64 bits', tool: 'gcc', prepare: (n, dir) => gcc(n, dir, 8) },
  { name: 'C, gcc -O2, 256 bits', tool: 'gcc', prepare: (n, dir) => gcc(n, dir, 32) },
  { name: 'C, gcc -O2, 512 bits', tool: 'gcc', prepare: (n, dir) => gcc(n, dir, 64) },
];
