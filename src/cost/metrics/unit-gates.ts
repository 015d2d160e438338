import { byteAt } from '../../gates/at.ts';
import { count } from '../../gates/count.ts';
import { GATE_NAMES, type Gate } from '../../gates/gate.ts';
import { computed, type Metric, stated } from '../metric.ts';
import { longestPath } from './longest-path.ts';

const SOURCE = 'R. Zimmermann, Computer Arithmetic: Principles, Architectures, and VLSI Design, 1999';

/** The unit-gate area of each gate, by its code: AND and OR 1, XOR 2, multiplexer 3, inverter free. */
export const GATE_AREA: Uint8Array = byCode({ not: 0, and: 1, or: 1, xor: 2, mux: 3 });

/** The unit-gate delay of each gate, by its code: AND and OR 1, XOR and multiplexer 2, inverter free. */
export const GATE_DELAY: Uint8Array = byCode({ not: 0, and: 1, or: 1, xor: 2, mux: 2 });

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
    mul: ({ i, j }) =>
      i === 1 || j === 1
        ? computed(i * j, 'i*j')
        : computed(i * j + 7 * (i * j - i - j) + 3 * Math.min(i, j), 'i*j + 7*(i*j - i - j) + 3*min(i, j)'),
    add: ({ i, j }) =>
      computed(7 * (Math.min(i, j) - 1) + 3 * (Math.abs(i - j) + 1), '7*(min(i, j) - 1) + 3*(|i - j| + 1)'),
    shift: ({ i, j }) => computed(3 * i * Math.ceil(Math.log2(j)), '3*i*ceil(log2(j))'),
    mux: ({ i }) => stated(3 * i, '3*i'),
    relu: ({ i }) => computed(i, 'i'),
    mac: ({ i, j }) => computed(8 * i * j, '7*i*j + i*j'),
    dot: ({ i, j, terms }) => computed(8 * terms * i * j, 'terms*(7*i*j + i*j)'),
  },
  ofNetlist: (netlist) => {
    const { and, or, xor, mux } = count(netlist).byGate;
    return and + or + 2 * xor + 3 * mux;
  },
};

/** Unit-gate delay along the longest path: a full adder takes 4 from its addends and 2 from its carry. */
export const unitGateDelay: Metric = {
  name: 'unit-gate-delay',
  title: 'unit-gate delay',
  unit: 'unit delays',
  about: 'longest path, AND and OR 1, XOR and multiplexer 2, inverters free',
  source: SOURCE,
  status: 'stated',
  prices: { mux: () => stated(2, '2'), relu: () => computed(1, '1') },
  ofNetlist: (netlist) => longestPath(netlist, (_, code) => byteAt(GATE_DELAY, code)),
};
