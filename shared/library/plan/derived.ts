import type { DigestId } from '../../domain/ids.ts';
import type { DigestYear } from '../../domain/issued.ts';
import { OPENING_LENGTH, type Listing, type Paper } from '../../domain/paper.ts';
import { resolveIssued, type YearOf } from '../../domain/resolveIssued.ts';
import { LOOSE_SPACE } from '../../domain/title.ts';
import { hasLink } from '../../text/links.ts';
import type { LibraryState } from '../tables.ts';

/** As a rule enough of an abstract to fill an opening; and enough, however much white space it starts with. */
const LOOKED_AT_LENGTHS = [OPENING_LENGTH + 40, 20 * OPENING_LENGTH];

/** The first `OPENING_LENGTH` characters of an abstract, white space collapsed, no character cut in half. */
function openingOf(abstract: string): string {
  let text = '';
  for (const length of LOOKED_AT_LENGTHS) {
    text = abstract.slice(0, length).replace(LOOSE_SPACE, ' ').trim();
    if (text.length >= OPENING_LENGTH) break;
  }
  return unshared(text.slice(0, OPENING_LENGTH).replace(/[\uD800-\uDBFF]$/u, ''));
}

/**
 * The same text, which V8 else keeps as a window on the one that it was cut from, with all of that in memory for as long as
 * its paper. What is put together anew is not.
 */
function unshared(text: string): string {
  return text.replaceAll(' ', ' ');
}

/** What the list shows of an abstract. */
export function abstractFields(abstract: string): Pick<Paper, 'opening' | 'hasLink'> {
  return { opening: openingOf(abstract), hasLink: hasLink(abstract) };
}

/** The years of the library's digests, with some replaced (or, undefined, taken away) by the command being planned. */
export function yearsOf(
  state: LibraryState,
  replaced: ReadonlyMap<DigestId, DigestYear | undefined> = new Map(),
): YearOf {
  return digest => (replaced.has(digest) ? replaced.get(digest) : state.digests.get(digest)?.year);
}

/**
 * The paper with these listings and all that follows from them: date, author count, organisation. What a file, a look-up or
 * the user told of them stays.
 */
export function withListings(paper: Paper, listings: readonly Listing[], yearOf: YearOf): Paper {
  const { origins = {} } = paper;
  const derived: Record<string, unknown> = {
    ...paper,
    listings,
    authorCount: listings.find(listing => listing.authorCount !== undefined)?.authorCount,
    ...(origins.issued === undefined && { issued: resolveIssued(listings, yearOf) }),
    ...(origins.organisation === undefined && {
      organisation: listings.find(listing => listing.organisation !== undefined)?.organisation,
    }),
  };
  return withoutUndefined(derived, ['issued', 'authorCount', 'organisation']);
}

/** The paper as brought by that digest, or by none that is still known. */
export function withAddedBy(paper: Paper, addedBy: DigestId | undefined): Paper {
  return withoutUndefined({ ...paper, addedBy }, ['addedBy']);
}

/** A row that was stored and read again has no undefined fields; neither has one in memory. */
function withoutUndefined(row: Record<string, unknown>, fields: readonly string[]): Paper {
  for (const field of fields) if (row[field] === undefined) delete row[field];
  return row as unknown as Paper;
}

/**
 * True if a paper stays when no digest lists it any more: no digest brought it, or the user gave it a note, a star, a tag, a
 * collection, or typed something of it.
 */
export function staysUnlisted(paper: Paper): boolean {
  return (
    paper.addedBy === undefined ||
    paper.hasNote ||
    paper.starred ||
    paper.tags.length > 0 ||
    paper.collections.length > 0 ||
    Object.values(paper.origins ?? {}).some(origin => origin.kind === 'hand')
  );
}
