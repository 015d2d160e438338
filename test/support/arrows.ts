import { posix } from 'node:path';

/** The text of each source file by its path below src/: `gates/net.ts`. */
export type Sources = Readonly<Record<string, string>>;

/** What each room may import, besides itself; undefined means everything. */
export type Rules = ReadonlyMap<string, readonly string[] | undefined>;

/** Reads the table `| room | imports |` of ARCHITECTURE.md. A row says `-`, `everything`, or rooms by name. */
export function readRules(markdown: string): Rules {
  const lines = markdown.split('\n').map((line) => line.replaceAll('`', '').trim());
  const head = lines.findIndex((line) => /^\|\s*room\s*\|\s*imports\s*\|/i.test(line));
  if (head === -1) throw new Error('ARCHITECTURE.md must have a table | room | imports |');
  const rules = new Map<string, readonly string[] | undefined>();
  for (const line of lines.slice(head + 2)) {
    const [, room, imports] = line.split('|').map((cell) => cell.trim());
    if (room === undefined || imports === undefined) break;
    const names = imports === '-' || imports === '' ? [] : imports.split(/[,\s]+/);
    rules.set(room.replace(/\/$/, ''), imports.startsWith('everything') ? undefined : names);
  }
  return rules;
}

interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether the line exports what it imports. */
  readonly passesOn: boolean;
}

/** Every import line, dynamic imports and URLs of workers included; local ones by their path below src/. */
export function importsOf(sources: Sources): Import[] {
  const line =
    /^\s*(import|export)\b[^'"`;]*?from\s+'([^']+)'|^\s*()import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;
  return Object.entries(sources).flatMap(([from, text]) =>
    [...text.matchAll(line)].map(([, word, static_, , bare, dynamic]) => {
      const told = static_ ?? bare ?? dynamic ?? '';
      const to = told.startsWith('.') ? posix.join(posix.dirname(from), told) : told;
      return { from, to, passesOn: word === 'export' };
    }),
  );
}

/** What users of the package import. */
const ENTRIES: readonly string[] = ['index.ts', 'node.ts'];

/** Who may use Node; all else runs in a browser too. */
const NODE_ROOMS: readonly string[] = ['host', 'cli'];

/** Every arrow that the rules do not allow, a sentence each. Files in src/ itself, such as index.ts, belong to no room. */
export function badArrows(sources: Sources, rules: Rules): string[] {
  const bad: string[] = [];
  const rooms = new Set(Object.keys(sources).flatMap((file) => (file.includes('/') ? [roomOf(file)] : [])));
  for (const room of rooms)
    if (!rules.has(room)) bad.push(`ARCHITECTURE.md must have a row for the room ${room}`);
  for (const { from, to, passesOn } of importsOf(sources)) {
    const [room, target] = [roomOf(from), roomOf(to)];
    if (to.startsWith('node:') && !NODE_ROOMS.includes(room))
      bad.push(`${from} must not import ${to}: only ${NODE_ROOMS.join(' and ')} may`);
    if (passesOn && !ENTRIES.includes(from)) bad.push(`${from} must not pass on what is in ${to}`);
    if (!(to in sources) || room === target) continue;
    if (!to.includes('/')) bad.push(`${from} must not import ${to}: it is for users of the package`);
    else if (!from.includes('/') && target === 'cli')
      bad.push(`${from} must not import ${to}: it is a command`);
    else if (from === 'index.ts' && target === 'host')
      bad.push(`${from} must not import ${to}: it needs Node, so node.ts passes it on`);
    else if (from.includes('/') && rules.has(room) && !(rules.get(room)?.includes(target) ?? true))
      bad.push(`${from} must not import ${to}: ${room} may not import ${target}`);
  }
  return bad;
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** Circles of imports between files: the path of each, once. */
export function circles(sources: Sources): string[] {
  const arrows = new Map<string, string[]>();
  for (const { from, to } of importsOf(sources))
    if (to in sources) arrows.set(from, [...(arrows.get(from) ?? []), to]);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const next of arrows.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of Object.keys(sources)) visit(file, []);
  return found;
}
