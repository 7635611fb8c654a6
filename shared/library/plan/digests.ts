import type { Digest } from '../../domain/digest.ts';
import { chosenYear, inferDigestYear } from '../../domain/digestYear.ts';
import { DETAIL_NAMES } from '../../domain/details.ts';
import type { CollectionId, DigestId, PaperId } from '../../domain/ids.ts';
import type { DigestYear } from '../../domain/issued.ts';
import type { Listing, Paper } from '../../domain/paper.ts';
import type { ImportDigest, RereadDigest } from '../command.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { countAddedBy } from './countAddedBy.ts';
import { staysUnlisted, withAddedBy, withListings, yearsOf } from './derived.ts';
import { rememberLastKeys } from './keys.ts';
import { ListingDraft } from './listingDraft.ts';
import { emptiedCollections, withoutBrought } from './marks.ts';
import { withoutDetail } from './paperDetails.ts';
import { changedFields, cleanName, remove, set, setEach } from './patches.ts';

/**
 * Undo import: takes digests out with the papers that only they brought. Papers that other digests hold, that the user
 * added, or has given a note, a star, a tag or a collection stay, without these listings and what came with them. A status
 * alone doesn't hold a paper.
 */
export function planRemoveDigests(state: LibraryState, ids: readonly DigestId[]): Patch[] {
  const gone = new Set(ids.filter(id => state.digests.has(id)));
  if (gone.size === 0) return [];
  const { leaving, staying } = partOnRemoval(state, gone);
  return [
    ...remove('digests', [...gone]),
    ...staying.flatMap(({ before, after }) => setChanged(before, after)),
    ...remove(
      'notes',
      staying.filter(({ before, after }) => before.hasNote && !after.hasNote).map(({ before }) => before.id),
    ),
    ...planRemovePapers(
      state,
      leaving.map(paper => paper.id),
    ),
    ...remove('collections', collectionsLeftEmpty(state, gone, { leaving, staying })),
  ];
}

/** Collections that the import made, when none but its papers were in them. */
function collectionsLeftEmpty(
  state: LibraryState,
  gone: ReadonlySet<DigestId>,
  { leaving, staying }: Parting,
): CollectionId[] {
  const importIds = new Set([...gone].flatMap(id => state.digests.get(id)?.importId ?? []));
  const takenOut = new Map<CollectionId, number>();
  const left = staying.map(({ before, after }) =>
    before.collections.filter(id => !after.collections.includes(id)),
  );
  for (const id of [...leaving.map(({ collections }) => collections), ...left].flat()) {
    takenOut.set(id, (takenOut.get(id) ?? 0) + 1);
  }
  return emptiedCollections(state, importIds, takenOut);
}

/** What becomes of the papers of digests that are taken out. */
export interface Parting {
  readonly leaving: readonly Paper[];
  readonly staying: readonly { readonly before: Paper; readonly after: Paper }[];
}

/** Parts the papers of some digests into those that leave with them and those that stay. */
export function partOnRemoval(state: LibraryState, gone: ReadonlySet<DigestId>): Parting {
  const yearOf = yearsOf(state, new Map([...gone].map(id => [id, undefined])));
  const leaving: Paper[] = [];
  const staying: { before: Paper; after: Paper }[] = [];
  for (const paper of state.papers.values()) {
    const listings = paper.listings.filter(listing => !gone.has(listing.digest));
    if (listings.length === paper.listings.length) continue;
    const unlisted = paper.listings.filter(listing => gone.has(listing.digest));
    const own = withoutBrought(state, paper, { gone: unlisted, left: listings });
    if (listings.length === 0 && !staysUnlisted(own)) {
      leaving.push(paper);
      continue;
    }
    const files = [...gone].flatMap(id => state.digests.get(id) ?? []);
    const untold = listings.length === 0 ? own : withoutDetailsOf(own, files);
    const left = withListings(untold, listings, yearOf);
    const isGone = left.addedBy !== undefined && gone.has(left.addedBy);
    staying.push({ before: paper, after: isGone ? withAddedBy(left, listings[0]?.digest) : left });
  }
  return { leaving, staying };
}

/** The paper without the details that only these files told. */
function withoutDetailsOf(paper: Paper, digests: readonly Digest[]): Paper {
  let left = paper;
  for (const name of DETAIL_NAMES) {
    const origin = paper.origins?.[name];
    if (origin?.kind !== 'file') continue;
    if (digests.some(({ file, imported }) => origin.from === file && origin.at === imported)) {
      left = withoutDetail(left, name);
    }
  }
  return left;
}

/** Takes papers out of the library with their abstracts and notes; their citation keys stay theirs. */
export function planRemovePapers(state: LibraryState, ids: readonly PaperId[]): Patch[] {
  const papers = [...new Set(ids)].flatMap(id => state.papers.get(id) ?? []);
  const withNote = papers.filter(paper => state.notes.has(paper.id)).map(paper => paper.id);
  const withAbstract = papers.filter(paper => paper.opening !== '').map(paper => paper.id);
  return [
    ...rememberLastKeys(state, papers),
    ...remove('notes', withNote),
    ...remove('abstracts', withAbstract),
    ...remove(
      'papers',
      papers.map(paper => paper.id),
    ),
  ];
}

/** Gives a digest a name, or with an empty one its own name back. */
export function planRenameDigest(state: LibraryState, id: DigestId, text: string): Patch[] {
  const digest = digestNamed(state, id);
  const givenName = text.trim() === '' ? null : cleanName(text, 'digest');
  if ((digest.givenName ?? null) === givenName) return [];
  return set('digests', [id], { givenName });
}

/** Sets the year of a digest's "now" (null: infers it again), and with it the dates of all papers listed there. */
export function planSetDigestYear(state: LibraryState, id: DigestId, chosen: number | null): Patch[] {
  const digest = digestNamed(state, id);
  if (chosen !== null && !(Number.isInteger(chosen) && chosen >= 1900 && chosen <= 2100)) {
    throw new CommandRefused('A year has four digits and lies between 1900 and 2100.');
  }
  const listed = [...state.papers.values()].filter(paper => isListedIn(paper, id));
  const year = chosen === null ? inferAgain(digest, listed) : chosenYear(chosen);
  if (JSON.stringify(year) === JSON.stringify(digest.year)) return [];
  const yearOf = yearsOf(state, new Map([[id, year]]));
  const redated = listed
    .map(paper => ({ before: paper, after: withListings(paper, paper.listings, yearOf) }))
    .filter(({ before, after }) => JSON.stringify(before.issued) !== JSON.stringify(after.issued));
  const issuedOf = new Map(redated.map(({ after }) => [after.id, after.issued ?? null]));
  return [
    ...set('digests', [id], { year }),
    ...setEach(
      redated.map(({ before }) => before),
      paper => ({ issued: issuedOf.get(paper.id) ?? null }),
    ),
  ];
}

/** A better reading of a dump, and how the keys of papers that it brings are made. */
type Reread = Omit<RereadDigest, 'name'> & Pick<ImportDigest, 'keyPattern'>;

/**
 * Replaces what a digest lists by a better reading of the same dump. Papers that are no longer listed leave as on
 * removal of the digest; those that were not seen before come in as on import.
 */
export function planRereadDigest(state: LibraryState, command: Reread): Patch[] {
  const { digest: id, parsed } = command;
  const digest = digestNamed(state, id);
  if (parsed.listings.length === 0)
    throw new CommandRefused('The dump holds no papers any more when read again.');
  const year = digest.year.source === 'chosen' ? digest.year : inferDigestYear(parsed, digest.imported);
  const draft = redraft(state, digest, year, command);
  const unlisted = [...draft.papers.values()].filter(paper => paper.listings.length === 0);
  const leaving = unlisted.filter(paper => !staysUnlisted(paper) && state.papers.has(paper.id));
  const isLeaving = new Set(leaving.map(paper => paper.id));
  for (const paper of unlisted) if (!isLeaving.has(paper.id)) draft.adopt(withAddedBy(paper, undefined));
  const noteless = [...draft.papers.values()].filter(
    ({ id: each, hasNote }) => !hasNote && state.notes.has(each),
  );
  const reread: Digest = {
    ...digest,
    shape: parsed.shape,
    header: parsed.header,
    year,
    listingCount: parsed.listings.length,
    newCount: countAddedBy(draft, id),
    notUnderstood: parsed.notUnderstood,
  };
  const digestFields = changedFields<'digests'>(digest, reread);
  return [
    ...(Object.keys(digestFields).length > 0 ? set('digests', [id], digestFields) : []),
    ...draft.patches(),
    ...remove(
      'notes',
      noteless.filter(paper => !isLeaving.has(paper.id)).map(({ id: paper }) => paper),
    ),
    ...planRemovePapers(
      state,
      leaving.map(paper => paper.id),
    ),
  ];
}

function redraft(
  state: LibraryState,
  digest: Digest,
  year: DigestYear,
  { parsed, abstracts, keyPattern }: Reread,
): ListingDraft {
  const yearOf = yearsOf(state, new Map([[digest.id, year]]));
  const listed = [...state.papers.values()].filter(paper => isListedIn(paper, digest.id));
  const brought = new Map(
    listed.map(({ id, listings }) => [
      id,
      listings.filter(each => each.digest === digest.id).map(each => each.brought),
    ]),
  );
  const draft = new ListingDraft(state, {
    id: digest.id,
    importId: digest.importId,
    imported: digest.imported,
    file: digest.file,
    shape: parsed.shape,
    yearOf,
    replaces: { abstracts, brought },
    ...(keyPattern !== undefined && { keyPattern }),
  });
  const places = new Map<PaperId, readonly Listing[]>();
  for (const paper of listed) {
    places.set(paper.id, paper.listings);
    const others = paper.listings.filter(listing => listing.digest !== digest.id);
    draft.adopt(withListings(withoutDetailsOf(paper, [digest]), others, yearOf));
  }
  draft.add(parsed.listings);
  for (const [id, before] of places) {
    const paper = draft.papers.get(id)!;
    const listings = inOrderOf(before, paper.listings);
    const gone = isListedIn(paper, digest.id) ? [] : before.filter(each => each.digest === digest.id);
    const own = withoutBrought(state, withListings(paper, listings, yearOf), { gone, left: listings });
    const { addedBy } = own;
    const isGone = addedBy !== undefined && !isListedIn(own, addedBy);
    // One that leaves keeps what it was brought by, which tells it from those that the user added.
    draft.adopt(isGone && listings.length > 0 ? withAddedBy(own, listings[0]?.digest) : own);
  }
  return draft;
}

/** Listings in the order of import, which the listings before the change show. */
function inOrderOf(before: readonly Listing[], listings: readonly Listing[]): Listing[] {
  const place = new Map(before.map((listing, index) => [listing.digest, index]));
  return [...listings].sort((a, b) => (place.get(a.digest) ?? 0) - (place.get(b.digest) ?? 0));
}

function inferAgain(digest: Digest, listed: readonly Paper[]): DigestYear {
  const listings = listed.flatMap(paper => paper.listings.filter(listing => listing.digest === digest.id));
  return inferDigestYear({ header: digest.header, listings }, digest.imported);
}

function isListedIn(paper: Paper, digest: DigestId): boolean {
  return paper.listings.some(listing => listing.digest === digest);
}

function setChanged(before: Paper, after: Paper): Patch[] {
  const fields = changedFields<'papers'>(before, after);
  return Object.keys(fields).length === 0 ? [] : set('papers', [before.id], fields);
}

function digestNamed(state: LibraryState, id: DigestId): Digest {
  const digest = state.digests.get(id);
  if (digest === undefined) throw new CommandRefused('This digest is no longer in the library.');
  return digest;
}
