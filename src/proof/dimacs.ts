import type { Problem } from './problem.ts';

/** A problem as a text in DIMACS CNF. */
export function printDimacs({ variables, clauses }: Problem): string {
  const lines: string[] = [];
  let line = '';
  for (const literal of clauses) {
    line += literal;
    if (literal === 0) {
      lines.push(line);
      line = '';
    } else line += ' ';
  }
  return `${[`p cnf ${variables} ${lines.length}`, ...lines].join('\n')}\n`;
}

/** The problem that a program prints in DIMACS CNF, a line a clause. */
export function readDimacs(text: string): Problem {
  const variables = Number(/^p cnf (\d+)/m.exec(text)?.[1] ?? 0);
  const clauses: number[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('c') || line.startsWith('p')) continue;
    for (const literal of line.trim().split(/\s+/)) clauses.push(Number(literal));
  }
  return { variables, clauses: Int32Array.from(clauses) };
}
