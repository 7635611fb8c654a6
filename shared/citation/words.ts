import { assertNever } from '../domain/assertNever.ts';
import type { CitedPaper } from './cited.ts';
import { isAddress, toPlainLine, toVerbatim } from './plainText.ts';
import { authorsOf } from './publication.ts';

/** Digests named in an entry before the rest is only counted. */
const NAMED_DIGESTS = 3;
/** Length at which a title stands in for the missing author, in characters. */
const SORT_TITLE_LENGTH = 40;

/** What stands for a missing author: the part of the title before the colon if that is short, else its first words. */
export function shortTitle(title: string): string {
  const line = toPlainLine(title);
  const name = line.split(': ', 1)[0] ?? line;
  if (name.length <= SORT_TITLE_LENGTH) return name;
  const start = name.slice(0, SORT_TITLE_LENGTH);
  const end = start.lastIndexOf(' ');
  return end > 0 ? start.slice(0, end) : toPlainLine(start);
}

/** "Listed in the digests “Apr 23” and “Oct 9”"; undefined when no digest did. */
export function listedIn(digestNames: readonly string[]): string | undefined {
  const [first, ...others] = digestNames.slice(0, NAMED_DIGESTS).map(name => `“${toPlainLine(name)}”`);
  if (first === undefined) return undefined;
  const unnamed = digestNames.length - NAMED_DIGESTS;
  if (unnamed > 0) return `Listed in the digests ${[first, ...others].join(', ')} and ${unnamed} more`;
  const last = others.pop();
  if (last === undefined) return `Listed in the digest ${first}`;
  return `Listed in the digests ${[first, ...others].join(', ')} and ${last}`;
}

/** The address that lasts longest: of the DOI, else of arXiv, else the one given. */
export function bestAddress({ paper: { doi, arxiv, url } }: CitedPaper): string | undefined {
  if (doi !== undefined) return `https://doi.org/${toVerbatim(doi)}`;
  if (arxiv !== undefined) return `https://arxiv.org/abs/${toVerbatim(arxiv)}`;
  return isAddress(url) ? toVerbatim(url) : undefined;
}

/** What a reader of an entry should know of what it doesn't say: sentences on the authors, the year and former keys. */
export function remarksOn(cited: CitedPaper): string[] {
  return [authorRemark(cited), dateRemark(cited), keyRemark(cited)].filter(remark => remark !== undefined);
}

function authorRemark({ paper }: CitedPaper): string | undefined {
  const { authorCount, organisation, listings } = paper;
  if (authorsOf(paper).length > 0) return undefined;
  if (authorCount !== undefined) {
    return `No author: the digest gives a count only, ${authorCount} ${authorCount === 1 ? 'author' : 'authors'}.`;
  }
  if (listings.length === 0) return 'No author is known.';
  if (organisation !== undefined) return 'No author: the digest gives an organisation only.';
  return 'No author: the digest gives none.';
}

/** Says where the year comes from unless it was printed. */
function dateRemark({ paper, evidence }: CitedPaper): string | undefined {
  const source = paper.issued?.yearSource;
  switch (source) {
    case 'written':
      return undefined;
    case 'inferred':
      return `Year inferred: ${evidence ?? 'the digest prints none.'}`;
    case 'chosen':
      // A date that the user gave the paper itself needs no excuse.
      if (paper.origins?.issued !== undefined) return undefined;
      return `Year set by hand: ${evidence ?? 'the digest prints none.'}`;
    case 'unknown':
    case undefined:
      return `No year: ${evidence ?? 'the digest gives none.'}`;
    default:
      return assertNever(source);
  }
}

function keyRemark({ formerKeys = [] }: CitedPaper): string | undefined {
  return formerKeys.length === 0 ? undefined : `Former citation keys: ${formerKeys.join(', ')}.`;
}
