import { selectAll, selectOne } from 'css-select';
import { isTag, isText, type AnyNode, type Document, type Element, type ParentNode } from 'domhandler';
import { find, getAttributeValue, nextElementSibling } from 'domutils';
import { authorFromName } from '../../../shared/domain/author.ts';
import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import { lineIn, type LineAt } from './html.ts';
import type { FoundReference, Reference } from './reference.ts';
import { knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';

type Within = Document | Element;

/** The papers of a list of Hugging Face as it is drawn: an article each, with a heading that links to the paper's page. */
export function papersInMarkup(page: Document, lineAt: LineAt): readonly FoundReference[] {
  return articlesIn(page).flatMap(article => {
    const link = all('h3 a[href], h2 a[href]', article).find(each => idIn(each) !== undefined);
    if (link === undefined) return [];
    const reference: Reference = {
      title: lineIn(link),
      abstract: longest(all('p', article)),
      arxiv: idIn(link),
      authorCount: numberIn(/(\d{1,5})\s+authors?/iu.exec(lineIn(article))?.[1]),
      issued: dateOf(getAttributeOf(one('time[datetime]', article), 'datetime')),
      commentCount: numberIn(lineIn(all('a[href$="#community"]', article).at(-1))),
      upvotes: numberIn(lineIn(one('.leading-none', article))),
      submitter: submitterIn(article),
    };
    return [{ reference, line: lineAt(article.startIndex), start: lineIn(link) }];
  });
}

/** The articles of a page that stand in no other one. */
function articlesIn(page: Document): readonly Element[] {
  const articles: Element[] = [];
  const visit = (node: AnyNode): void => {
    if (!isTag(node)) return;
    if (node.name === 'article') articles.push(node);
    else node.children.forEach(visit);
  };
  page.children.forEach(visit);
  return articles;
}

/** The one paper of a paper's page as it is drawn. */
export function paperInMarkup(page: Document, lineAt: LineAt): readonly FoundReference[] {
  const id = all('a[href*="arxiv.org/abs/"]', page)
    .map(idIn)
    .find(found => found !== undefined);
  const heading = one('main h1', page) ?? one('h1', page);
  const abstract = all('h2', page).find(each => /^abstract$/iu.test(lineIn(each)));
  if (id === undefined || heading === null || abstract === undefined) return [];
  const authors = all('.author', page).map(each => authorFromName(lineIn(each).replace(/,$/u, '')));
  const reference: Reference = {
    title: lineIn(heading),
    abstract: lineIn(nextElementSibling(abstract)),
    arxiv: id,
    authors: knownAuthors(authors),
    issued: dateOf(/Published on ([A-Z][a-z]{2} \d{1,2}, \d{4})/u.exec(lineIn(one('main', page)))?.[1]),
  };
  return [{ reference, line: lineAt(heading.startIndex), start: lineIn(heading) }];
}

function all(selector: string, within: Within): readonly Element[] {
  return selectAll<AnyNode, Element>(selector, within);
}

function one(selector: string, within: Within): Element | null {
  return selectOne<AnyNode, Element>(selector, within);
}

/** The arXiv id in the address of a link; addresses of the page's own site are written without it, or in full. */
function idIn(link: Element): string | undefined {
  const address = getAttributeValue(link, 'href') ?? '';
  return arxivIdOf(address.startsWith('/papers/') ? `https://huggingface.co${address}` : address);
}

function getAttributeOf(element: Element | null, name: string): string | undefined {
  return element === null ? undefined : getAttributeValue(element, name);
}

function longest(paragraphs: readonly Element[]): string {
  return paragraphs.map(lineIn).reduce((longer, text) => (text.length > longer.length ? text : longer), '');
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/u.test(text) ? Number(text) : undefined;
}

/** The user whose name stands in the same element as, and behind, "Submitted by". */
function submitterIn(article: Element): string | undefined {
  const [said] = find(
    node => isText(node) && SUBMITTED.test(node.data.slice(0, 200)),
    article.children,
    true,
    1,
  );
  let around: ParentNode | null = said?.parent ?? null;
  for (
    let up = 0;
    up < MOST_AROUND && around !== null && around !== article;
    up += 1, around = around.parent
  ) {
    const text = isTag(around) ? lineIn(around) : '';
    if (!SUBMITTED.test(text) || text.length >= 200) return undefined;
    const name = text.replace(SUBMITTED, '').trim();
    if (name !== '') return name;
  }
  return undefined;
}

const SUBMITTED = /^\s*Submitted by(?=\s|$)/iu;
/** The name stands at most so many elements around the words. */
const MOST_AROUND = 5;
