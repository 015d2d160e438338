import { sha256 } from '@noble/hashes/sha2';
import type { Netlist } from './netlist.ts';

/**
 * Feeds what a netlist computes to a hash: its ports with their nets, and its gates. Names, stages and labels change no
 * value, so they are left out.
 */
function feed(hash: ReturnType<typeof sha256.create>, netlist: Netlist): void {
  const { inputs, outputs, inputCount, netCount, gate, fanin } = netlist;
  const ports = [inputs, outputs].map((all) => Object.entries(all));
  hash.update(utf8(JSON.stringify([ports, inputCount, netCount])));
  hash.update(gate);
  for (const words of fanin) hash.update(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
}

/** A short name for what a netlist computes together with other text; equal ones are the same for all purposes. */
export function fingerprint(netlist: Netlist, text: string): string {
  const hash = sha256.create();
  feed(hash, netlist);
  hash.update(utf8(text));
  return [...hash.digest().subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
