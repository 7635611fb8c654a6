/** A non-blank line of a dump. */
export interface Line {
  /** Counts from 1 in the file. */
  readonly number: number;
  /** Without the white space around it. */
  readonly text: string;
  /** True when one or more blank lines stand before it. */
  readonly afterBlank: boolean;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The non-blank lines of a text. Lines end with LF, CR LF or a lone CR. Linear in the text. */
export function scanLines(text: string): Line[] {
  const lines: Line[] = [];
  let number = 0;
  let start = 0;
  let afterBlank = false;
  const endLine = (end: number): void => {
    number += 1;
    const line = text.slice(start, end).trim();
    if (line !== '') lines.push({ number, text: line, afterBlank });
    afterBlank = line === '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    endLine(at);
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at += 1;
    start = at + 1;
  }
  endLine(text.length);
  return lines;
}

/** More than one control character in so many makes a text binary; a stray NUL in a title does not. */
const CHARACTERS_PER_CONTROL = 20;

/** True when a text is so full of control and replacement characters that it can't have been written to be read. */
export function isBinaryText(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Nearly all are plain ASCII.
    if (code >= 32 && code < 0x7f) continue;
    if (isControl(code)) controls += 1;
  }
  return controls * CHARACTERS_PER_CONTROL > text.length;
}

/** C0 controls other than tab, line ends and page feed; DEL and C1 controls; the replacement character; non-characters. */
function isControl(code: number): boolean {
  if (code < 32) return code < 9 || code > 13;
  return (code >= 0x7f && code <= 0x9f && code !== 0x85) || code === 0xfffd || code >= 0xfffe;
}
