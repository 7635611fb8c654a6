import { assertNever } from '../domain/assertNever.ts';
import type { Digest } from '../domain/digest.ts';
import { digestName } from '../domain/digestName.ts';
import type { PaperId, Timestamp } from '../domain/ids.ts';
import type { ReadingStatus } from '../domain/paper.ts';
import type { ImportDigest, LibraryCommand, RereadDigest } from './command.ts';
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
      return `Added ${papers}`;
    case 'setDetails':
      return `Changed the details of ${papers}`;
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
    ...(yours === 0 ? [] : [`${yours} with your notes, stars, tags or collections`]),
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
  const ids = new Set<string>();
  for (const patch of patches) {
    if (patch.table !== 'papers') continue;
    if (patch.kind === 'put') for (const { id } of patch.rows) ids.add(id);
    else for (const id of patch.ids) ids.add(id);
  }
  return ids.size;
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
