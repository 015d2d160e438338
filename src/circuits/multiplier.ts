import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { Meaning } from './meaning.ts';
import { type Values, width } from './params.ts';

const params = { i: width('bits of a', 8), j: width('bits of b', 8) };

/** What every unsigned i x j multiplier has in common: parameters, ports, meaning, and i j ANDs outside its adders. */
export function multiplier(multiply: (g: Builder, a: Bus, b: Bus) => Bus) {
  return {
    params,
    inputs: ({ i, j }: Values<typeof params>) => ({ a: i, b: j }),
    build: (g: Builder, { a, b }: Record<'a' | 'b', Bus>) => ({ p: multiply(g, a, b) }),
    meaning: (): Meaning<'a' | 'b', 'p'> => ({ kind: 'product', model: ({ a, b }) => ({ p: a * b }) }),
    loose: ({ i, j }: Values<typeof params>) => ({ and: i * j }),
  };
}
