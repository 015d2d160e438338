import type { Bus } from '../gates/bus.ts';

/** A name as an identifier of any language: `adder(i=4,carry=true)` becomes `adder_i4_carry_true`. */
export function identifier(name: string): string {
  const words = name
    .replaceAll(/=(?=\d)/g, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(words) ? words : `c_${words}`;
}

/** Names that are taken already, and new ones beside them: time in proportion to the names, however many are alike. */
export class Names {
  /** Names that no other may have, and that several may share. */
  readonly #fixed: ReadonlySet<string>;
  readonly #taken = new Set<string>();
  /** How often each name was asked for, so that its next ending need not be looked for. */
  readonly #asked = new Map<string, number>();

  constructor(fixed: ReadonlySet<string> = new Set()) {
    this.#fixed = fixed;
  }

  /** The name, with `_`, `_2`, `_3` ... behind it where it is taken; the result is taken from then on. */
  unique(name: string): string {
    let asked = this.#asked.get(name) ?? 0;
    let unique = name;
    for (; this.#fixed.has(unique) || this.#taken.has(unique); asked++)
      unique = asked === 0 ? `${name}_` : `${name}_${asked + 1}`;
    this.#asked.set(name, asked);
    this.#taken.add(unique);
    return unique;
  }
}

/**
 * The name of one bit of a port in formats without buses: `a[3]`, and `cin` for a port of one bit. A port of one bit
 * whose own name looks like a bit of a bus is written `a_0[0]`, so that reading it back is never in doubt.
 */
export function bitName(port: string, width: number, k: number): string {
  return width === 1 && !/_\d+$/.test(port) ? port : `${port}[${k}]`;
}

/** Every bit of the ports with its name, in order. */
export function bitNames(ports: Readonly<Record<string, Bus>>): { name: string; net: number }[] {
  return Object.entries(ports).flatMap(([port, bus]) =>
    bus.map((net, k) => ({ name: bitName(port, bus.length, k), net })),
  );
}
