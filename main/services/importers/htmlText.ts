import { Parser } from 'htmlparser2';
import { webAddressOf } from '../../../shared/domain/identifiers.ts';

/** Elements that begin a line of their own. */
const BLOCKS = new Set(
  'p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table pre section article hr'.split(' '),
);
/** Elements whose text is not to be read. */
const UNREAD = new Set(['script', 'style', 'template', 'head', 'title', 'noscript']);
const MAX_LENGTH = 1_000_000;
/** The parser takes the longer for an element the deeper it lies; what lies deeper is not read, nor anything behind it. */
const MAX_DEPTH = 1_000;

/**
 * The text of a note or of content in HTML, in lines: paragraphs parted by empty lines, list items behind hyphens, the
 * addresses of links in angle brackets. Nothing of it is markup any more. A text without tags and entities is itself.
 */
export function htmlToText(html: string): string {
  if (!/[<&]/u.test(html)) return html;
  let text = '';
  let unread = 0;
  let link = '';
  let linked = 0;
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > MAX_DEPTH) parser.pause();
      if (UNREAD.has(name)) unread += 1;
      if (BLOCKS.has(name)) text += name === 'p' ? '\n\n' : '\n';
      if (name === 'li') text += '- ';
      if (name !== 'a') return;
      link = webAddressOf(attributes['href'] ?? '') ?? '';
      linked = text.length;
    },
    ontext(data) {
      if (unread === 0) text += data.replace(/\s+/gu, ' ');
    },
    onclosetag(name) {
      depth -= 1;
      if (UNREAD.has(name)) unread = Math.max(0, unread - 1);
      if (name === 'p') text += '\n\n';
      if (name !== 'a' || link === '') return;
      if (text.slice(linked).trim() !== link) text += ` <${link}>`;
      link = '';
    },
  });
  parser.end(html.slice(0, MAX_LENGTH));
  return text
    .split('\n')
    .map(line => line.trim())
    .filter((line, at, lines) => line !== '' || (at > 0 && lines[at - 1] !== ''))
    .join('\n')
    .trim();
}
