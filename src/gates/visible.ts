/** What a terminal obeys, or what turns or breaks a line: control characters, those of bidirectional text, half characters. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

/** Text in one line without what a terminal obeys: such a character is shown by its code, as in \u{1b}. */
export function visible(text: string): string {
  return UNSEEN.test(text) ? text.replaceAll(ALL_UNSEEN, codeOf) : text;
}

function codeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** At most so many characters of a text, and how many there were. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}... (${text.length} characters)`;
}
