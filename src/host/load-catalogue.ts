import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mustBe } from '../gates/must-be.ts';
import { CATALOGUE, type Catalogue } from '../verify/catalogue.ts';

/**
 * The catalogue with the circuits and claims of other files in front: modules that export arrays `circuits` and
 * `claims`, either of them optional.
 */
export function loadCatalogue(files: readonly string[]): Promise<Catalogue> {
  // Every task of a thread asks, and a circuit is known by its identity.
  const key = JSON.stringify(files);
  const known = loaded.get(key) ?? load(files);
  loaded.set(key, known);
  return known;
}

const loaded = new Map<string, Promise<Catalogue>>();

const REQUIRED = createRequire(import.meta.url).cache;

const required = new Set<string>();

/** The files that loaded code was seen to require, in their order: by whatever name it calls `require`. */
export function requiredFiles(): readonly string[] {
  return [...required];
}

async function load(files: readonly string[]): Promise<Catalogue> {
  if (files.length === 0) return CATALOGUE;
  // The shapes of records take time to set up, which most runs can do without.
  const { checkCatalogue } = await import('../verify/check-catalogue.ts');
  let catalogue = CATALOGUE;
  for (const file of files) {
    const ours = new Set(Object.keys(REQUIRED));
    const module: { readonly circuits?: unknown; readonly claims?: unknown } = await import(
      pathToFileURL(resolve(file)).href
    ).catch((error: unknown) => {
      throw mustBe('adderscope', '--load', 'a module that can be read', file, String(error));
    });
    for (const path of Object.keys(REQUIRED)) if (!ours.has(path)) required.add(path);
    const before = catalogue;
    catalogue = checkCatalogue(file, module, before);
    if (catalogue.circuits.length + catalogue.claims.length === before.circuits.length + before.claims.length)
      throw mustBe('adderscope', '--load', 'a module that exports circuits or claims', file);
  }
  return catalogue;
}
