import type { LibraryId } from '../../../shared/domain/ids.ts';
import { canonical } from '../../../shared/library/contentHash.ts';
import type { Change } from '../../../shared/library/change.ts';
import { readJournal } from './journalReader.ts';
import type { LibraryPlace } from './reading.ts';

/**
 * Whether changes that are sent once more, with numbers that are taken, stand in the journal just so: then only an answer
 * was lost. Else somebody has written meanwhile, and to pass them over would call saved what is nowhere.
 */
export async function hasChanges(
  { disk, folders }: LibraryPlace,
  library: LibraryId,
  changes: readonly Change[],
): Promise<boolean> {
  const first = Math.min(...changes.map(({ seq }) => seq));
  const { records } = await readJournal(disk, folders.journal, library, first - 1);
  return changes.every(change => {
    const record = records[change.seq - first];
    return record !== undefined && isSame(change, record);
  });
}

function isSame(sent: Change, kept: Change): boolean {
  if (sent.seq !== kept.seq || sent.at !== kept.at || sent.label !== kept.label) return false;
  return canonical(sent.patches) === canonical(kept.patches);
}
