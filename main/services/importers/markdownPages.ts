import { authorFromName, type Author } from '../../../shared/domain/author.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { frontMatterOf, hasFrontMatter, pageBody, type FrontMatter } from './markdownPage.ts';
import { isBundle, pagesIn } from '../../../shared/digest-format/pageBundle.ts';
import { readingStatusOf, referencesToDump, startOf, unplaced, type FoundReference } from './reference.ts';
import type { Reference } from './reference.ts';
import { authorInQuotes, knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';

/**
 * Pages of papers as `shared/citation/markdownFiles.ts` writes them for Obsidian, Logseq and others: one page, or a
 * bundle of many out of an archive. Told by front matter with a title and a citation key.
 */
export const markdownPagesReader: FileReader = { shape: 'markdown-pages', fits, read };

function fits(text: string): boolean {
  return isBundle(text) || hasFrontMatter(text);
}

function read(text: string): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  const pages = pagesIn(text) ?? [{ name: '', text }];
  pages.forEach((page, place) => {
    // Pages of a bundle are counted, as none of them is a line of it.
    const line = pages.length === 1 ? 1 : place + 1;
    const matter = frontMatterOf(page.text);
    if (matter === undefined) {
      const reason = 'It has no front matter with a title and a citation key, as pages of papers have.';
      broken.push(unplaced(line, page.name || page.text, reason));
    } else if (matter.kind === 'broken') broken.push(unplaced(line, page.name || page.text, matter.reason));
    else {
      const reference = referenceOf(matter, page.text.slice(matter.end));
      found.push({ reference, line, start: page.name || startOf(page.text) });
    }
  });
  return referencesToDump('markdown-pages', found, broken);
}

function referenceOf({ text, texts }: FrontMatter & { kind: 'read' }, below: string): Reference {
  const { abstract, note } = pageBody(below);
  const names = texts('tag_names');
  const authors = texts('authors');
  return {
    title: text('title'),
    abstract,
    abstractLines: 'kept',
    authors: knownAuthors((authors.length > 0 ? authors : texts('author')).map(authorOf)),
    authorCount: Number(text('author_count')),
    organisation: text('organisation'),
    venue: text('venue'),
    issued: dateOf(text('date') ?? text('year')),
    yearIs: text('year_is'),
    doi: text('doi'),
    arxiv: text('arxiv'),
    arxivClass: text('arxiv_class'),
    url: text('source_url') ?? ownAddress(text('url')),
    status: readingStatusOf(text('status')),
    starred: text('starred') === 'true',
    tags: names.length > 0 ? names : texts('tags').map(tag => tag.replace(/^#/u, '')),
    collections: texts('collections'),
    notes: [note],
    citationKey: text('citekey'),
    formerKeys: texts('former_citekeys'),
  };
}

/** Without a `source_url` the address of the DOI or of arXiv stands for none. */
function ownAddress(url: string | undefined): string | undefined {
  return url === undefined || /^https?:\/\/(?:(?:dx\.)?doi\.org|arxiv\.org\/abs)\//iu.test(url)
    ? undefined
    : url;
}

/** In quotes a name that has no parts, `Family, Given`, or a name as it is read out. */
function authorOf(name: string): Author | undefined {
  return /^“.+”$|,/u.test(name.trim()) ? authorInQuotes(name) : authorFromName(name);
}
