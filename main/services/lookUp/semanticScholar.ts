import * as v from 'valibot';
import { authorsOf } from './authors.ts';
import { dateOf, detailsOf, partialDate, unwrapped } from './fields.ts';
import { parseJson, readWorks, said, saidList, saidNumber } from './json.ts';
import type { KnownWork, Question, Source } from './types.ts';

/** The Semantic Scholar Graph API (api.semanticscholar.org/api-docs/graph): JSON, about one request a second. */
export const semanticScholar: Source = {
  name: 'Semantic Scholar',
  pauseMs: 1_100,
  accept: 'application/json',
  pathFor,
  read,
};

const FIELDS = 'title,abstract,year,publicationDate,venue,journal,authors,externalIds';

function pathFor(question: Question): string | undefined {
  switch (question.kind) {
    case 'arxiv':
      return paperPath(`ARXIV:${question.arxiv}`);
    case 'doi':
      return paperPath(`DOI:${question.doi}`);
    case 'page':
      return paperPath(question.page);
    case 'title':
      return `/paper/search/match?${new URLSearchParams({ query: question.title, fields: FIELDS })}`;
  }
}

/** Slashes stand as they are. Parts that lead elsewhere in the service, which a DOI may have, are not asked for. */
function paperPath(id: string): string | undefined {
  const parts = id.split('/');
  if (parts.some(part => /^\.{0,2}$/u.test(part))) return undefined;
  const path = parts.map(part => encodeURIComponent(part).replace('%3A', ':')).join('/');
  return `/paper/${path}?${new URLSearchParams({ fields: FIELDS })}`;
}

const paper = v.object({
  paperId: said,
  title: v.string(),
  abstract: said,
  year: saidNumber,
  publicationDate: said,
  venue: said,
  journal: v.nullish(v.object({ name: said })),
  authors: saidList(v.object({ name: said })),
  externalIds: v.nullish(v.object({ DOI: said, ArXiv: said })),
});
const found = v.object({ data: v.array(v.unknown()) });

function read(text: string): readonly KnownWork[] {
  const json = parseJson(text);
  const list = v.safeParse(found, json);
  return readWorks(list.success ? list.output.data : [json], paper, workOf);
}

function workOf(told: v.InferOutput<typeof paper>): KnownWork | undefined {
  const venue = told.venue || told.journal?.name;
  const details = detailsOf({
    title: told.title,
    abstract: unwrapped(told.abstract),
    authors: authorsOf((told.authors ?? []).map(({ name }) => name)),
    issued: dateOf(told.publicationDate) ?? partialDate([told.year]),
    venue: /^arxiv(?:\.org)?$/iu.test(venue ?? '') ? undefined : venue,
    doi: told.externalIds?.DOI,
    arxiv: told.externalIds?.ArXiv,
  });
  const id = /^[0-9a-f]{40}$/u.exec(told.paperId ?? '')?.[0];
  return details && { details, ...(id && { page: `https://www.semanticscholar.org/paper/${id}` }) };
}
