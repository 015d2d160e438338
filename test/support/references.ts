import { type AnyCircuit, buildCircuit, modelOf } from '../../src/circuits/circuit.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import { LANES, LIMB, placeOf } from '../../src/sim/check-kernel.ts';
import { byModel, type LaneValues, type Reference, valueAt } from '../../src/sim/reference.ts';
import { takeMemory } from '../../src/sim/webassembly.ts';

/** Where a reference and the model of its circuit differ, as text; undefined when they agree on all vectors. */
export function firstDifference(
  reference: Reference,
  circuit: AnyCircuit,
  params: AnyValues,
  vectors: Iterable<readonly bigint[]>,
): string | undefined {
  const { inputs: buses, outputs } = buildCircuit(circuit, params);
  const limbCount = (ports: Readonly<Record<string, readonly number[]>>) =>
    Object.values(ports).reduce((sum, { length }) => sum + Math.ceil(length / 32), 0);
  const memory = takeMemory((limbCount(buses) + 2 * limbCount(outputs)) * LIMB);
  let used = 0;
  const limb = () => new Uint32Array(memory.buffer, LIMB * used++, LANES);
  const room = (ports: Readonly<Record<string, readonly number[]>>) =>
    Object.entries(ports).map(([name, { length }]): LaneValues => {
      return { name, width: length, limbs: Array.from({ length: Math.ceil(length / 32) }, limb) };
    });
  const inputs = room(buses);
  const [expected, modelled] = [room(outputs), room(outputs)];
  // What one block leaves behind must not help the next.
  for (const { limbs } of expected) for (const limb of limbs) limb.fill(0xdeadbeef);
  const refer = reference({ memory, inputs, expected });
  const model = byModel(modelOf(circuit, params))({ memory, inputs, expected: modelled });
  const show = (ports: readonly LaneValues[], lane: number) =>
    ports.map((port) => `${port.name}=${valueAt(port, placeOf(lane))}`).join(' ');

  const runBlock = (lanes: number): string | undefined => {
    const repeat = { distinct: lanes, period: 1 };
    refer(repeat);
    model(repeat);
    for (let lane = 0; lane < lanes; lane++) {
      const [got, wanted] = [show(expected, lane), show(modelled, lane)];
      if (got !== wanted) return `${show(inputs, lane)} must give ${wanted}, got ${got}`;
    }
    return undefined;
  };

  let lane = 0;
  for (const vector of vectors) {
    for (const [k, { limbs }] of inputs.entries())
      for (const [n, limb] of limbs.entries())
        limb[placeOf(lane)] = Number(((vector[k] ?? 0n) >> BigInt(32 * n)) & 0xffffffffn);
    if (++lane < LANES) continue;
    const difference = runBlock(lane);
    if (difference !== undefined) return difference;
    lane = 0;
  }
  return lane === 0 ? undefined : runBlock(lane);
}
