import { findLinks } from '../text/links.ts';
import { toPlainLine, toPlainLines } from './plainText.ts';

/**
 * Whatever CommonMark, GFM, Obsidian, Logseq or Pandoc might read as more than text: tags, math, comments, footnotes,
 * attributes, citations, addresses that would swallow what is escaped behind them.
 */
const SIGNS = /[\\`*_{}[\]<>#|~$^@]|%(?=%)|=(?==)|:(?=:|\/\/)|(?<=www)\.|&(?=[#\w]+;)|!(?=\[)/giu;
/** Addresses that stand between angle brackets as they are. */
const PLAIN_ADDRESS = /^https?:\/\/[\w.~:/?#@!$&'()*+,;=%-]+$/iu;

/** Plain text as Markdown that shows it, on one line, for behind something else on its line. Links stay links. */
export function toMarkdown(text: string): string {
  const line = toPlainLine(text);
  let written = '';
  let done = 0;
  for (const { url, from } of findLinks(line)) {
    if (!PLAIN_ADDRESS.test(url) || /&[#\w]+;/u.test(url)) continue;
    written += `${escaped(line.slice(done, from))}<${url}>`;
    done = from + url.length;
  }
  return written + escaped(line.slice(done));
}

function escaped(text: string): string {
  return text.replace(SIGNS, '\\$&');
}

/** The same where a line begins: nothing becomes a list, a heading or a rule. */
export function toMarkdownLine(text: string): string {
  return toMarkdown(text).replace(/^(?:[+\-=]|\d+(?=[.)]))/u, start =>
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
