import { at, wordAt } from '../gates/at.ts';
import type { Bus, Ports } from '../gates/bus.ts';
import { type Equation, type EquationTerm, signOfBit } from '../gates/equation.ts';
import type { Netlist } from '../gates/netlist.ts';
import { modulusOf, portOf } from './ports.ts';

/** Tells a lane of 32 simulated ones whose outputs are wrong, or -1. */
export interface LaneTest {
  /** Whether every wrong lane is told; else one in many millions is missed. */
  readonly isExact: boolean;
  wrongLane(words: Uint32Array): number;
}

/** Below this modulus doubles hold both sides of an equation exactly. */
const EXACT_BITS = 50;

/** The largest prime below 2^26: products of two residues are exact in doubles. */
const PRIME = 67_108_859;

/**
 * Holds an equation in 32 lanes at a time by doubles: exactly where its numbers are small, else by residues modulo a
 * prime. Undefined where neither is possible: a modulus of its own beyond doubles, or a large coefficient.
 */
export function equationTest(netlist: Netlist, equation: Equation): LaneTest | undefined {
  const modulus = modulusOf(netlist, equation);
  const isExact = modulus <= EXACT_BITS;
  const terms = [...equation.outputs, ...equation.inputs];
  if (!isExact && equation.modulo !== undefined) return undefined;
  const isSmall = ({ coefficient, ports }: EquationTerm) =>
    ports.reduce((bits, name) => bits + widthOf(netlist, name), coefficient.toString(2).length) <= EXACT_BITS;
  if (isExact && !terms.every(isSmall)) return undefined;
  const wrap = isExact ? 2 ** modulus : PRIME;
  const factor = (coefficient: bigint) =>
    isExact ? Number(coefficient) : Number(coefficient % BigInt(PRIME));
  const busOf = (ports: Ports) => (name: string) => {
    const bus = portOf(netlist.name, ports, name);
    return { bus, top: signOfBit(equation, name, bus.length - 1, bus.length) };
  };
  const left = equation.outputs.map(({ coefficient, ports }) => ({
    factor: factor(coefficient),
    buses: ports.map(busOf(netlist.outputs)),
  }));
  const right = equation.inputs.map(({ coefficient, ports }) => ({
    factor: -factor(coefficient),
    buses: ports.map(busOf(netlist.inputs)),
  }));
  const sides = [...left, ...right];
  const total = new Float64Array(32);
  const product = new Float64Array(32);
  const value = new Float64Array(32);
  return {
    isExact,
    wrongLane(words) {
      total.fill(0);
      for (const { factor: by, buses } of sides) {
        product.fill(by);
        for (const { bus, top } of buses) {
          readLanes(words, bus, top, value, isExact ? Number.POSITIVE_INFINITY : PRIME);
          for (let lane = 0; lane < 32; lane++) {
            const both = (product[lane] ?? 0) * (value[lane] ?? 0);
            product[lane] = isExact ? both : both % PRIME;
          }
        }
        for (let lane = 0; lane < 32; lane++) total[lane] = (total[lane] ?? 0) + (product[lane] ?? 0);
      }
      return total.findIndex((sum) => sum % wrap !== 0);
    },
  };
}

function widthOf(netlist: Netlist, name: string): number {
  return (netlist.outputs[name] ?? netlist.inputs[name] ?? []).length;
}

/** The number on a bus in each lane, modulo `wrap`; `top` is the sign of its top bit. */
function readLanes(words: Uint32Array, bus: Bus, top: 1 | -1, value: Float64Array, wrap: number): void {
  value.fill(0);
  let weight = 1;
  for (const [k, net] of bus.entries()) {
    const word = wordAt(words, net);
    if (k === bus.length - 1) weight *= top;
    for (let lane = 0; lane < 32; lane++) value[lane] = (value[lane] ?? 0) + ((word >>> lane) & 1) * weight;
    weight = wrap === Number.POSITIVE_INFINITY ? weight * 2 : (weight * 2) % wrap;
  }
  if (wrap === Number.POSITIVE_INFINITY) return;
  for (let lane = 0; lane < 32; lane++) value[lane] = (value[lane] ?? 0) % wrap;
}

/** The numbers on ports in one lane. */
export function lanePorts(ports: Ports, words: Uint32Array, lane: number): Record<string, bigint> {
  const values: Record<string, bigint> = {};
  for (const [name, bus] of Object.entries(ports)) {
    let value = 0n;
    for (let k = bus.length - 1; k >= 0; k--)
      value = (value << 1n) | BigInt((wordAt(words, at(bus, k)) >>> lane) & 1);
    values[name] = value;
  }
  return values;
}
