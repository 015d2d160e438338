/** What a file begins with, by which its format is known; each looks no further than the first word that decides. */

const SPACE = /\s+/y;
const HASH_COMMENT = /#[^\n]*/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const DIRECTIVE = /`[^\n]*/y;

/** Whether a text begins with a pattern after what may stand before it. */
function beginsAfter(text: string, skipped: readonly (RegExp | Skip)[], word: RegExp): boolean {
  let place = 0;
  for (;;) {
    const next = skipped.map((one) => end(text, place, one)).find((one) => one > place);
    if (next === undefined) break;
    place = next;
  }
  word.lastIndex = place;
  return word.test(text);
}

/** From one sign to another, with nothing in between that counts. */
interface Skip {
  readonly from: string;
  readonly to: string;
}

function end(text: string, place: number, skipped: RegExp | Skip): number {
  if (skipped instanceof RegExp) {
    skipped.lastIndex = place;
    return skipped.test(text) ? skipped.lastIndex : place;
  }
  if (!text.startsWith(skipped.from, place)) return place;
  const close = text.indexOf(skipped.to, place + skipped.from.length);
  return close < 0 ? place : close + skipped.to.length;
}

const BLOCK_COMMENT: Skip = { from: '/*', to: '*/' };
const ATTRIBUTE: Skip = { from: '(*', to: '*)' };

/** A module of Verilog, after comments, attributes and directives. */
export function isVerilog(text: string): boolean {
  const skipped = [SPACE, LINE_COMMENT, BLOCK_COMMENT, ATTRIBUTE, DIRECTIVE];
  return beginsAfter(text, skipped, /(?:module|macromodule|primitive)\b/y);
}

/** A line of BLIF, which begins with a dot. */
export function isBlif(text: string): boolean {
  return beginsAfter(text, [SPACE, HASH_COMMENT], /\.[a-z]/y);
}

/** A port or a gate in the language of the ISCAS benchmarks. */
export function isBench(text: string): boolean {
  return beginsAfter(text, [SPACE, HASH_COMMENT], /(?:(?:INPUT|OUTPUT)\s*\(|[^\s=(),#"]+\s*=\s*[\w\s]*\()/iy);
}

/** The first line of AIGER, in ASCII or binary. */
export function isAiger(text: string): boolean {
  return /^aag\s/.test(text);
}

export function isAigerBinary(text: string): boolean {
  return /^aig\s/.test(text);
}

/** An object of JSON; whose it is its reader finds. */
export function isJson(text: string): boolean {
  return beginsAfter(text, [SPACE], /[{[]/y);
}

/** A library of cells in Liberty. */
export function isLiberty(text: string): boolean {
  return beginsAfter(text, [SPACE, BLOCK_COMMENT, LINE_COMMENT], /library\s*\(/y);
}

/** A gate of a genlib. */
export function isGenlib(text: string): boolean {
  return beginsAfter(text, [SPACE, HASH_COMMENT], /(?:GATE|LATCH)\b/y);
}

/** The text form of this program. */
export function isOwnText(text: string): boolean {
  return beginsAfter(text, [SPACE], /netlist "/y);
}
