import { authorFromName } from '../../../shared/domain/author.ts';
import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import { fieldOf, listOf, textOf } from './jsonFields.ts';
import type { Reference } from './reference.ts';
import { knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';

/**
 * A paper as Hugging Face hands it out (huggingface.co/docs/hub/api, and in `data-props` of its pages): an entry of the
 * daily papers or of a search, which wraps the paper and repeats its title, or the paper itself. Its ids are those of
 * arXiv. Undefined for what is no paper.
 */
export function referenceOfPaper(entry: unknown): Reference | undefined {
  const wrapped = fieldOf(entry, 'paper');
  const paper = wrapped ?? entry;
  const either = (name: string): unknown => fieldOf(paper, name) ?? fieldOf(entry, name);
  const id = textOf(fieldOf(paper, 'id'));
  const title = textOf(either('title'));
  if (id === undefined && title === undefined) return undefined;
  const arxiv = id === undefined ? undefined : arxivIdOf(id);
  return {
    title,
    abstract: textOf(either('summary')),
    authors: authorsIn(either('authors')),
    issued: dateOf(textOf(either('publishedAt'))),
    organisation: organisationIn(either('organization')),
    arxiv,
    ...(arxiv === undefined && { url: addressOf(id) }),
    upvotes: countIn(either('upvotes')),
    commentCount: countIn(fieldOf(entry, 'numComments') ?? fieldOf(paper, 'numComments')),
    submitter: nameIn(
      fieldOf(entry, 'submittedBy') ?? either('submittedOnDailyBy') ?? fieldOf(paper, 'submittedBy'),
    ),
  };
}

/** One who withdrew from a paper is hidden there. */
function authorsIn(list: unknown): Reference['authors'] {
  const shown = listOf(list).filter(author => fieldOf(author, 'hidden') !== true);
  return knownAuthors(
    shown.map(author => authorFromName(textOf(fieldOf(author, 'name')) ?? textOf(author) ?? '')),
  );
}

/** As digests print it: the handle, and the name behind it. */
function organisationIn(organisation: unknown): string | undefined {
  const name = textOf(fieldOf(organisation, 'fullname'));
  const handle = textOf(fieldOf(organisation, 'name'));
  if (name === undefined || handle === undefined) return name ?? handle ?? textOf(organisation);
  return `${handle.replace(/\s+/gu, '-')} ${name}`;
}

function nameIn(user: unknown): string | undefined {
  return textOf(fieldOf(user, 'fullname')) ?? textOf(fieldOf(user, 'name')) ?? textOf(fieldOf(user, 'user'));
}

function countIn(count: unknown): number | undefined {
  return typeof count === 'number' ? count : undefined;
}

function addressOf(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w.-]{1,100}$/u.test(id) ? `https://huggingface.co/papers/${id}` : undefined;
}
