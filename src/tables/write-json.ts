import type { Document } from './document.ts';

/** Facts and tables as one object; each table is a member with its rows as records. */
export function asJson(document: Document): string {
  return `${visibleJson(JSON.stringify(asObject(document), undefined, 2))}\n`;
}

function asObject({ facts, tables }: Document): object {
  return { ...facts, ...Object.fromEntries(tables.map(({ name, records }) => [name, records])) };
}

/** A record a line; where there are several tables, each line says which. */
export function asNdjson({ tables }: Document): string {
  const lines = tables.flatMap(({ name, records }) =>
    records.map((record) =>
      visibleJson(JSON.stringify(tables.length > 1 ? { table: name, ...record } : record)),
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** JSON says the same when characters that a terminal obeys are told by their codes; some stand bare otherwise. */
function visibleJson(json: string): string {
  return json.replaceAll(/(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}
