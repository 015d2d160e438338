import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isPartFileName, joinParts, type Parts, type PartsPlace } from '../campaign/parts.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { journalText } from './journal.ts';

/** Joins the parts that lie in a folder. */
export function readParts(place: PartsPlace, version: string, catalogue: Catalogue): Parts {
  const { who, folder } = place;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe(who, 'folder', 'one that can be read', folder, reason);
  }
  const files = names.filter(isPartFileName).map((name) => ({ name, text: journalText(join(folder, name)) }));
  return joinParts(place, files, version, catalogue);
}
