import type { Author } from '../domain/author.ts';
import { isArxivDoi } from '../domain/identifiers.ts';
import type { Paper } from '../domain/paper.ts';
import { toPlainLine } from './plainText.ts';

/** What a paper appeared in. */
export interface Publication {
  readonly kind: 'journal' | 'proceedings';
  readonly venue: string;
}

/** Proceedings by name; "Proceedings of the IEEE" and others of that kind are journals. */
const MEETING =
  /\b(?:conference|workshop|symposium|annual meeting)\b|^advances in neural information processing/iu;

/**
 * Where a paper was published. Undefined unless a venue and a DOI that is not arXiv's are known: exporters that turn
 * preprints into articles of journals are what users complain about.
 */
export function publicationOf(paper: Paper): Publication | undefined {
  const venue = venueOf(paper);
  if (venue === undefined || paper.doi === undefined || isArxivDoi(paper.doi)) return undefined;
  return { kind: MEETING.test(venue) ? 'proceedings' : 'journal', venue };
}

/** The venue on one line; undefined where nothing of it can be seen. */
export function venueOf({ venue }: Paper): string | undefined {
  return toPlainLine(venue ?? '') || undefined;
}

/** The authors of whose names something can be seen, each part of a name on one line. */
export function authorsOf({ authors = [] }: Paper): readonly Author[] {
  return authors.map(shown).filter(author => ('literal' in author ? author.literal : author.family) !== '');
}

function shown(author: Author): Author {
  if ('literal' in author) return { literal: toPlainLine(author.literal) };
  const given = toPlainLine(author.given ?? '');
  return { family: toPlainLine(author.family), ...(given !== '' && { given }) };
}
