import type { Netlist } from '../gates/netlist.ts';
import { AigerFile, readAigerHeader } from './aiger-file.ts';
import { wrongInText } from './place.ts';

/**
 * Reads combinational AIGER in ASCII, with its ANDs in any order. An inverted literal becomes a NOT, one for all its
 * readers; nothing is made of them: XORs and adders are for others to find.
 */
export function readAiger(text: string): Netlist {
  const wrong = wrongInText('readAiger', text);
  let place = 0;
  let next = 0;
  const line = (): string | undefined => {
    if (next >= text.length) return undefined;
    place = next;
    const end = text.indexOf('\n', place);
    // Without its line break, a line of a file cut short would pass for a whole one.
    if (end === -1) throw wrong(place, 'a line', 'ended by a line break', text.slice(place));
    next = end + 1;
    return text.slice(place, end).replace(/\r$/, '');
  };
  const literals = (count: number, what: string): number[] => {
    const read = line();
    if (read === undefined) throw wrong(text.length, what, 'there', 'the end of the file');
    const words = read.split(' ');
    if (words.length !== count || !words.every((word) => /^\d{1,10}$/.test(word)))
      throw wrong(place, what, count === 1 ? 'a literal' : `${count} literals`, read);
    return words.map(Number);
  };
  const header = readAigerHeader(line() ?? '', 'aag', 0, wrong);
  const file = new AigerFile(header, wrong);
  for (let k = 0; k < header.inputs; k++) file.input(literals(1, 'an input')[0] ?? 0, place);
  for (let k = 0; k < header.outputs; k++) file.output(literals(1, 'an output')[0] ?? 0, place);
  for (let k = 0; k < header.ands; k++) {
    const [target = 0, x = 0, y = 0] = literals(3, 'an AND');
    file.and(target, x, y, place);
  }
  for (let symbol = line(); symbol !== undefined; symbol = line())
    if (!file.symbol(symbol, place)) {
      if (symbol === 'c') file.comment(text.slice(next));
      else if (next < text.length) throw wrong(place, 'a symbol', 'i or o, a number and a name', symbol);
      break;
    }
  return file.finish();
}
