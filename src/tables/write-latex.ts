import { visible } from '../gates/visible.ts';
import { type CellValue, type Document, filled, showCell, type Table } from './document.ts';

/** Tables of LaTeX, which need \\usepackage{booktabs} alone. */
export function asLatex(document: Document): string {
  return filled(document).map(latexOf).join('\n');
}

/** A booktabs table; the document needs \usepackage{booktabs} alone. */
function latexOf({ title, columns, lines }: Table): string {
  const row = (cells: readonly CellValue[]) =>
    `  ${unbracketed(cells.map((cell) => escapeLatex(visible(showCell(cell)))).join(' & '))} \\\\`;
  return [
    `% ${visible(title)}`,
    `\\begin{tabular}{${columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    row(columns.map(({ label }) => label)),
    '  \\midrule',
    ...lines.map(row),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

/** The end of a row takes what follows in brackets, or a star, for its own, also on the next line. */
function unbracketed(row: string): string {
  return row.replace(/^\s*([[*])/, '{$1}');
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};

function escapeLatex(text: string): string {
  return text.replaceAll(/[\\^~<>|&%$#_{}]/g, (c) => LATEX[c] ?? `\\${c}`);
}
