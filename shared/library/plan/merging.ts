import type { Note, Paper } from '../../domain/paper.ts';
import { READING_STATUSES } from '../../domain/paper.ts';
import type { Listing } from '../../domain/paper.ts';
import type { PaperId, TitleKey } from '../../domain/ids.ts';
import { foldTag } from '../counts.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { abstractFields, withAddedBy, withListings, yearsOf } from './derived.ts';
import { planRemovePapers } from './digests.ts';
import { lacksDetail, stillFoundBy, takeDetails, withOrigin } from './paperDetails.ts';
import { changedFields, paperNamed, put, set } from './patches.ts';

/**
 * Makes one paper of two: `from` ends, and `into` keeps its own title, id and citation key and takes over all else: the
 * listings, titles, tags, star, collections, the details that it lacks, the text of the note, and the status that is further
 * on.
 */
export function planMergePapers(
  state: LibraryState,
  intoId: PaperId,
  fromId: PaperId,
  fromAbstract: string | undefined,
): Patch[] {
  if (intoId === fromId) throw new CommandRefused('A paper can’t be merged with itself.');
  const into = paperNamed(state, intoId);
  const from = paperNamed(state, fromId);
  const note = joinNotes(state.notes.get(into.id), state.notes.get(from.id), into.id);
  const abstract = into.opening === '' && from.opening !== '' ? fromAbstract : undefined;
  if (into.opening === '' && from.opening !== '' && abstract === undefined) {
    throw new CommandRefused(
      `“${into.title}” has no abstract and “${from.title}” has one. Merge the other way round.`,
    );
  }
  const merged: Paper = {
    ...joinPapers(state, into, from),
    ...(abstract === undefined ? {} : abstractFields(abstract)),
    hasNote: note !== undefined,
  };
  const origin = abstract === undefined ? undefined : from.origins?.abstract;
  const whole = origin === undefined ? merged : withOrigin(merged, 'abstract', origin);
  return [
    ...planRemovePapers(state, [from.id]),
    ...set('papers', [into.id], changedFields<'papers'>(into, whole)),
    ...(note === undefined || note === state.notes.get(into.id) ? [] : put('notes', [note])),
    ...(abstract === undefined ? [] : put('abstracts', [{ id: into.id, text: abstract }])),
    ...pointFriendsTo(state, into, from),
  ];
}

/** The user says that two near-equal titles are different works. */
export function planKeepApart(
  state: LibraryState,
  [firstId, secondId]: readonly [PaperId, PaperId],
): Patch[] {
  if (firstId === secondId) return [];
  const first = paperNamed(state, firstId);
  const second = paperNamed(state, secondId);
  return [...keepApartFrom(first, secondId), ...keepApartFrom(second, firstId)];
}

function keepApartFrom(paper: Paper, other: PaperId): Patch[] {
  if (paper.keptApart.includes(other)) return [];
  return set('papers', [paper.id], { keptApart: [...paper.keptApart, other] });
}

function joinPapers(state: LibraryState, into: Paper, from: Paper): Paper {
  const first = from.serial < into.serial ? from : into;
  const listings = joinListings(state, into, from);
  const listed = withListings(into, listings, yearsOf(state));
  // One that the user added is brought by no digest.
  const isAdded = into.addedBy === undefined || from.addedBy === undefined;
  const isFree = (key: TitleKey): boolean => !state.papersByTitle.has(key);
  const joined: Paper = {
    ...withAddedBy(joinDetails(listed, from), isAdded ? undefined : first.addedBy),
    titleKeys: union(into.titleKeys, from.titleKeys),
    tags: joinTags(into.tags, from.tags),
    collections: union(into.collections, from.collections),
    keptApart: union(into.keptApart, from.keptApart).filter(id => id !== into.id && id !== from.id),
    starred: into.starred || from.starred,
    status: furtherOn(into, from).status,
    added: first.added,
  };
  return stillFoundBy(stillFoundBy(joined, into, isFree), from, isFree);
}

/** What it lacks, and what the user typed where a digest alone had told something. */
function joinDetails(into: Paper, from: Paper): Paper {
  return takeDetails(into, from, (name, { kind }) => {
    const mine = into.origins?.[name]?.kind;
    return lacksDetail(into, name) ? mine !== 'hand' : kind === 'hand' && mine === undefined;
  });
}

/** All listings in the order of import; those of `from` keep the title that they were printed with. */
function joinListings(state: LibraryState, into: Paper, from: Paper): Listing[] {
  const moved = from.listings.map(({ title, ...listing }): Listing => {
    const printed = title ?? from.title;
    return printed === into.title ? listing : { ...listing, title: printed };
  });
  const importedAt = ({ digest }: Listing): number => state.digests.get(digest)?.imported ?? 0;
  return [...into.listings, ...moved].sort((a, b) => importedAt(a) - importedAt(b));
}

function furtherOn(a: Paper, b: Paper): Paper {
  return READING_STATUSES.indexOf(b.status) > READING_STATUSES.indexOf(a.status) ? b : a;
}

function joinTags(into: readonly string[], from: readonly string[]): readonly string[] {
  const folded = new Set(into.map(foldTag));
  return [...into, ...from.filter(tag => !folded.has(foldTag(tag)))];
}

function joinNotes(into: Note | undefined, from: Note | undefined, id: PaperId): Note | undefined {
  if (from === undefined || into?.text === from.text) return into;
  if (into === undefined) return { ...from, id };
  return { id, text: `${into.text}\n\n${from.text}`, changed: Math.max(into.changed, from.changed) };
}

/** Papers kept apart from `from` are now kept apart from `into`. */
function pointFriendsTo(state: LibraryState, into: Paper, from: Paper): Patch[] {
  return from.keptApart.flatMap(id => {
    const friend = state.papers.get(id);
    if (friend === undefined || friend.id === into.id || !friend.keptApart.includes(from.id)) return [];
    const keptApart = union(
      friend.keptApart.filter(each => each !== from.id),
      [into.id],
    );
    return set('papers', [friend.id], { keptApart });
  });
}

function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return [...new Set([...a, ...b])];
}
