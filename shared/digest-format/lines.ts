/** A non-blank line of a dump. */
export interface Line {
  /** Counts from 1 in the file. */
  readonly number: number;
  /** Without the white space around it. */
  readonly text: string;
  /** True when one or more blank lines stand before it. */
  readonly afterBlank: boolean;
}

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
  let feed = indexFrom(text, '\n', 0);
  let carriage = indexFrom(text, '\r', 0);
  while (feed < text.length || carriage < text.length) {
    const end = Math.min(feed, carriage);
    endLine(end);
    start = carriage + 1 === feed ? feed + 1 : end + 1;
    if (feed < start) feed = indexFrom(text, '\n', start);
    if (carriage < start) carriage = indexFrom(text, '\r', start);
  }
  endLine(text.length);
  return lines;
}

/** Where it stands next, or the end of the text. */
function indexFrom(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at;
}

/** More than one control character in so many makes a text binary; a stray NUL in a title does not. */
const CHARACTERS_PER_CONTROL = 20;

/** True when a text is so full of control and replacement characters that it can't have been written to be read. */
export function isBinaryText(text: string): boolean {
  const most = text.length / CHARACTERS_PER_CONTROL;
  let controls = 0;
  CONTROLS.lastIndex = 0;
  // One by one: of a file of nothing else, all at once would be an array of millions.
  while (controls <= most && CONTROLS.test(text)) controls += 1;
  return controls > most;
}

/** C0 controls other than tab, line ends and page feed; DEL and C1 controls; the replacement character; non-characters. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]/g;
