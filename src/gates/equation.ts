/** `coefficient` times the numbers on up to two ports; no port stands for 1. */
export interface EquationTerm {
  readonly coefficient: bigint;
  readonly ports: readonly string[];
}

/**
 * What a circuit computes, as an equation between the numbers on its ports: the sum of `outputs` is the sum of
 * `inputs`, over the integers, or modulo 2^modulo where that is given. Terms of outputs have one port. Numbers are
 * unsigned, but for the ports in `signed`, which hold two's complement: there the top bit counts negative.
 */
export interface Equation {
  readonly outputs: readonly EquationTerm[];
  readonly inputs: readonly EquationTerm[];
  readonly modulo?: number;
  readonly signed?: readonly string[];
}

/** What bit k of a port is worth, its sign: -1 for the top bit of a port in two's complement, else 1. */
export function signOfBit({ signed }: Equation, port: string, k: number, width: number): 1 | -1 {
  return k === width - 1 && signed?.includes(port) === true ? -1 : 1;
}

/**
 * What a circuit computes where no one equation says it: a case for each value of the highest bits of some ports, and
 * its equation over the bits that are left; a port of which none is left is gone.
 */
export interface EquationSplit {
  /** How many of its highest bits each port gives to the cases. */
  readonly on: Readonly<Record<string, number>>;
  /** The equation where those bits are these numbers. */
  equation(given: Readonly<Record<string, bigint>>): Equation;
}

/** `port` = the sum of the ports `addends`. */
export function sumEquation(port: string, addends: readonly string[]): Equation {
  return { outputs: [term(port)], inputs: addends.map((name) => term(name)) };
}

/** `port` = `x` times `y`. */
export function productEquation(port: string, x: string, y: string): Equation {
  return { outputs: [term(port)], inputs: [term(x, y)] };
}

function term(...ports: string[]): EquationTerm {
  return { coefficient: 1n, ports };
}

/** The equation as text: `p = a*b`, `d - 256*bout = a - b`. */
export function showEquation({ outputs, inputs, modulo, signed = [] }: Equation): string {
  const sides = `${showSum(outputs)} = ${showSum(inputs)}`;
  const wrapped = modulo === undefined ? sides : `${sides} modulo 2^${modulo}`;
  return signed.length === 0 ? wrapped : `${wrapped}, with ${signed.join(', ')} in two's complement`;
}

function showSum(terms: readonly EquationTerm[]): string {
  return terms
    .map(({ coefficient, ports }, k) => {
      const sign = coefficient < 0n ? (k === 0 ? '-' : ' - ') : k === 0 ? '' : ' + ';
      const size = coefficient < 0n ? -coefficient : coefficient;
      const factors = [...(size === 1n && ports.length > 0 ? [] : [String(size)]), ...ports];
      return sign + factors.join('*');
    })
    .join('');
}
