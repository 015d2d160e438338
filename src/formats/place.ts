import type { Misuse } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';

/** Makes the error for a place in a file: a character of a text, or a byte. */
export type Wrong = (place: number, what: string, rule: string, got: unknown) => Misuse;

/** Errors with line and column, both from 1: `readBlif: line 3, column 5: ...`. */
export function wrongInText(who: string, text: string): Wrong {
  return (place, what, rule, got) => {
    const before = text.slice(0, place);
    const line = before.split('\n').length;
    const column = place - before.lastIndexOf('\n');
    return mustBe(`${who}: line ${line}, column ${column}`, what, rule, short(got));
  };
}

/** Errors with the offset of the byte, from 0: `readAigerBinary: byte 17: ...`. */
export function wrongInBytes(who: string): Wrong {
  return (place, what, rule, got) => mustBe(`${who}: byte ${place}`, what, rule, short(got));
}

/** A foreign file may hold anything; an error shows the beginning of it. */
function short(got: unknown): unknown {
  return typeof got === 'string' && got.length > 60 ? `${got.slice(0, 60)}...` : got;
}
