/** Bidirectional controls and marks: they reorder what stands around them. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Other characters that show nothing and hide something; the joiners of emoji and Persian are left alone. */
const UNSEEN =
  /(?![\t\n\r])\p{Cc}|[\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const BROKEN = /\p{Cs}/gu;

/**
 * A text from a digest, safe to show: characters that reorder their surroundings or can't be seen are dropped, broken
 * ones are replaced. Line breaks and tabs stay. Text that is clean comes back as it is.
 */
export function toVisible(text: string): string {
  return text.replace(BIDI, '').replace(UNSEEN, '').replace(BROKEN, '\ufffd');
}

/** The same on one line: for titles, names of files and digests, tags. */
export function toVisibleLine(text: string): string {
  return toVisible(text)
    .replace(/[\s\u2028\u2029]+/gu, ' ')
    .trim();
}

/** The same, but every such character is named by its code, `[U+202E]`: for text shown as it is in its file. */
export function withHiddenShown(text: string): string {
  return [BIDI, UNSEEN, BROKEN].reduce((shown, kind) => shown.replace(kind, inWords), text);
}

function inWords(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
