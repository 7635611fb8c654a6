/** So much of a text is looked at to tell what it is, in characters. */
const OPENING_LENGTH = 16 * 1024;

/** The start of a text, behind white space: what `FileReader.fits` looks at. */
export function opening(text: string): string {
  const from = /\S/u.exec(text.slice(0, OPENING_LENGTH))?.index ?? 0;
  return text.slice(from, from + OPENING_LENGTH);
}
