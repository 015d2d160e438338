import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOGUE, type Catalogue } from '../verify/catalogue.ts';
import { UsageError } from './usage-error.ts';

/**
 * The catalogue with the circuits and claims of other files in front: modules that export arrays `circuits` and
 * `claims`, either of them optional.
 */
export async function loadCatalogue(files: readonly string[]): Promise<Catalogue> {
  let catalogue = CATALOGUE;
  for (const file of files) {
    const module: Partial<Catalogue> = await import(pathToFileURL(resolve(file)).href).catch(
      (error: unknown) => {
        throw new UsageError(
          `adderscope: --load must be a module that can be read, got '${file}' (${error})`,
        );
      },
    );
    const { circuits = [], claims = [] } = module;
    if (!Array.isArray(circuits) || !Array.isArray(claims) || circuits.length + claims.length === 0)
      throw new UsageError(
        `adderscope: --load must be a module that exports circuits or claims, got '${file}'`,
      );
    catalogue = {
      circuits: [...circuits, ...catalogue.circuits],
      claims: [...claims, ...catalogue.claims],
    };
  }
  return catalogue;
}
