import { assertNever } from '../domain/assertNever.ts';
import type { Digest } from '../domain/digest.ts';
import { digestName } from '../domain/digestName.ts';
import type { PaperId, Timestamp } from '../domain/ids.ts';
import type { ReadingStatus } from '../domain/paper.ts';
import { DETAIL_NAMES, type DetailName } from '../domain/details.ts';
import type { DetailsChange, ImportDigest, LibraryCommand, RereadDigest, SetDetails } from './command.ts';
import type { Patch } from './patch.ts';
import { findDigest } from './plan/imports.ts';
import { partOnRemoval } from './plan/digests.ts';
import type { LibraryState } from './tables.ts';

/** Longest title in a sentence, in characters. */
const SHOWN_TITLE_LENGTH = 60;

/**
 * What a command did, in the past tense with its numbers: "Marked 3 papers as read". `before` is the library before the
 * command, `patches` its plan.
 */
export function describeCommand(
  command: LibraryCommand,
  before: LibraryState,
  patches: readonly Patch[],
): string {
  if (patches.length === 0) return describeNothing(command, before);
  const papers = count(touchedPapers(patches), 'paper');
  const title = (id: PaperId): string => quote(before.papers.get(id)?.title ?? '');
  const nameIn = (rows: ReadonlyMap<string, { readonly name: string }>, id: string): string =>
    quote(rows.get(id)?.name ?? '');
  switch (command.name) {
    case 'importDigest':
      return describeImport(patches);
    case 'removeDigests':
      return describeRemoval(before, command.digests);
    case 'rereadDigest':
      return describeReread(before, command, patches);
    case 'renameDigest':
      return command.givenName.trim() === ''
        ? `Gave ${digestTitle(before, command.digest)} its own name back`
        : `Renamed ${digestTitle(before, command.digest)} to ${quote(command.givenName)}`;
    case 'setDigestYear':
      return command.year === null
        ? `Inferred the year of ${digestTitle(before, command.digest)} again`
        : `Set the year of ${digestTitle(before, command.digest)} to ${command.year}`;
    case 'setStatus':
      return `${statusVerb(papers, command.status)}`;
    case 'star':
      return `Starred ${papers}`;
    case 'unstar':
      return `Took the star off ${papers}`;
    case 'addTag':
      return `Tagged ${papers} ${quote(before.counts.tagSpelling(command.tag.trim()) ?? command.tag.trim())}`;
    case 'removeTag':
      return `Took the tag ${quote(command.tag)} off ${papers}`;
    case 'renameTag':
      return `Renamed the tag ${quote(command.from)} to ${quote(command.to.trim())} on ${papers}`;
    case 'deleteTag':
      return `Deleted the tag ${quote(command.tag)} from ${papers}`;
    case 'setNote':
      return describeNote(before, command.paper, command.text);
    case 'createCollection':
      return command.papers.length === 0
        ? `Made the collection ${quote(command.title)}`
        : `Made the collection ${quote(command.title)} with ${papers}`;
    case 'renameCollection':
      return `Renamed the collection ${nameIn(before.collections, command.collection)} to ${quote(command.title)}`;
    case 'deleteCollection':
      return `Deleted the collection ${nameIn(before.collections, command.collection)}`;
    case 'addToCollection':
      return `Added ${papers} to ${nameIn(before.collections, command.collection)}`;
    case 'removeFromCollection':
      return `Took ${papers} out of ${nameIn(before.collections, command.collection)}`;
    case 'saveSearch':
      return `Saved the search ${quote(command.title)}`;
    case 'renameSavedSearch':
      return `Renamed the search ${nameIn(before.savedSearches, command.search)} to ${quote(command.title)}`;
    case 'deleteSavedSearch':
      return `Deleted the search ${nameIn(before.savedSearches, command.search)}`;
    case 'setCitationKey':
      return `Set the citation key of ${title(command.paper)} to ${command.key.trim()}`;
    case 'rekeyPapers':
      return `Gave ${papers} new citation keys`;
    case 'mergePapers':
      return `Merged ${title(command.from)} into ${title(command.into)}`;
    case 'keepApart':
      return `Kept ${title(command.papers[0])} and ${title(command.papers[1])} apart`;
    case 'removePapers':
      return `Removed ${papers} from the library`;
    case 'addPapers':
      return describeAdding(before, patches);
    case 'setDetails':
      return describeDetails(before, command, patches);
    case 'restore':
      return command.what === 'library'
        ? `Restored the library of ${day(command.from)}`
        : `Restored ${papers} of ${day(command.from)}`;
    default:
      return assertNever(command);
  }
}

function describeNothing(command: LibraryCommand, state: LibraryState): string {
  if (command.name !== 'importDigest') return 'There was nothing to change';
  const digest = findDigest(state, command);
  const name = digest === undefined ? command.file : digestName(digest);
  return `${quote(name)} is already in your library: nothing was added`;
}

function describeImport(patches: readonly Patch[]): string {
  const digest = putDigest(patches);
  if (digest === undefined) return 'Imported a digest';
  return `Imported ${digestName(digest)}: ${count(digest.listingCount, 'paper')}, ${digest.newCount} new`;
}

function describeRemoval(state: LibraryState, ids: readonly ImportDigest['digest'][]): string {
  const digests = [...new Set(ids)].flatMap(id => state.digests.get(id) ?? []);
  const { leaving, staying } = partOnRemoval(state, new Set(digests.map(({ id }) => id)));
  const listed = staying.filter(({ after }) => after.listings.length > 0).length;
  const yours = staying.length - listed;
  const what = digests.length === 1 ? digestName(digests[0]!) : count(digests.length, 'digest');
  const kept = [
    ...(listed === 0 ? [] : [`${listed} in other digests`]),
    ...(yours === 0 ? [] : [`${yours} that you added or marked`]),
  ];
  const stayed = kept.length === 0 ? '' : `; kept ${kept.join(' and ')}`;
  return `Took back the import of ${what}: removed ${count(leaving.length, 'paper')}${stayed}`;
}

function describeReread(
  state: LibraryState,
  { digest, parsed }: RereadDigest,
  patches: readonly Patch[],
): string {
  const added = patches.flatMap(patch =>
    patch.kind === 'put' && patch.table === 'papers' ? patch.rows : [],
  ).length;
  return `Read ${digestTitle(state, digest)} again: ${count(parsed.listings.length, 'paper')}, ${added} not seen before`;
}

function describeAdding(state: LibraryState, patches: readonly Patch[]): string {
  const added = patches.flatMap(patch =>
    patch.kind === 'put' && patch.table === 'papers' ? patch.rows : [],
  );
  const known = [...changedPapers(patches)].filter(id => state.papers.has(id));
  const told =
    known.length === 1 ? quote(state.papers.get(known[0]!)?.title ?? '') : count(known.length, 'paper');
  if (added.length === 0) return `Added what was missing to ${told}`;
  const what = added.length === 1 ? quote(added[0]!.title) : count(added.length, 'paper');
  return `Added ${what}${known.length === 0 ? '' : ` and what was missing to ${told}`}`;
}

const DETAIL_WORDS: { readonly [D in DetailName]: string } = {
  title: 'title',
  authors: 'authors',
  issued: 'date',
  venue: 'venue',
  organisation: 'organisation',
  doi: 'DOI',
  arxiv: 'arXiv id',
  arxivClass: 'arXiv class',
  url: 'address',
  abstract: 'abstract',
};
/** More are counted. */
const MAX_NAMED_DETAILS = 4;

/** "Changed the authors and the year of “Title”", "Looked up 12 papers: 10 changed". */
function describeDetails(state: LibraryState, { changes }: SetDetails, patches: readonly Patch[]): string {
  const changed = [...changedPapers(patches)];
  const isLookUp = changes.some(({ origin }) => origin.kind === 'lookUp');
  const asked = new Set(changes.map(({ paper }) => paper)).size;
  if (isLookUp && asked > 1)
    return `Looked up ${count(asked, 'paper')}: ${changed.length.toLocaleString('en')} changed`;
  const only = changed.length === 1 ? state.papers.get(changed[0]!) : undefined;
  if (only === undefined) return `Changed the details of ${count(changed.length, 'paper')}`;
  const names = changedDetails(changes, patches);
  return isLookUp
    ? `Looked up ${quote(only.title)}: changed ${names}`
    : `Changed ${names} of ${quote(only.title)}`;
}

/** "the title, the authors and the year". */
function changedDetails(changes: readonly DetailsChange[], patches: readonly Patch[]): string {
  const set = new Set(
    patches.flatMap(patch =>
      patch.table === 'abstracts' ? ['abstract'] : patch.kind === 'set' ? Object.keys(patch.fields) : [],
    ),
  );
  const isYear = changes.every(
    ({ fields: { issued } }) => issued === undefined || (issued !== null && issued.month === undefined),
  );
  const names = DETAIL_NAMES.filter(name => set.has(name)).map(name =>
    name === 'issued' && isYear ? 'the year' : `the ${DETAIL_WORDS[name]}`,
  );
  if (names.length === 0 || names.length > MAX_NAMED_DETAILS) {
    return names.length === 0 ? 'the details' : `${names.length} details`;
  }
  const last = names.pop()!;
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function describeNote(state: LibraryState, paper: PaperId, text: string): string {
  const title = quote(state.papers.get(paper)?.title ?? '');
  if (text.trim() === '') return `Removed the note on ${title}`;
  return state.notes.has(paper) ? `Changed the note on ${title}` : `Wrote a note on ${title}`;
}

function day(at: Timestamp): string {
  return new Date(at).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
}

function statusVerb(papers: string, status: ReadingStatus): string {
  return status === 'archived' ? `Archived ${papers}` : `Marked ${papers} as ${status}`;
}

function digestTitle(state: LibraryState, id: string): string {
  const digest = state.digests.get(id);
  return digest === undefined ? 'a digest' : quote(digestName(digest));
}

function putDigest(patches: readonly Patch[]): Digest | undefined {
  for (const patch of patches) {
    if (patch.kind === 'put' && patch.table === 'digests') return patch.rows[0];
  }
  return undefined;
}

function touchedPapers(patches: readonly Patch[]): number {
  return changedPapers(patches).size;
}

/** A change of an abstract changes its paper, too. */
function changedPapers(patches: readonly Patch[]): Set<string> {
  const ids = new Set<string>();
  for (const patch of patches) {
    if (patch.table !== 'papers') continue;
    if (patch.kind === 'put') for (const { id } of patch.rows) ids.add(id);
    else for (const id of patch.ids) ids.add(id);
  }
  return ids;
}

function quote(text: string): string {
  const shown = text.replace(/\s+/gu, ' ').trim();
  if (shown.length <= SHOWN_TITLE_LENGTH) return `“${shown}”`;
  return `“${shown
    .slice(0, SHOWN_TITLE_LENGTH - 1)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trimEnd()}…”`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
