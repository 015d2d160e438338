import { Misuse } from '../gates/misuse.ts';
import { parseCellFunction, pinsOf } from './cell-function.ts';
import type { Cell, CellFunction } from './cell-library.ts';
import { wrongInText } from './place.ts';

const STYLE = {
  isLiberty: false,
  constants: new Map<string, 0 | 1>([
    ['CONST0', 0],
    ['CONST1', 1],
  ]),
};

/** Behind the name of a pin: its phase and six figures of loads and delays. */
const PIN_FIGURES = 7;

const WORD = /\s*([^\s;=#]+|[;=#])/y;

/**
 * The gates of a genlib file, as SIS and ABC have it: `GATE nand2 2 O=!(a*b); PIN * INV 1 999 1 1 1 1`. Lines of one name are one cell
 * of several outputs. Latches are there with the reason why they are not read.
 */
export function readGenlib(text: string): Map<string, Cell | Misuse> {
  const wrong = wrongInText('readGenlib', text);
  const found = new Map<string, { inputs: Set<string>; outputs: Map<string, CellFunction> } | Misuse>();
  let next = 0;
  let place = 0;
  const word = (): string | undefined => {
    for (;;) {
      WORD.lastIndex = next;
      const match = WORD.exec(text);
      if (match === null) return undefined;
      next = WORD.lastIndex;
      const [, read = ''] = match;
      place = next - read.length;
      if (read !== '#') return read;
      const end = text.indexOf('\n', next);
      next = end === -1 ? text.length : end;
    }
  };
  let inputs: Set<string> | undefined;
  let isLatch = false;
  for (let first = word(); first !== undefined; first = word()) {
    if (first === 'PIN') {
      const pin = word();
      for (let k = 0; k < PIN_FIGURES; k++) word();
      if (pin !== undefined && pin !== '*') inputs?.add(unquoted(pin));
      continue;
    }
    if (first !== 'GATE' && first !== 'LATCH') {
      // What a latch has more than a gate.
      if (isLatch) continue;
      throw wrong(place, 'an entry', 'GATE, PIN or LATCH', first);
    }
    isLatch = first === 'LATCH';
    const from = place;
    const name = unquoted(word() ?? '');
    word();
    const output = unquoted(word() ?? '');
    const isEqual = word() === '=';
    const end = text.indexOf(';', next);
    if (!isEqual || end === -1) throw wrong(from, `gate '${name}'`, 'name, area, output = function ;', first);
    const said = text.slice(next, end);
    next = end + 1;
    const before = found.get(name);
    const parsed = parseCellFunction(said.replaceAll(/#[^\n]*/g, ''), STYLE);
    inputs = undefined;
    if (before instanceof Misuse) continue;
    if (isLatch) found.set(name, wrong(from, `gate '${name}'`, 'without a state', 'LATCH'));
    else if (typeof parsed === 'string')
      found.set(name, wrong(from, `the function of gate '${name}'`, parsed, said.trim()));
    else if (before?.outputs.has(output) === true)
      throw wrong(from, `an output of gate '${name}'`, 'defined once', output);
    else {
      const cell = before ?? { inputs: new Set<string>(), outputs: new Map<string, CellFunction>() };
      for (const pin of pinsOf(parsed)) cell.inputs.add(pin);
      cell.outputs.set(output, parsed);
      found.set(name, cell);
      inputs = cell.inputs;
    }
  }
  return found;
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1) : name;
}
