import { buildCircuit, type Shown } from '../../circuits/circuit.ts';
import { floatAdder } from '../../circuits/float-adder/float-adder.ts';
import { directionOf, type FloatSum } from '../../circuits/float-adder/model.ts';
import type { Direction, Rounding } from '../../circuits/float-adder/rounding.ts';
import type { FloatFormat } from '../../circuits/float-formats.ts';
import { at } from '../../gates/at.ts';
import type { Netlist } from '../../gates/netlist.ts';
import { busValue, evaluateNets } from '../../sim/evaluate.ts';
import { shownValues } from '../../sim/shown-values.ts';

/** What is asked of the adder. */
export interface FloatQuestion {
  readonly format: FloatFormat;
  /** How the circuit is built: for one direction, or with the port `rm`. */
  readonly rounding: Rounding;
  /** The code on the port `rm`; of no effect where there is none. */
  readonly rm: bigint;
  /** 0 adds, 1 subtracts. */
  readonly op: bigint;
  /** Operands, as bits. */
  readonly a: bigint;
  readonly b: bigint;
}

/** The circuit that was asked, with the bit of every net. */
export interface FloatRun extends FloatQuestion {
  readonly direction: Direction;
  readonly netlist: Netlist;
  readonly bits: readonly bigint[];
  readonly shown: Shown;
  /** The outputs of the circuit. */
  readonly sum: FloatSum;
}

/** Builds the adder, unless it is the last one built, and runs it. */
export function runFloatAdder(question: FloatQuestion): FloatRun {
  const { format, rounding, rm, op, a, b } = question;
  const netlist = adderFor(format, rounding);
  const bits = evaluateNets(netlist, { a, b, op, ...(rounding === 'port' ? { rm } : {}) });
  const output = (name: string) => busValue(bits, netlist.outputs[name] ?? []);
  return {
    ...question,
    direction: directionOf(rounding, rm),
    netlist,
    bits,
    shown: shownValues(netlist, bits),
    sum: {
      r: output('r'),
      invalid: output('invalid'),
      overflow: output('overflow'),
      underflow: output('underflow'),
      inexact: output('inexact'),
    },
  };
}

const last: { key?: string; netlist?: Netlist } = {};

/** The adder of a format: kept, since a click on a bit asks the same circuit again. */
function adderFor({ e, f }: FloatFormat, rounding: Rounding): Netlist {
  const key = `${e} ${f} ${rounding}`;
  if (last.key !== key || last.netlist === undefined) {
    last.netlist = buildCircuit(floatAdder, { e, f, rounding });
    last.key = key;
  }
  return last.netlist;
}

/** The bit of a net: 0 or 1. */
export function bitOf({ bits }: Pick<FloatRun, 'bits'>, net: number): 0 | 1 {
  return at(bits, net) === 1n ? 1 : 0;
}
