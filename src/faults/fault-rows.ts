import { at, byteAt, wordAt } from '../gates/at.ts';
import type { PortNumbers } from '../gates/counterexample.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { Vectors } from '../verify/vectors.ts';
import { type FaultResult, type FaultVerdict, VERDICTS } from './campaign.ts';
import { describeFault, type FaultText } from './fault-list.ts';
import { MISSED } from './try-vectors.ts';
import { vectorWords } from './vector-words.ts';

/** A fault in words, with what became of it. */
export interface FaultRow extends FaultText {
  readonly verdict: FaultVerdict;
  /** The number of the first vector that told it; null where none did. */
  readonly vector: number | null;
  /** An input that tells it: that vector, or for a survivor one that was found by proof; null where none is known. */
  readonly inputs: PortNumbers | null;
}

/** The faults with one of these verdicts, in the order of the netlist. */
export function faultRows(
  netlist: Netlist,
  vectors: Vectors,
  result: FaultResult,
  verdicts: readonly FaultVerdict[],
): FaultRow[] {
  const { faults, verdict, vector, telling } = result;
  const chosen: number[] = [];
  for (let k = 0; k < faults.count; k++)
    if (verdicts.includes(at(VERDICTS, byteAt(verdict, k)))) chosen.push(k);
  const inputs = inputsOf(netlist, vectors, new Set(chosen.map((k) => wordAt(vector, k))));
  return chosen.map((k) => {
    const first = wordAt(vector, k);
    const bits = telling.get(k);
    return {
      ...describeFault(netlist, faults, k),
      verdict: at(VERDICTS, byteAt(verdict, k)),
      vector: first === MISSED ? null : first,
      inputs:
        inputs.get(first) ?? (bits === undefined ? null : portsOf(netlist, (net) => byteAt(bits, net - 2))),
    };
  });
}

/** The inputs of the vectors of these numbers. */
function inputsOf(
  netlist: Netlist,
  vectors: Vectors,
  numbers: ReadonlySet<number>,
): Map<number, PortNumbers> {
  const inputs = new Map<number, PortNumbers>();
  const wanted = new Set([...numbers].filter((number) => number !== MISSED));
  if (wanted.size === 0) return inputs;
  const words = new Uint32Array(2 + netlist.inputCount);
  for (const word of vectorWords(netlist, vectors)) {
    word.fill(words);
    for (let lane = 0; lane < word.count; lane++)
      if (wanted.has(word.first + lane))
        inputs.set(
          word.first + lane,
          portsOf(netlist, (net) => (wordAt(words, net) >>> lane) & 1),
        );
  }
  return inputs;
}

function portsOf(netlist: Netlist, bitOf: (net: number) => number): Record<string, bigint> {
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([name, bus]) => [
      name,
      bus.reduce((value, net, k) => value | (BigInt(bitOf(net)) << BigInt(k)), 0n),
    ]),
  );
}
