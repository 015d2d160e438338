import type { Problem } from './problem.ts';

const [NEWLINE, SPACE, MINUS, ZERO, COMMENT, PROBLEM] = [10, 32, 45, 48, 99, 112];

/** The most that a literal and what is behind it take. */
const MOST_BYTES = 12;

/** A problem as a text in DIMACS CNF. It is written byte by byte: texts of megabytes go to solvers that take no longer. */
export function printDimacs({ variables, clauses }: Problem): string {
  const bytes = new Uint8Array(MOST_BYTES * clauses.length);
  let length = 0;
  let count = 0;
  for (const literal of clauses) {
    if (literal < 0) bytes[length++] = MINUS;
    let size = 1;
    for (let rest = Math.abs(literal); rest >= 10; rest = Math.trunc(rest / 10)) size++;
    length += size;
    for (let rest = Math.abs(literal), k = 1; k <= size; rest = Math.trunc(rest / 10), k++)
      bytes[length - k] = ZERO + (rest % 10);
    bytes[length++] = literal === 0 ? NEWLINE : SPACE;
    if (literal === 0) count++;
  }
  return `p cnf ${variables} ${count}\n${new TextDecoder().decode(bytes.subarray(0, length))}`;
}

/** The problem that a program prints in DIMACS CNF; comments and the line of the problem begin lines of their own. */
export function readDimacs(text: string): Problem {
  const variables = Number(/^p cnf (\d+)/m.exec(text)?.[1] ?? 0);
  // A literal takes two characters at least.
  const clauses = new Int32Array((text.length + 1) >> 1);
  let length = 0;
  for (let k = 0; k < text.length; ) {
    const code = text.charCodeAt(k);
    if (code === COMMENT || code === PROBLEM) {
      const end = text.indexOf('\n', k);
      k = end === -1 ? text.length : end;
    } else if (code === NEWLINE || code === SPACE) k++;
    else {
      const isNegative = code === MINUS;
      let variable = 0;
      for (k += isNegative ? 1 : 0; text.charCodeAt(k) >= ZERO; k++)
        variable = 10 * variable + text.charCodeAt(k) - ZERO;
      clauses[length++] = isNegative ? -variable : variable;
    }
  }
  return { variables, clauses: clauses.slice(0, length) };
}
