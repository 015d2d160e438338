import { byteAt, wordAt } from '../gates/at.ts';
import { GATE_CODE } from '../gates/gate.ts';
import { firstGate, type Netlist } from '../gates/netlist.ts';
import type { Simulator } from './simulator.ts';

/** The portable engine: walks the gates in typed arrays, a plane at a time. It needs no set-up and runs anywhere. */
export function interpreter(netlist: Netlist, words: number): Simulator {
  const { netCount, gate } = netlist;
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const planes = new Uint32Array(netCount * words);
  planes.fill(0xffffffff, words, 2 * words);
  const outputNets = Uint32Array.from(Object.values(netlist.outputs).flat());
  const outputs = new Uint32Array(outputNets.length * words);
  const first = firstGate(netlist);

  const run = () => {
    let to = first * words;
    for (let net = first; net < netCount; net++, to += words) {
      const x = wordAt(fanin0, net) * words;
      const y = wordAt(fanin1, net) * words;
      switch (byteAt(gate, net)) {
        case GATE_CODE.and:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, x + w) & wordAt(planes, y + w);
          break;
        case GATE_CODE.xor:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, x + w) ^ wordAt(planes, y + w);
          break;
        case GATE_CODE.or:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, x + w) | wordAt(planes, y + w);
          break;
        case GATE_CODE.not:
          for (let w = 0; w < words; w++) planes[to + w] = ~wordAt(planes, x + w);
          break;
        case GATE_CODE.mux: {
          const z = wordAt(fanin2, net) * words;
          for (let w = 0; w < words; w++) {
            const zero = wordAt(planes, z + w);
            planes[to + w] = zero ^ (wordAt(planes, x + w) & (wordAt(planes, y + w) ^ zero));
          }
          break;
        }
      }
    }
    for (const [k, net] of outputNets.entries())
      outputs.set(planes.subarray(net * words, (net + 1) * words), k * words);
  };
  return { words, inputs: planes.subarray(2 * words, first * words), outputs, run };
}
