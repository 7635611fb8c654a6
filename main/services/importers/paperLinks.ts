import { isTag, isText, type AnyNode, type Document } from 'domhandler';
import { textContent } from 'domutils';
import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import { oneLine, type Reference } from './reference.ts';

/** A line or paragraph of a text, and the papers that it links to. */
export interface Block {
  readonly text: string;
  readonly links: readonly { readonly id: string; readonly text: string }[];
}

const ADDRESS =
  /https?:\/\/(?:(?:www\.)?huggingface\.co\/papers|(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html))\/[\w./-]{4,60}/giu;
const BLOCKS = new Set([
  ...[
    'p',
    'div',
    'br',
    'hr',
    'li',
    'ul',
    'ol',
    'table',
    'tr',
    'td',
    'th',
    'section',
    'article',
    'header',
    'footer',
  ],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'center', 'dt', 'dd'],
]);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'title']);
/** What links say that are no titles. */
const NO_TITLE =
  /^(?:https?:|(?:read|view|see|open|get|download|show)\b.{0,40}$|(?:full |the |original )?(?:paper|abstract|abs|pdf|html|arxiv|link|more|details|discussion|comments?|hugging ?face)s?\b.{0,20}$|arxiv:\S+$|\[?\S{0,12}\]?$|\d+ (?:upvotes?|comments?|authors?)$)/iu;
const LEAST_TITLE = 8;
const LONGEST_TITLE = 400;
const LEAST_ABSTRACT = 80;

/** The lines of a page as they are seen, in order; empty ones left out. */
export function blocksOfPage(page: Document): readonly Block[] {
  const blocks: Block[] = [];
  let text = '';
  let links: Block['links'][number][] = [];
  const flush = () => {
    const line = oneLine(text);
    if (line !== '' || links.length > 0) blocks.push({ text: line, links });
    [text, links] = ['', []];
  };
  const visit = (node: AnyNode): void => {
    if (isText(node)) text += node.data;
    if (!isTag(node) || UNSEEN.has(node.name)) return;
    const isBlock = BLOCKS.has(node.name);
    if (isBlock) flush();
    const id = node.name === 'a' ? idIn(node.attribs['href'] ?? '') : undefined;
    if (id !== undefined) links.push({ id, text: oneLine(textContent(node)) });
    node.children.forEach(visit);
    if (isBlock) flush();
  };
  page.children.forEach(visit);
  flush();
  return blocks;
}

/** The paragraphs of a plain text; a line with an address of a paper stands for itself. */
export function blocksOfText(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ text: oneLine(paragraph.join(' ')), links: [] });
    paragraph = [];
  };
  for (const line of text.split(/\r\n?|\n/u)) {
    const links = (line.match(ADDRESS) ?? []).flatMap(address => {
      const id = idIn(address);
      return id === undefined ? [] : [{ id, text: '' }];
    });
    if (links.length > 0) {
      flush();
      blocks.push({
        text: oneLine(line.replace(ADDRESS, ' ').replace(/\(\s*\)|\[\s*\]|<\s*>/gu, ' ')),
        links,
      });
    } else if (line.trim() === '') flush();
    else paragraph.push(line);
  }
  flush();
  return blocks;
}

/** Whether a text has addresses of papers in it. */
export function hasPaperAddress(text: string): boolean {
  return text.search(ADDRESS) >= 0;
}

/** A paper and the text of its link. */
export interface LinkedPaper {
  readonly id: string;
  readonly reference: Reference;
}

/**
 * The papers that a text links to, in order, each once: its title is what a link to it says, else what stands right
 * before; its abstract is the longest text from there to the next paper, if it is long enough for one.
 */
export function linkedPapers(blocks: readonly Block[]): readonly LinkedPaper[] {
  const places = new Map<string, { first: number; titles: string[] }>();
  blocks.forEach(({ links }, at) => {
    for (const { id, text } of links) {
      const place = places.get(id) ?? { first: at, titles: [] };
      if (isTitle(text)) place.titles.push(text);
      places.set(id, place);
    }
  });
  const found = [...places].map(([id, place]) => ({ id, ...place }));
  return found.map(({ id, first, titles }, at) => {
    const own = blocks[first]?.text ?? '';
    const before = first > (found[at - 1]?.first ?? -1) ? (blocks[first - 1]?.text ?? '') : '';
    const title = titles[0] ?? [own, before].map(unnumbered).find(isTitle);
    const until = found[at + 1]?.first ?? blocks.length;
    // The title of the next paper may stand before its link.
    const texts = blocks
      .slice(first, until)
      .map(({ text }) => text)
      .filter(text => text !== title);
    const abstract = texts.reduce((longer, text) => (text.length > longer.length ? text : longer), '');
    return { id, reference: { title, arxiv: id, ...(abstract.length >= LEAST_ABSTRACT && { abstract }) } };
  });
}

function idIn(address: string): string | undefined {
  return arxivIdOf(address.replace(/[.,;]+$/u, ''));
}

function isTitle(text: string): boolean {
  return text.length >= LEAST_TITLE && text.length <= LONGEST_TITLE && !NO_TITLE.test(text);
}

/** Without "12. " or "• " before it, and signs that stood behind an address. */
function unnumbered(text: string): string {
  return text.replace(/^(?:\(?\d{1,3}[.):]|[•*·–-])\s+/u, '').replace(/\s+[.,:;–-]+$/u, '');
}
