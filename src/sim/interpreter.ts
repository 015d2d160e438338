import { byteAt, wordAt } from '../gates/at.ts';
import { firstOutputSlot, OP_CODE, type Program } from './program.ts';
import type { Simulator } from './simulator.ts';

/**
 * The portable engine: walks the entries of a program in typed arrays, a plane at a time. It needs no set-up and no
 * WebAssembly, so it also runs in a page that may not compile code.
 */
export function interpreter(program: Program, words: number): Simulator {
  const { op, x, y, z, out, carry } = program;
  const planes = new Uint32Array(program.slotCount * words);
  planes.fill(0xffffffff, words, 2 * words);
  const first = firstOutputSlot(program);

  const run = () => {
    for (let k = 0; k < op.length; k++) {
      const a = wordAt(x, k) * words;
      const b = wordAt(y, k) * words;
      const c = wordAt(z, k) * words;
      const to = wordAt(out, k) * words;
      switch (byteAt(op, k)) {
        case OP_CODE.and:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, a + w) & wordAt(planes, b + w);
          break;
        case OP_CODE.or:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, a + w) | wordAt(planes, b + w);
          break;
        case OP_CODE.xor:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, a + w) ^ wordAt(planes, b + w);
          break;
        case OP_CODE.not:
          for (let w = 0; w < words; w++) planes[to + w] = ~wordAt(planes, a + w);
          break;
        case OP_CODE.mux:
          for (let w = 0; w < words; w++) {
            const zero = wordAt(planes, c + w);
            planes[to + w] = zero ^ (wordAt(planes, a + w) & (wordAt(planes, b + w) ^ zero));
          }
          break;
        case OP_CODE.ha: {
          const over = wordAt(carry, k) * words;
          for (let w = 0; w < words; w++) {
            const one = wordAt(planes, a + w);
            const two = wordAt(planes, b + w);
            planes[to + w] = one ^ two;
            planes[over + w] = one & two;
          }
          break;
        }
        case OP_CODE.fa: {
          const over = wordAt(carry, k) * words;
          for (let w = 0; w < words; w++) {
            const one = wordAt(planes, a + w);
            const three = wordAt(planes, c + w);
            const half = one ^ wordAt(planes, b + w);
            planes[to + w] = half ^ three;
            planes[over + w] = one ^ (half & (one ^ three));
          }
          break;
        }
        case OP_CODE.copy:
          for (let w = 0; w < words; w++) planes[to + w] = wordAt(planes, a + w);
          break;
      }
    }
  };
  return {
    words,
    inputs: planes.subarray(2 * words, first * words),
    outputs: planes.subarray(first * words, (first + program.outputCount) * words),
    run,
    release: () => {},
  };
}
