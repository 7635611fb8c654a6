import type { Digest } from '../../domain/digest.ts';
import { inferDigestYear } from '../../domain/digestYear.ts';
import { titleKey } from '../../domain/title.ts';
import type { ParsedDigest } from '../../digest-format/types.ts';
import type { ImportDigest } from '../command.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { countAddedBy } from './countAddedBy.ts';
import { yearsOf } from './derived.ts';
import { planRereadDigest } from './digests.ts';
import { DraftPapers } from './draftPapers.ts';
import { detailsOf, ListingDraft } from './listingDraft.ts';
import { put } from './patches.ts';

/**
 * Brings one digest in: one record per paper, the listings of papers already known added to them, their status, star,
 * tags, note and key untouched but for what the file itself had marked. Nothing is planned for a digest that is already there; one that came back with only some of
 * its papers is made whole.
 */
export function planImportDigest(state: LibraryState, command: ImportDigest): Patch[] {
  const steps = planningImport(state, command);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, resting every few milliseconds. A library that was changed meanwhile is to be planned for anew. */
export function* planningImport(state: LibraryState, command: ImportDigest): Generator<undefined, Patch[]> {
  const { digest: id, parsed, at } = command;
  if (parsed.listings.length === 0) throw new CommandRefused('This digest holds no papers.');
  if (findDigest(state, command) !== undefined) return [];
  if (state.digests.has(id)) return planRereadDigest(state, { ...command, abstracts: {} });
  const year = inferDigestYear(parsed, at);
  const draft = new ListingDraft(state, {
    id,
    importId: command.importId,
    imported: at,
    file: command.file,
    shape: parsed.shape,
    yearOf: yearsOf(state, new Map([[id, year]])),
    ...(command.keyPattern !== undefined && { keyPattern: command.keyPattern }),
  });
  yield* draft.adding(parsed.listings);
  const digest: Digest = {
    id,
    dump: command.dump,
    file: command.file,
    shape: parsed.shape,
    header: parsed.header,
    year,
    imported: at,
    importId: command.importId,
    listingCount: parsed.listings.length,
    newCount: countAddedBy(draft, id),
    notUnderstood: parsed.notUnderstood,
  };
  return [...put('digests', [digest]), ...draft.patches()];
}

/**
 * The digest that an import would bring, if it is there already, whole: by id, or, because a digest read again by a better
 * parser keeps its first id, by being the page of the same dump with the same papers at the same ranks. Pages that one import
 * brings are several, even with the same papers: a list of a day and a search of it, saved in one text.
 */
export function findDigest(
  state: LibraryState,
  { digest: id, dump, importId, parsed }: ImportDigest,
): Digest | undefined {
  const known = state.digests.get(id);
  if (known !== undefined) return known.listingCount < parsed.listings.length ? undefined : known;
  for (const digest of state.digests.values()) {
    if (digest.dump !== dump || digest.importId === importId) continue;
    if (listsTheSame(state, digest, parsed)) return digest;
  }
  return undefined;
}

function listsTheSame(state: LibraryState, digest: Digest, parsed: ParsedDigest): boolean {
  if (digest.listingCount !== parsed.listings.length) return false;
  const papers = new DraftPapers(state);
  return parsed.listings.every(listing => {
    const paper = papers.find(detailsOf(listing), titleKey(listing.title));
    return paper?.listings.some(each => each.digest === digest.id && each.rank === listing.rank);
  });
}
