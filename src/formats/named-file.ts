/** A file: its name, whose end says its format, and what is in it. */
export interface NamedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** The text in a file, in UTF-8 where it is bytes. */
export function textOf({ content }: NamedFile): string {
  return typeof content === 'string'
    ? content
    : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
}

/** The bytes of a file. */
export function bytesOf({ content }: NamedFile): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
