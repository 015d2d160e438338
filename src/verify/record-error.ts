import { Misuse, said } from '../gates/misuse.ts';

/**
 * A record of a catalogue, ours or loaded, is not what it must be: the message names the file, the field and what is
 * allowed. Who wrote the record can put it right, so it is no fault of this program.
 */
export class RecordError extends Misuse {}

/** A field of a record: the file, and the path inside it such as `circuits[0].params.n`. */
export interface Place {
  readonly file: string;
  readonly path: string;
  /** Whether the record says what it computes in the earlier way: its fields then have other names. */
  readonly isEarlier?: true;
}

/** A part of a place: a field, the result of a function, an element. */
export function within({ file, path }: Place, part: string): Place {
  return { file, path: path + part };
}

/** The complaint about a field. */
export function recordError({ file, path }: Place, rule: string, got: unknown): RecordError {
  return new RecordError({ who: file, what: path, rule, got });
}

/** Where records came from; those that this package ships have no place. */
const places = new WeakMap<object, Place>();

/** Remembers where a record came from. */
export function setPlace<T extends object>(record: T, place: Place): T {
  places.set(record, place);
  return record;
}

/** Where a record came from; undefined for those that this package ships. */
export function placeOf(record: object): Place | undefined {
  return places.get(record);
}

/**
 * Runs what a record's field decides. Where the record was loaded, an error there is said to be of that field; what we
 * ship has no place, and then it is a fault of ours.
 */
export function blaming<T>(record: object | undefined, field: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    const place = record === undefined ? undefined : placeOf(record);
    if (place === undefined || error instanceof RecordError) throw error;
    throw misbehaved(within(place, `.${place.isEarlier ? earlierField(field) : field}`), error);
  }
}

/** The complaint about a function that threw, or whose result made something else throw. */
export function misbehaved({ file, path }: Place, error: unknown): RecordError {
  const reason =
    error instanceof Error ? `${error.name}: ${error.message}` : `a value thrown: ${String(error)}`;
  return new RecordError({
    who: file,
    what: path,
    verb: 'give',
    rule: 'no error',
    got: said(reason.split('\n')[0] ?? ''),
  });
}

/** `meaning.equation` was `equation`, and what kind it is was told by `arithmetic`. */
function earlierField(field: string): string {
  return field === 'meaning.kind' ? 'arithmetic' : field.replace(/^meaning\./, '');
}
