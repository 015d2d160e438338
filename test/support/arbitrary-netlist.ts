import fc from 'fast-check';
import { fullAdder, halfAdder } from '../../src/gates/adders.ts';
import { Builder } from '../../src/gates/builder.ts';
import type { Bus } from '../../src/gates/bus.ts';
import { type Net, netAt, ONE, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';

/** One gate, one cell, or gates under a label that does not fit them; the numbers pick nets among those so far. */
const step = fc.record({
  kind: fc.constantFrom('not', 'and', 'or', 'xor', 'mux', 'ha', 'fa', 'false ha', 'false fa'),
  x: fc.nat(),
  y: fc.nat(),
  z: fc.nat(),
});

const bus = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });

/**
 * Any netlist: all gates, true and false cells, inner nets of cells read from outside, constants as fan-ins, dead
 * gates, outputs that are inputs, constants or the same net twice.
 */
export const arbitraryNetlist: fc.Arbitrary<Netlist> = fc
  .record({
    inputs: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
    steps: fc.array(step, { maxLength: 60 }),
    outputs: fc.array(bus, { minLength: 1, maxLength: 3 }),
  })
  .map(({ inputs, steps, outputs }) => {
    const g = new Builder('arbitrary');
    for (const [k, width] of inputs.entries()) g.input(`in${k}`, width);
    // Recent nets are picked more often than old ones, so that netlists grow deep.
    const pick = (n: number): Net => {
      if (n % 16 === 0) return n % 32 === 0 ? ZERO : ONE;
      const back = n % 3 === 0 ? n % g.netCount : n % Math.min(8, g.netCount);
      return netAt(g.netCount - 1 - back);
    };
    for (const { kind, x, y, z } of steps) {
      const [a, b, c] = [pick(x), pick(y), pick(z)];
      switch (kind) {
        case 'not':
          g.not(a);
          break;
        case 'mux':
          g.mux(a, b, c);
          break;
        case 'ha':
          halfAdder(g, a, b);
          break;
        case 'fa':
          fullAdder(g, a, b, c);
          break;
        case 'false ha':
          g.cell('ha');
          g.xor(a, b);
          g.and(a, c);
          break;
        case 'false fa': {
          g.cell('fa');
          const half = g.xor(a, b);
          g.xor(half, c);
          g.or(g.and(a, b), g.or(half, c));
          break;
        }
        default:
          g[kind](a, b);
      }
    }
    const ports: Record<string, Bus> = {};
    for (const [k, nets] of outputs.entries()) ports[`out${k}`] = nets.map(pick);
    return g.finish(ports);
  });
