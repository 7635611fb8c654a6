import { Parser } from 'htmlparser2';

/** More is cut off before it is read, in characters. */
const MAX_MARKUP_LENGTH = 200_000;
/** The parser takes the longer for an element the deeper it lies; what lies deeper is not read, nor anything behind it. */
const MAX_DEPTH = 1_000;
const TAG = /<\/?[a-z!][^<>]*>/iu;
const UNREAD = new Set(['script', 'style', 'template', 'noscript']);
const BLOCKS = new Set(['p', 'div', 'br', 'sec', 'title', 'li', 'list-item', 'disp-formula']);

/**
 * The words of a text in JATS, MathML or HTML, as Crossref hands abstracts and titles on from the publishers; a line for
 * each paragraph, and without the heading "Abstract". Some publishers escape their tags once more, so a result that still
 * has some is read a second time. What is left is text, whatever it looks like.
 */
export function wordsOfMarkup(markup: string): string {
  const once = readWords(markup.slice(0, MAX_MARKUP_LENGTH));
  return (TAG.test(once) ? readWords(once) : once).replace(/^abstract\s*[\n:.]\s*/iu, '');
}

function readWords(markup: string): string {
  let words = '';
  let unread = 0;
  let depth = 0;
  // A formula stands there twice, as MathML and as a whole TeX document, for a reader to choose.
  const isUnread = (name: string): boolean =>
    UNREAD.has(name) || (name === 'tex-math' && /<mml:math|<math/iu.test(markup));
  const parser = new Parser(
    {
      onopentag: tag => {
        depth++;
        if (depth > MAX_DEPTH) parser.pause();
        if (isUnread(localName(tag))) unread++;
        if (BLOCKS.has(localName(tag))) words += '\n';
      },
      onclosetag: tag => {
        depth--;
        if (isUnread(localName(tag))) unread = Math.max(0, unread - 1);
        if (BLOCKS.has(localName(tag))) words += '\n';
      },
      ontext: text => {
        if (unread === 0) words += text.replace(/\s+/gu, ' ');
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(markup);
  return words
    .split('\n')
    .map(line => line.replace(/\s+/gu, ' ').trim())
    .filter(line => line !== '')
    .join('\n');
}

/** `p` of `jats:p`. */
function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}
