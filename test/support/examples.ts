import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A line of an example: what it says that an expression gives, and what that gave. */
export interface Told {
  readonly line: string;
  readonly said: unknown;
  readonly gave: unknown;
}

/**
 * Runs an example as TypeScript: a line `expression; // value` says what the expression gives, as JavaScript. Imports of the package are
 * those of the sources.
 */
export async function runExample(code: string): Promise<Told[]> {
  const src = fileURLToPath(new URL('../../src/', import.meta.url));
  const body = code
    .replaceAll("from 'adderscope/node'", `from '${src}node.ts'`)
    .replaceAll("from 'adderscope'", `from '${src}index.ts'`)
    .replace(/^((?!const |let |import |\/\/).+?);? \/\/ (.+)$/gm, (_, expression: string, value: string) => {
      const line = JSON.stringify(`${expression} // ${value}`);
      return `told.push({ line: ${line}, said: (${value}), gave: await (${expression}) });`;
    });
  // Beside the tests, where the packages are found.
  const folder = mkdtempSync(fileURLToPath(new URL('../docs/.example-', import.meta.url)));
  try {
    writeFileSync(`${folder}/example.ts`, `export const told: unknown[] = [];\n${body}`);
    const { told }: { told: Told[] } = await import(`${folder}/example.ts`);
    return told;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
