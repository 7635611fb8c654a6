import * as v from 'valibot';
import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import { authorsOf } from './authors.ts';
import { dateOf, detailsOf, unwrapped } from './fields.ts';
import { parseJson, readWorks, said, saidList } from './json.ts';
import type { KnownWork, Question, Source } from './types.ts';

/** Hugging Face Papers (huggingface.co/docs/hub/api): JSON. Its papers are those of arXiv, under the ids of today's form. */
export const huggingFace: Source = {
  name: 'Hugging Face',
  pauseMs: 400,
  accept: 'application/json',
  pathFor,
  read,
};

function pathFor(question: Question): string | undefined {
  switch (question.kind) {
    case 'arxiv':
      return /^\d/u.test(question.arxiv) ? `/papers/${encodeURIComponent(question.arxiv)}` : undefined;
    case 'title':
      return `/papers/search?${new URLSearchParams({ q: question.title })}`;
    default:
      return undefined;
  }
}

const paper = v.object({
  id: v.string(),
  title: v.string(),
  summary: said,
  publishedAt: said,
  authors: saidList(v.object({ name: said, hidden: v.nullish(v.boolean()) })),
  organization: v.nullish(v.object({ fullname: said })),
});
/** The search wraps each paper. */
const wrapped = v.pipe(
  v.object({ paper }),
  v.transform(found => found.paper),
);

function read(text: string): readonly KnownWork[] {
  const json = parseJson(text);
  return readWorks(Array.isArray(json) ? json : [json], v.union([wrapped, paper]), workOf);
}

function workOf(told: v.InferOutput<typeof paper>): KnownWork | undefined {
  const id = arxivIdOf(told.id);
  const details = detailsOf({
    title: told.title,
    abstract: unwrapped(told.summary),
    // One who withdrew from a paper is hidden there.
    authors: authorsOf((told.authors ?? []).filter(({ hidden }) => hidden !== true).map(({ name }) => name)),
    issued: dateOf(told.publishedAt),
    organisation: told.organization?.fullname,
    arxiv: id,
  });
  return details && { details, ...(id !== undefined && { page: `https://huggingface.co/papers/${id}` }) };
}
