import { XMLParser } from 'fast-xml-parser';
import * as v from 'valibot';
import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import { authorsOf } from './authors.ts';
import { dateOf, detailsOf, unwrapped } from './fields.ts';
import { readWorks } from './json.ts';
import { BrokenAnswer, MOST_WORKS, type KnownWork, type Question, type Source } from './types.ts';

/**
 * The arXiv API (info.arxiv.org/help/api/user-manual): Atom, at most one request every three seconds. Mistakes come as an
 * entry called "Error", with status 200.
 */
export const arxiv: Source = {
  name: 'arXiv',
  pauseMs: 3_000,
  accept: 'application/atom+xml',
  pathFor,
  together: {
    pathFor: ids => `/query?${new URLSearchParams({ id_list: ids.join(','), max_results: `${ids.length}` })}`,
    parts,
  },
  read,
};

function pathFor(question: Question): string | undefined {
  switch (question.kind) {
    case 'arxiv':
      return `/query?${new URLSearchParams({ id_list: question.arxiv, max_results: '1' })}`;
    case 'title': {
      // Anything but letters and digits would be read as part of the query language.
      const words = question.title.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
      if (words === '') return undefined;
      return `/query?${new URLSearchParams({ search_query: `ti:"${words}"`, max_results: `${MOST_WORKS}` })}`;
    }
    default:
      return undefined;
  }
}

/** The few things that are read stand at a fixed place; a text may have attributes, and is an object then. */
const said = v.optional(
  v.pipe(
    v.union([
      v.string(),
      v.pipe(
        v.object({ '#text': v.string() }),
        v.transform(node => node['#text']),
      ),
    ]),
    v.transform(decoded),
  ),
);
const entry = v.object({
  id: v.string(),
  title: said,
  summary: said,
  published: said,
  author: v.optional(v.array(v.union([v.object({ name: said }), v.literal('')]))),
  'arxiv:doi': said,
  'arxiv:journal_ref': said,
  'arxiv:primary_category': v.optional(v.object({ '@term': v.string() })),
});
const feed = v.object({ feed: v.object({ entry: v.optional(v.array(v.unknown())) }) });

const MANY = new Set(['entry', 'author']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: 20,
  // Those of XML itself are all there are, and `decoded` knows them: nothing a feed defines is ever followed.
  processEntities: false,
  isArray: name => MANY.has(name),
});

function read(text: string): readonly KnownWork[] {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(text)) {
    throw new BrokenAnswer(
      /<!DOCTYPE\s+html/iu.test(text)
        ? 'answered with a web page instead of data'
        : 'answered with definitions of its own, which are never followed',
    );
  }
  const { entry: entries = [] } = parseFeed(text).feed;
  return readWorks(entries, entry, found => {
    if (/\/api\/errors/u.test(found.id)) throw new BrokenAnswer('did not understand the question');
    const id = arxivIdOf(found.id);
    if (id === undefined) return undefined;
    const details = detailsOf({
      title: found.title,
      abstract: unwrapped(found.summary),
      authors: authorsOf((found.author ?? []).map(author => (author === '' ? undefined : author.name))),
      issued: dateOf(found.published),
      venue: found['arxiv:journal_ref'],
      doi: found['arxiv:doi'],
      arxiv: id,
      arxivClass: found['arxiv:primary_category']?.['@term'],
    });
    return details && { details, page: `https://arxiv.org/abs/${id}` };
  });
}

/** The entries of an answer, each as an answer of its own. One that is not read is left out. */
function parts(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let at = text.indexOf('<entry');
  while (at >= 0) {
    const end = text.indexOf(ENTRY_END, at);
    if (end < 0) break;
    const alone = `<feed>${text.slice(at, end + ENTRY_END.length)}</feed>`;
    const arxiv = idOf(alone);
    const path = arxiv === undefined ? undefined : pathFor({ kind: 'arxiv', arxiv });
    if (path !== undefined) found.set(path, alone);
    at = text.indexOf('<entry', end);
  }
  return found;
}

const ENTRY_END = '</entry>';

function idOf(text: string): string | undefined {
  try {
    return read(text)[0]?.details.arxiv;
  } catch (error) {
    if (error instanceof BrokenAnswer) return undefined;
    throw error;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Entities of XML 1.0, section 4.6, and references to characters; others stay as they are. */
function decoded(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function parseFeed(text: string): v.InferOutput<typeof feed> {
  try {
    return v.parse(feed, parser.parse(text, true));
  } catch {
    throw new BrokenAnswer('answered with something that is no Atom feed');
  }
}
