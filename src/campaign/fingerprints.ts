import { type CaseId, showCase } from '../circuits/case-id.ts';
import { fingerprint } from '../gates/fingerprint.ts';
import { Random } from '../sim/random.ts';
import { type Catalogue, circuitNamed } from '../verify/catalogue.ts';
import { machineArithmetic } from '../verify/reference-of.ts';
import { type UnderTest, underTest } from '../verify/under-test.ts';

/** Vectors on which the model is asked, besides the one of zeros and the one of ones. */
const ASKED = 256;

/**
 * What a verdict on values is about: the netlist that was run and what was said to be right, which is the model, on vectors
 * that are always the same ones, and the arithmetic that is compared in its place. A verdict of another fingerprint is of
 * something else, whatever it is called.
 */
export function fingerprintOf({ circuit, params, observed, model }: UnderTest): string {
  const name = showCase({ circuit: circuit.name, params });
  const widths = Object.values(observed.inputs).map(({ length }) => length);
  const random = new Random(1, 'fingerprint', name);
  const vectors = [
    widths.map(() => 0n),
    widths.map((width) => (1n << BigInt(width)) - 1n),
    ...Array.from({ length: ASKED }, () => widths.map((width) => random.bits(width))),
  ];
  const ports = Object.keys(observed.outputs);
  const answers = vectors.map((vector) => {
    const right = model(vector);
    return ports.map((port) => (right[port] ?? 0n).toString(16)).join();
  });
  return fingerprint(
    observed,
    JSON.stringify([name, machineArithmetic(circuit.meaning(params)) ?? null, answers]),
  );
}

/** Shards that say what they are about; those of a case together are built once. */
export function withFingerprints<T extends CaseId>(
  shards: readonly T[],
  catalogue: Catalogue,
): (T & { readonly fingerprint: string })[] {
  const known = new Map<string, string>();
  return shards.map((shard) => {
    const { circuit, params } = shard;
    const name = showCase(shard);
    const own = known.get(name) ?? fingerprintOf(underTest(circuitNamed(circuit, catalogue), params));
    known.set(name, own);
    return { ...shard, fingerprint: own };
  });
}
