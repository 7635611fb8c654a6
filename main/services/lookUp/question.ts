import { arxivIdOf, doiOf, identifiersIn, webAddressOf } from '../../../shared/domain/identifiers.ts';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { CallArguments } from '../../../shared/host/api.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { toVisibleLine } from '../../../shared/text/visible.ts';
import type { Question } from './types.ts';

/** Longest title that is asked for, in characters; the beginning of a longer one finds it as well. */
const MAX_TITLE = 300;

/** What to ask. Throws `badArguments` for what is no such identifier, `notFound` for an address that names no work. */
export function questionOf(by: CallArguments<'lookUp.find'>['by']): Question {
  switch (by.kind) {
    case 'arxiv':
      return (
        withAhead(idQuestion(by.arxiv), by.ahead) ??
        fail(notAn('arXiv id', by.arxiv, '2310.01234 or cs/0301001'))
      );
    case 'doi':
      return idQuestion(by.doi) ?? fail(notAn('DOI', by.doi, '10.1000/182'));
    case 'url':
      return addressQuestion(by.url);
    case 'title':
      return titleQuestion(by.title);
    default:
      return assertNever(by);
  }
}

function withAhead(question: Question | undefined, ids: readonly string[] = []): Question | undefined {
  if (question?.kind !== 'arxiv') return question;
  const ahead = ids.flatMap(id => arxivIdOf(id) ?? []);
  return ahead.length === 0 ? question : { ...question, ahead };
}

function titleQuestion(text: string): Question {
  const title = toVisibleLine(text).slice(0, MAX_TITLE);
  return /[\p{L}\p{N}]/u.test(title)
    ? { kind: 'title', title }
    : fail(notAn('title', text, 'the words that stand above the paper'));
}

function idQuestion(text: string): Question | undefined {
  // A DOI of arXiv is an arXiv id.
  const arxiv = arxivIdOf(text);
  if (arxiv !== undefined) return { kind: 'arxiv', arxiv };
  const doi = doiOf(text);
  return doi === undefined ? undefined : { kind: 'doi', doi };
}

function addressQuestion(text: string): Question {
  const url = webAddressOf(text);
  if (url === undefined || !URL.canParse(url)) {
    return idQuestion(text) ?? fail(notAn('address', text, 'https://arxiv.org/abs/2310.01234'));
  }
  const { arxiv } = identifiersIn(url);
  return (arxiv === undefined ? inAddress(new URL(url)) : idQuestion(arxiv)) ?? fail(namesNoWork());
}

/** What publishers put behind a DOI in their addresses. */
const BEHIND_DOI =
  /(?:\/(?:full|abstract|pdf|epdf|html|meta|fulltext|references|summary)|\.(?:pdf|full|abstract))+\/?$/iu;

function inAddress({ href, hostname, pathname }: URL): Question | undefined {
  const host = hostname.replace(/^www\./u, '');
  if (host === 'semanticscholar.org') {
    const page = /\/([0-9a-f]{40})\/?$/u.exec(pathname)?.[1];
    return page === undefined ? undefined : { kind: 'page', page };
  }
  if (host === 'aclanthology.org') {
    // The anthology's ids are the ends of its DOIs (aclanthology.org/info/ids).
    const id = /^\/([A-Z]\d{2}-\d{4}|\d{4}\.[a-z\d]+-[a-z\d]+\.\d+)(?:\.pdf|\/)?$/u.exec(pathname)?.[1];
    return id === undefined ? undefined : idQuestion(`10.18653/v1/${id}`);
  }
  if (/(?:^|\.)doi\.org$/u.test(host)) return idQuestion(href);
  const doi = /\/(10\.\d{4,9}\/.+)$/u.exec(decodedPath(pathname))?.[1]?.replace(BEHIND_DOI, '');
  return idQuestion(doi === undefined ? href : withoutVersion(doi));
}

/** bioRxiv and medRxiv put the version of a preprint behind its DOI. */
function withoutVersion(doi: string): string {
  return /^10\.(?:1101|64898)\//u.test(doi) ? doi.replace(/v\d+$/u, '') : doi;
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fail(error: HostError): never {
  throw error;
}

function notAn(what: string, text: string, example: string): HostError {
  return new HostError(
    'badArguments',
    `“${text.slice(0, 200)}” is no ${what}. Nothing was asked. It should look like ${example}.`,
  );
}

function namesNoWork(): HostError {
  return new HostError(
    'notFound',
    'This address names no paper by an arXiv id or a DOI, and Pandect never fetches the page itself, so nothing was asked. Look the paper up by its title, or paste its DOI or arXiv id.',
  );
}
