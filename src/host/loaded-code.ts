import { readFileSync, realpathSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { digest } from '../campaign/journal-lines.ts';
import { Misuse, said } from '../gates/misuse.ts';

/** What a file of code asks for: by which words, and the file that they mean there; none where there is none. */
interface Asked {
  readonly words: string;
  readonly file: string | undefined;
}

const CODE = /(?:\.(?:[cm]?[jt]s|[jt]sx)|\/[^./]+)$/;

const REQUIRE = /\brequire\s*(?:\.\s*resolve\s*)?\(\s*(?:(['"])([^'"\n]*)\1\s*\))?/g;

/**
 * A checksum of files of code and of everything that they import, over all levels: statically or by `import()` and
 * `require()` of a literal, from files beside them or from packages. Places do not matter, so that it is the same on
 * another machine. Throws where an import cannot be known before it happens. What was seen to be required, by whatever
 * words, is told by `required`. What code reads by other means is not seen.
 */
export async function codeDigest(
  files: readonly string[],
  required: readonly string[] = [],
): Promise<string> {
  const importsOf = await importReader();
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const numberOf = (file: string): number => {
    const number = numbers.get(file) ?? numbers.size;
    if (number === numbers.size) open.push(file);
    numbers.set(file, number);
    return number;
  };
  const entries = [...files, ...required].map((file) => numberOf(realpathSync(resolvePath(file))));
  const contents: unknown[] = [];
  // The list grows while it is gone through.
  for (const file of open) {
    const bytes = readable(file);
    const asked = CODE.test(file) ? importsOf(file, bytes.toString('utf8')) : [];
    contents.push([
      digest(bytes),
      ...asked.map((one) => [one.words, one.file === undefined ? null : numberOf(one.file)]),
    ]);
  }
  return digest(JSON.stringify([entries, contents]));
}

async function importReader(): Promise<(file: string, text: string) => Asked[]> {
  const { init, parse } = await import('es-module-lexer');
  const { resolve } = await import('import-meta-resolve');
  await init;
  return (file, text) => {
    const here = pathToFileURL(file).href;
    const asked: Asked[] = [];
    const [imports, exports] = readably(file, () => parse(text));
    let isModule = exports.length > 0;
    let mayRequire = /\.c[jt]s$/.test(file);
    for (const one of imports) {
      if (one.type === 'import-meta') {
        isModule = true;
        continue;
      }
      if ('typeOnly' in one && one.typeOnly) continue;
      const { specifier: words } = one;
      const said = text.slice(one.importStart, one.importEnd);
      // Code inside an address may import too.
      const isAddress = words !== undefined && /^data:/i.test(words);
      if (words === undefined || isAddress || ('glob' in one && one.glob)) throw unknowable(file, said);
      isModule ||= one.type !== 'dynamic';
      mayRequire ||= /^(node:)?module$/.test(words);
      if (isBuiltin(words)) continue;
      const found = attempt(() => addressed(resolve(words, here)));
      // It was loaded, so all that it imports statically is there.
      if (found === NOWHERE && one.type !== 'dynamic') throw unknowable(file, said);
      asked.push({ words, file: found === NOWHERE ? undefined : found });
    }
    if (mayRequire || !isModule)
      for (const [said, , words] of text.matchAll(REQUIRE)) {
        if (words === undefined) throw unknowable(file, said.trim());
        if (isBuiltin(words)) continue;
        const found = attempt(() => realpathSync(createRequire(here).resolve(words)));
        asked.push({ words, file: found === NOWHERE ? undefined : found });
      }
    return asked;
  };
}

function isBuiltin(words: string): boolean {
  return words.startsWith('node:') || builtinModules.includes(words);
}

function addressed(url: string): string | undefined {
  return url.startsWith('file:') ? realpathSync(fileURLToPath(url)) : undefined;
}

const NOWHERE = Symbol('nowhere');

/** What is not there cannot be imported: whoever tries gets an error, which code may catch. */
function attempt<T>(find: () => T): T | typeof NOWHERE {
  try {
    return find();
  } catch {
    return NOWHERE;
  }
}

function readable(file: string): Buffer {
  return readably(file, () => readFileSync(file));
}

function readably<T>(file: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Misuse({
      who: 'adderscope',
      what: '--load',
      verb: 'import',
      rule: 'what can be read',
      got: file,
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

function unknowable(file: string, words: string): Misuse {
  return new Misuse({
    who: 'adderscope',
    what: '--load',
    verb: 'import',
    rule: 'by literals where verdicts are kept, since they belong to the code that was loaded',
    got: said(`${words.split('\n')[0]} in '${file}'`),
  });
}
