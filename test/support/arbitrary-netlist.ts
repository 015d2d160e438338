import fc from 'fast-check';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { Builder } from '../../src/gates/builder.ts';
import { type Net, netAt } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';

const STEPS = ['not', 'and', 'or', 'xor', 'mux', 'ha', 'fa', 'show', 'open', 'close'] as const;

interface Step {
  readonly what: (typeof STEPS)[number];
  /** Each picks one of the nets there are; 0 and 1 are the constants. */
  readonly picks: readonly [number, number, number];
}

const pick = fc.nat(999);
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...STEPS),
  picks: fc.tuple(pick, pick, pick),
});

/** Netlists of every kind: all gates, cells, constants, nested and empty scopes, shown buses, several ports. */
export const arbitraryNetlist: fc.Arbitrary<Netlist> = fc
  .record({
    inputs: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    steps: fc.array(step, { maxLength: 60 }),
    outputs: fc.array(fc.array(pick, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ inputs, steps, outputs }) => {
    const g = new Builder('random');
    for (const [k, width] of inputs.entries()) g.input(`x${k}`, width);
    const left = [...steps];
    while (left.length > 0) follow(g, left);
    const ports = outputs.map((picks, k) => [`y${k}`, picks.map((n) => net(g, n))] as const);
    return g.finish(Object.fromEntries(ports));
  });

/** Takes steps up to one that closes the scope, or to the end. */
function follow(g: Builder, left: Step[]): void {
  for (let next = left.shift(); next !== undefined && next.what !== 'close'; next = left.shift()) {
    const [x, y, z] = [net(g, next.picks[0]), net(g, next.picks[1]), net(g, next.picks[2])];
    switch (next.what) {
      case 'not':
        g.not(x);
        break;
      case 'mux':
        g.mux(x, y, z);
        break;
      case 'ha':
        halfAdder(g, x, y);
        break;
      case 'fa':
        fullAdder(g, x, y, z);
        break;
      case 'show':
        g.show(`bus${left.length}`, [x, y, z]);
        break;
      case 'open':
        g.scope(`scope ${left.length}`, () => follow(g, left));
        break;
      default:
        g[next.what](x, y);
    }
  }
}

function net(g: Builder, pick: number): Net {
  return netAt(pick % g.netCount);
}
