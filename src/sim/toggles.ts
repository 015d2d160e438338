import { byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { mustBe } from '../gates/must-be.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import { slicePort } from './bitslice.ts';
import { columnOf } from './column.ts';

/**
 * How often each net changes while the input ports take the values of a sequence, one vector after the other: a number for
 * each net. Every gate is taken to settle at once, so hazards within a step do not count. `columns` holds the values of
 * each port, in their order.
 */
export function countToggles(netlist: Netlist, columns: readonly (readonly bigint[])[]): Uint32Array {
  const ports = Object.values(netlist.inputs);
  const steps = columns[0]?.length ?? 0;
  if (columns.length !== ports.length)
    throw mustBe(`countToggles of ${netlist.name}`, 'number of columns', `${ports.length}`, columns.length);
  const words = Math.ceil(steps / 32);
  const planes = new Uint32Array(netlist.netCount * words);
  planes.fill(0xffffffff, words, 2 * words);
  let next = 2;
  for (const [k, bus] of ports.entries()) {
    const values = columns[k] ?? [];
    slicePort(
      columnOf(values, bus.length),
      0,
      values.length,
      bus.length,
      planes.subarray(next * words, (next + bus.length) * words),
      words,
    );
    next += bus.length;
  }
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const code = byteAt(netlist.gate, net);
    const x = wordAt(fanin0, net) * words;
    const y = wordAt(fanin1, net) * words;
    const z = wordAt(fanin2, net) * words;
    const out = net * words;
    for (let w = 0; w < words; w++)
      planes[out + w] = evaluated(code, wordAt(planes, x + w), wordAt(planes, y + w), wordAt(planes, z + w));
  }
  const toggles = new Uint32Array(netlist.netCount);
  for (let net = 2; net < netlist.netCount; net++) {
    let changes = 0;
    let before = wordAt(planes, net * words) & 1;
    for (let w = 0; w < words; w++) {
      const word = wordAt(planes, net * words + w);
      // Bit k is whether step k differs from the one before it.
      const differs = word ^ ((word << 1) | before);
      const inside = steps - 32 * w;
      changes += ones(inside < 32 ? differs & (2 ** inside - 1) : differs);
      before = word >>> 31;
    }
    toggles[net] = changes;
  }
  return toggles;
}

function evaluated(code: number, x: number, y: number, z: number): number {
  switch (code) {
    case GATE_CODE.not:
      return ~x;
    case GATE_CODE.and:
      return x & y;
    case GATE_CODE.or:
      return x | y;
    case GATE_CODE.xor:
      return x ^ y;
    default:
      return z ^ (x & (y ^ z));
  }
}

/** How many bits of a word are 1. Hacker's Delight, 5-1. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
