import { at, byteAt, wordAt } from '../src/gates/at.ts';
import { type Algebra, fold } from '../src/gates/fold.ts';
import type { Netlist } from '../src/gates/netlist.ts';
import { firstOutputSlot, OPS, type Program } from '../src/sim/program.ts';

/** Writers for the simulators that the measurements compare with: the same netlist, gate by gate. */

/** Structural Verilog, one `assign` a gate. With `lanes` above 1 every net is a vector and every input bit a port. */
export function verilog(netlist: Netlist, lanes = 1): string {
  const range = lanes === 1 ? '' : `[${lanes - 1}:0] `;
  const lines: string[] = [];
  const ports: string[] = [];
  const inputs: string[] = [];
  for (const [name, bus] of Object.entries(netlist.inputs)) {
    ports.push(...portNames('input', name, bus.length, lanes));
    inputs.push(...bus.map((_, k) => (lanes === 1 ? `${name}[${k}]` : `${name}_${k}`)));
  }
  for (const [name, bus] of Object.entries(netlist.outputs))
    ports.push(...portNames('output', name, bus.length, lanes));
  let next = 0;
  const assign = (expression: string) => {
    const net = `n${next++}`;
    lines.push(`  wire ${range}${net} = ${expression};`);
    return net;
  };
  const algebra: Algebra<string> = {
    zero: `{${lanes}{1'b0}}`,
    one: `{${lanes}{1'b1}}`,
    not: (x) => assign(`~${x}`),
    and: (x, y) => assign(`${x} & ${y}`),
    or: (x, y) => assign(`${x} | ${y}`),
    xor: (x, y) => assign(`${x} ^ ${y}`),
    mux: (select, one, zero) => assign(`(${select} & ${one}) | (~${select} & ${zero})`),
  };
  const nets = fold(netlist, algebra, inputs);
  for (const [name, bus] of Object.entries(netlist.outputs))
    for (const [k, net] of bus.entries())
      lines.push(`  assign ${lanes === 1 ? `${name}[${k}]` : `${name}_${k}`} = ${at(nets, net)};`);
  return `module top(${ports.join(', ')});\n${lines.join('\n')}\nendmodule\n`;
}

function portNames(way: string, name: string, width: number, lanes: number): string[] {
  if (lanes === 1) return [`${way} [${width - 1}:0] ${name}`];
  return Array.from({ length: width }, (_, k) => `${way} [${lanes - 1}:0] ${name}_${k}`);
}

/**
 * Binary AIGER: A. Biere, The AIGER And-Inverter Graph format, 2007. XOR and multiplexer are three ANDs each. One
 * latch is added that stores the last output and that nobody reads: ABC's simulator refuses a netlist without any.
 */
export function aiger(netlist: Netlist): Uint8Array {
  const ands: [left: number, right: number][] = [];
  const and = (x: number, y: number) => {
    ands.push([Math.max(x, y), Math.min(x, y)]);
    return 2 * (netlist.inputCount + 1 + ands.length);
  };
  const or = (x: number, y: number) => and(x ^ 1, y ^ 1) ^ 1;
  const mux = (select: number, one: number, zero: number) => or(and(select, one), and(select ^ 1, zero));
  const algebra: Algebra<number> = {
    zero: 0,
    one: 1,
    not: (x) => x ^ 1,
    and,
    or,
    xor: (x, y) => mux(x, y ^ 1, y),
    mux,
  };
  const inputs = Array.from({ length: netlist.inputCount }, (_, k) => 2 * (k + 1));
  const literals = fold(netlist, algebra, inputs);
  const outputs = Object.values(netlist.outputs).flatMap((bus) => bus.map((net) => at(literals, net)));
  const header = [inputs.length + 1 + ands.length, inputs.length, 1, outputs.length, ands.length];
  const literalLines = [outputs.at(-1), ...outputs].map((literal) => `${literal}\n`).join('');
  const bytes = [...Buffer.from(`aig ${header.join(' ')}\n${literalLines}`)];
  const delta = (value: number) => {
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
    bytes.push(rest);
  };
  for (const [k, [left, right]] of ands.entries()) {
    delta(2 * (inputs.length + k + 2) - left);
    delta(left - right);
  }
  return Uint8Array.from(bytes);
}

/**
 * C for vectors of the type V, in the order of the program, a full adder as SUM and CARRY: straight-line code, which
 * leaves registers and scheduling to the compiler.
 */
export function straightLineC(program: Program): string {
  const first = firstOutputSlot(program);
  const name: string[] = ['ZERO', 'ONE'];
  for (let k = 0; k < program.inputCount; k++) name.push(`in[${k}]`);
  const lines: string[] = [];
  const write = (slot: number, expression: string, net: string) => {
    const output = slot >= first && slot < first + program.outputCount;
    lines.push(`  V ${net} = ${expression};${output ? ` out[${slot - first}] = ${net};` : ''}`);
    name[slot] = net;
  };
  for (let k = 0; k < program.op.length; k++) {
    const x = at(name, wordAt(program.x, k));
    const y = at(name, wordAt(program.y, k));
    const z = at(name, wordAt(program.z, k));
    const out = wordAt(program.out, k);
    const carry = wordAt(program.carry, k);
    const text = {
      and: `${x} & ${y}`,
      or: `${x} | ${y}`,
      xor: `${x} ^ ${y}`,
      not: `~${x}`,
      mux: `(${x} & ${y}) | (~${x} & ${z})`,
      ha: `${x} ^ ${y}`,
      fa: `SUM(${x}, ${y}, ${z})`,
      copy: x,
    };
    const op = at(OPS, byteAt(program.op, k));
    const over = op === 'ha' ? `${x} & ${y}` : `CARRY(${x}, ${y}, ${z})`;
    write(out, text[op], `s${k}`);
    if (op === 'ha' || op === 'fa') write(carry, over, `c${k}`);
  }
  return lines.join('\n');
}
