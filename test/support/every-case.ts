import type { Ports } from '../../src/gates/bus.ts';
import { fold } from '../../src/gates/fold.ts';
import type { Netlist } from '../../src/gates/netlist.ts';

/** One input vector and what the netlist makes of it. */
export interface Case {
  readonly x: Readonly<Record<string, bigint>>;
  readonly y: Readonly<Record<string, bigint>>;
}

/**
 * The truth table of every net, by one fold: a BigInt for each, whose bit number r belongs to input vector r.
 */
export function netTables(netlist: Netlist): bigint[] {
  const rows = 2 ** netlist.inputCount;
  const all = (1n << BigInt(rows)) - 1n;
  const inputs = Array.from(
    { length: netlist.inputCount },
    (_, k) => all ^ (all / ((1n << BigInt(2 ** k)) + 1n)),
  );
  return fold<bigint>(
    netlist,
    {
      zero: 0n,
      one: all,
      not: (x) => all ^ x,
      and: (x, y) => x & y,
      or: (x, y) => x | y,
      xor: (x, y) => x ^ y,
      mux: (select, one, zero) => (select & one) | ((all ^ select) & zero),
    },
    inputs,
  );
}

/** Every input vector of a netlist with its outputs. */
export function everyCase(netlist: Netlist): Case[] {
  const rows = 2 ** netlist.inputCount;
  const tables = netTables(netlist);
  return Array.from({ length: rows }, (_, row) => ({
    x: valuesOf(netlist.inputs, tables, row),
    y: valuesOf(netlist.outputs, tables, row),
  }));
}

function valuesOf(ports: Ports, tables: readonly bigint[], row: number): Record<string, bigint> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, bus]) => [
      name,
      bus.reduce((value, net, k) => value | ((((tables[net] ?? 0n) >> BigInt(row)) & 1n) << BigInt(k)), 0n),
    ]),
  );
}
