/** Of a column: one cell of a million characters must not fill every row with a million spaces. */
export const MOST_WIDTH = 1000;

/**
 * A table as lines for a terminal: columns two spaces apart and no frames, which carry nothing, so that it can be pasted
 * anywhere. Takes time in proportion to what it writes.
 */
export async function plainTable(
  rows: readonly (readonly string[])[],
  aligns: readonly ('left' | 'right')[],
): Promise<string> {
  const width = await widthFor(rows);
  const widths = aligns.map(() => 0);
  for (const row of rows)
    for (const [k, cell] of row.entries())
      widths[k] = Math.max(widths[k] ?? 0, Math.min(width(cell), MOST_WIDTH));
  const lines = rows.map((row) => {
    const cells = row.map((cell, k) => {
      const space = ' '.repeat(Math.max(0, (widths[k] ?? 0) - width(cell)));
      return aligns[k] === 'right' ? space + cell : cell + space;
    });
    return cells.join('  ').trimEnd();
  });
  return lines.join('\n');
}

/** How many columns of a terminal a text takes. The package that knows takes long to load, and few tables need it. */
async function widthFor(rows: readonly (readonly string[])[]): Promise<(text: string) => number> {
  if (rows.every((row) => row.every(isPlain))) return (text) => text.length;
  const { default: wide } = await import('string-width');
  return (text) => (isPlain(text) ? text.length : wide(text));
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
