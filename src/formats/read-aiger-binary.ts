import type { Netlist } from '../gates/netlist.ts';
import { AigerFile, readAigerHeader } from './aiger-file.ts';
import { wrongInBytes } from './place.ts';

const NEWLINE = 10;

/** Reads combinational AIGER in its binary form; what becomes of it is as in the ASCII form. */
export function readAigerBinary(bytes: Uint8Array): Netlist {
  const wrong = wrongInBytes('readAigerBinary');
  const decoder = new TextDecoder();
  let place = 0;
  let next = 0;
  const line = (): string | undefined => {
    if (next >= bytes.length) return undefined;
    place = next;
    const end = bytes.indexOf(NEWLINE, place);
    // Without its line break, a line of a file cut short would pass for a whole one.
    if (end === -1) throw wrong(place, 'a line', 'ended by a line break', 'the end of the file');
    next = end + 1;
    return decoder.decode(bytes.subarray(place, end));
  };
  /** Seven bits a byte, the lowest first; five bytes hold any literal. */
  const delta = (): number => {
    let value = 0;
    for (let k = 0; k < 5; k++) {
      const byte = bytes[next];
      if (byte === undefined) throw wrong(next, 'a difference', 'there', 'the end of the file');
      next++;
      value += (byte & 127) * 2 ** (7 * k);
      if (byte < 128) return value;
    }
    throw wrong(next - 5, 'a difference', 'of at most 5 bytes', 'more');
  };
  const header = readAigerHeader(line() ?? '', 'aig', 0, wrong);
  const file = new AigerFile(header, wrong);
  for (let k = 1; k <= header.inputs; k++) file.input(2 * k, 0);
  for (let k = 0; k < header.outputs; k++) {
    const read = line();
    if (read === undefined) throw wrong(bytes.length, 'an output', 'there', 'the end of the file');
    if (!/^\d{1,10}$/.test(read)) throw wrong(place, 'an output', 'a literal', read);
    file.output(Number(read), place);
  }
  for (let k = 1; k <= header.ands; k++) {
    place = next;
    const target = 2 * (header.inputs + k);
    const down = delta();
    const x = target - down;
    const y = x - delta();
    if (down === 0 || y < 0)
      throw wrong(
        place,
        'an AND',
        `of literals from 0 to ${target - 1}`,
        down === 0 ? target : Math.min(x, y),
      );
    file.and(target, x, y, place);
  }
  for (let symbol = line(); symbol !== undefined; symbol = line())
    if (!file.symbol(symbol, place)) {
      if (symbol === 'c') file.comment(decoder.decode(bytes.subarray(next, next + 10_000)));
      else if (next < bytes.length) throw wrong(place, 'a symbol', 'i or o, a number and a name', symbol);
      break;
    }
  return file.finish();
}
