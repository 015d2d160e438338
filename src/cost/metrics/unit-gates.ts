import { byteAt } from '../../gates/at.ts';
import { type Count, count } from '../../gates/count.ts';
import { GATE_NAMES, type Gate } from '../../gates/gate.ts';
import { computed, type Metric, stated } from '../metric.ts';
import { daddaGates } from './dadda-gates.ts';
import { longestPath } from './longest-path.ts';

const SOURCE = 'R. Zimmermann, Computer Arithmetic: Principles, Architectures, and VLSI Design, 1999';

/** The unit-gate area of each gate: AND and OR 1, XOR 2, multiplexer 3, inverter free. */
const AREA: Readonly<Record<Gate, number>> = { not: 0, and: 1, or: 1, xor: 2, mux: 3 };

/** The same by the gate's code. */
export const GATE_AREA: Uint8Array = byCode(AREA);

/** The unit-gate area of a full adder, and of a half adder. */
export const FULL_ADDER_AREA = 7;
const HALF_ADDER_AREA = 3;

/** The unit-gate area of a part of a netlist. */
export function unitGatesOf({ byGate }: Count): number {
  return GATE_NAMES.reduce((sum, gate) => sum + AREA[gate] * byGate[gate], 0);
}

/** The unit-gate delay of each gate: AND and OR 1, XOR and multiplexer 2, inverter free. */
const DELAY: Readonly<Record<Gate, number>> = { not: 0, and: 1, or: 1, xor: 2, mux: 2 };

/** The same by the gate's code. */
export const GATE_DELAY: Uint8Array = byCode(DELAY);

function byCode(weights: Readonly<Record<Gate, number>>): Uint8Array {
  return Uint8Array.of(0, ...GATE_NAMES.map((gate) => weights[gate]));
}

/** Unit-gate area: a full adder has 7, a half adder 3. */
export const unitGateArea: Metric = {
  name: 'unit-gate-area',
  title: 'unit-gate area',
  unit: 'unit gates',
  about: 'AND and OR 1, XOR 2, multiplexer 3, inverters free; so a full adder is 7 and a half adder 3',
  source: SOURCE,
  status: 'stated',
  prices: {
    mul: daddaGates(FULL_ADDER_AREA, HALF_ADDER_AREA),
    add: computed(
      '7*(min(i, j) - 1) + 3*(|i - j| + 1)',
      ({ i, j }) => FULL_ADDER_AREA * (Math.min(i, j) - 1) + HALF_ADDER_AREA * (Math.abs(i - j) + 1),
    ),
    shift: computed('3*i*ceil(log2(j))', ({ i, j }) => AREA.mux * i * Math.ceil(Math.log2(j))),
    mux: stated('3*i', ({ i }) => AREA.mux * i),
    relu: computed('i', ({ i }) => AREA.and * i),
    mac: computed('7*i*j + i*j', ({ i, j }) => (FULL_ADDER_AREA + AREA.and) * i * j),
    dot: computed('terms*(7*i*j + i*j)', ({ i, j, terms }) => (FULL_ADDER_AREA + AREA.and) * terms * i * j),
  },
  ofNetlist: (netlist) => unitGatesOf(count(netlist)),
};

/** Unit-gate delay along the longest path: a full adder takes 4 from its addends and 2 from its carry. */
export const unitGateDelay: Metric = {
  name: 'unit-gate-delay',
  title: 'unit-gate delay',
  unit: 'unit delays',
  about: 'longest path, AND and OR 1, XOR and multiplexer 2, inverters free',
  source: SOURCE,
  status: 'stated',
  prices: { mux: stated('2', () => DELAY.mux), relu: computed('1', () => DELAY.and) },
  ofNetlist: (netlist) => longestPath(netlist, (_, code) => byteAt(GATE_DELAY, code)),
};
