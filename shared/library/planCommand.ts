import { assertNever } from '../domain/assertNever.ts';
import type { LibraryCommand } from './command.ts';
import type { Patch } from './patch.ts';
import type { LibraryState } from './tables.ts';
import * as collections from './plan/collections.ts';
import * as digests from './plan/digests.ts';
import { planAddPapers, planSetDetails } from './plan/details.ts';
import { planImportDigest } from './plan/imports.ts';
import { planSetCitationKey } from './plan/keys.ts';
import { planRekeyPapers } from './plan/rekeying.ts';
import { planKeepApart, planMergePapers } from './plan/merging.ts';
import { planSetNote } from './plan/notes.ts';
import { planRestore } from './plan/restore.ts';
import { planSetStatus, planStar } from './plan/readingState.ts';
import * as searches from './plan/searches.ts';
import * as tags from './plan/tags.ts';

/**
 * What a command changes, as patches to be applied in order; none when there is nothing to change. Pure. Throws
 * `CommandRefused` with the reason in words when the command makes no sense in this state.
 */
export function planCommand(state: LibraryState, command: LibraryCommand): Patch[] {
  switch (command.name) {
    case 'importDigest':
      return planImportDigest(state, command);
    case 'removeDigests':
      return digests.planRemoveDigests(state, command.digests);
    case 'rereadDigest':
      return digests.planRereadDigest(state, command);
    case 'renameDigest':
      return digests.planRenameDigest(state, command.digest, command.givenName);
    case 'setDigestYear':
      return digests.planSetDigestYear(state, command.digest, command.year);
    case 'setStatus':
      return planSetStatus(state, command.papers, command.status);
    case 'star':
    case 'unstar':
      return planStar(state, command.papers, command.name);
    case 'addTag':
      return tags.planAddTag(state, command.papers, command.tag);
    case 'removeTag':
      return tags.planRemoveTag(state, command.papers, command.tag);
    case 'renameTag':
      return tags.planRenameTag(state, command.from, command.to);
    case 'deleteTag':
      return tags.planDeleteTag(state, command.tag);
    case 'setNote':
      return planSetNote(state, command.paper, command.text, command.at);
    case 'createCollection':
      return collections.planCreateCollection(state, command.collection, command.title, command.papers);
    case 'renameCollection':
      return collections.planRenameCollection(state, command.collection, command.title);
    case 'deleteCollection':
      return collections.planDeleteCollection(state, command.collection);
    case 'addToCollection':
      return collections.planAddToCollection(state, command.papers, command.collection);
    case 'removeFromCollection':
      return collections.planRemoveFromCollection(state, command.papers, command.collection);
    case 'saveSearch':
      return searches.planSaveSearch(state, command.search, command.title, command.query, command.within);
    case 'renameSavedSearch':
      return searches.planRenameSavedSearch(state, command.search, command.title);
    case 'deleteSavedSearch':
      return searches.planDeleteSavedSearch(state, command.search);
    case 'setCitationKey':
      return planSetCitationKey(state, command.paper, command.key);
    case 'rekeyPapers':
      return planRekeyPapers(state, command.papers, command.pattern);
    case 'mergePapers':
      return planMergePapers(state, command.into, command.from, command.abstract);
    case 'keepApart':
      return planKeepApart(state, command.papers);
    case 'removePapers':
      return digests.planRemovePapers(state, command.papers);
    case 'addPapers':
      return planAddPapers(state, command);
    case 'setDetails':
      return planSetDetails(state, command);
    case 'restore':
      return planRestore(state, command);
    default:
      return assertNever(command);
  }
}
