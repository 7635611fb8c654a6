import * as v from 'valibot';
import type { Author } from '../../../shared/domain/author.ts';
import { doiOf } from '../../../shared/domain/identifiers.ts';
import { detailsOf, line, partialDate } from './fields.ts';
import { parseJson, readWorks, said, saidList, saidNumber } from './json.ts';
import { wordsOfMarkup } from './plainText.ts';
import { BrokenAnswer, MOST_WORKS, type KnownWork, type Question, type Source } from './types.ts';

/** The Crossref REST API (api.crossref.org): JSON; abstracts are JATS, titles may hold HTML and MathML. */
export const crossref: Source = {
  name: 'Crossref',
  pauseMs: 500,
  accept: 'application/json',
  pathFor,
  read,
};

const FIELDS = 'DOI,title,subtitle,abstract,author,issued,container-title,publisher,event,resource';

function pathFor(question: Question): string | undefined {
  switch (question.kind) {
    case 'doi':
      return `/works/${encodeURIComponent(question.doi)}`;
    case 'title':
      return `/works?${new URLSearchParams({
        'query.bibliographic': question.title,
        rows: `${MOST_WORKS}`,
        select: FIELDS,
      })}`;
    default:
      return undefined;
  }
}

const texts = saidList(v.string());
const work = v.object({
  DOI: v.string(),
  title: texts,
  subtitle: texts,
  abstract: said,
  author: saidList(v.object({ family: said, given: said, name: said })),
  issued: v.nullish(v.object({ 'date-parts': v.nullish(v.array(v.array(saidNumber))) })),
  'container-title': texts,
  publisher: said,
  event: v.nullish(v.object({ name: said })),
  resource: v.nullish(v.object({ primary: v.nullish(v.object({ URL: said })) })),
});
const envelope = v.object({ message: v.looseObject({ items: v.optional(v.array(v.unknown())) }) });

function read(text: string): readonly KnownWork[] {
  const found = v.safeParse(envelope, parseJson(text));
  if (!found.success) throw new BrokenAnswer('answered in a form that Pandect does not know');
  const { message } = found.output;
  return readWorks(message.items ?? [message], work, workOf);
}

function workOf(told: v.InferOutput<typeof work>): KnownWork | undefined {
  const doi = doiOf(told.DOI);
  const details = detailsOf({
    title: wholeTitle(told.title?.[0], told.subtitle?.[0]),
    abstract: told.abstract && wordsOfMarkup(told.abstract),
    authors: (told.author ?? []).flatMap(author => authorOf(author) ?? []),
    issued: partialDate(told.issued?.['date-parts']?.[0] ?? []),
    venue: told['container-title']?.[0] ?? told.event?.name ?? told.publisher,
    doi,
    url: told.resource?.primary?.URL,
  });
  return details && { details, ...(doi !== undefined && { page: `https://doi.org/${encodeURI(doi)}` }) };
}

/** Publishers put a subtitle apart, or leave it in the title, or do both. */
function wholeTitle(title = '', subtitle = ''): string {
  const [main, rest] = [wordsOfMarkup(title), wordsOfMarkup(subtitle)];
  return rest === '' || main.toLowerCase().includes(rest.toLowerCase()) ? main : `${main}: ${rest}`;
}

function authorOf(told: {
  family?: string | null;
  given?: string | null;
  name?: string | null;
}): Author | undefined {
  const family = line(told.family && wordsOfMarkup(told.family));
  const given = line(told.given && wordsOfMarkup(told.given));
  if (family !== undefined) return { family, ...(given !== undefined && { given }) };
  const literal = line(told.name && wordsOfMarkup(told.name)) ?? given;
  return literal === undefined ? undefined : { literal };
}
