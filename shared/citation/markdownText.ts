import { toPlainLine, toPlainLines } from './plainText.ts';

/** Whatever CommonMark, GFM, Obsidian or Logseq might read as more than text (tags, math, comments, footnotes, attributes). */
const SIGNS = /[\\`*_{}[\]<>#|~$%^=&@:]/gu;

/** Plain text as Markdown that shows it, on one line, for behind something else on its line. */
export function toMarkdown(text: string): string {
  return toPlainLine(text)
    .replace(SIGNS, '\\$&')
    .replace(/!(?=\\\[)/gu, '\\!');
}

/** The same where a line begins: nothing becomes a list, a heading or a rule. */
export function toMarkdownLine(text: string): string {
  return toMarkdown(text).replace(/^(?:[+-]|\d+(?=[.)]))/u, start =>
    /\d/u.test(start) ? `${start}\\` : `\\${start}`,
  );
}

/** Plain text of several lines; empty ones part paragraphs. */
export function toMarkdownLines(text: string): string {
  return toPlainLines(text)
    .split('\n')
    .map(toMarkdownLine)
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n');
}
