import { join } from 'node:path';
import type { LibraryId, SnapshotId } from '../../../shared/domain/ids.ts';
import { applyToImage, emptyImage, type LibraryImage } from '../../../shared/library/image.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Disk } from '../../lib/disk.ts';
import { readJournal } from './journalReader.ts';
import { advance, emptyProgress, progressOf, type Progress } from './progress.ts';
import { createPacer } from './slices.ts';
import type { JournalDamage, LibraryFolders, SnapshotStore } from './types.ts';

/** What the library's files are read with. */
export interface LibraryPlace {
  readonly disk: Disk;
  readonly folders: LibraryFolders;
  readonly store: SnapshotStore;
}

/** How far the files of a folder go, and what is wrong with them. Nothing was written to find out. */
export interface FilesReading {
  readonly progress: Progress;
  /** Whether there is any change or snapshot. */
  readonly isEmpty: boolean;
  /** The last change in the newest good snapshot. */
  readonly snapshotSeq: number;
  /** Bytes of the changes after it. */
  readonly bytesAfter: number;
  /** Snapshots that can't be read, newest first. */
  readonly badSnapshots: readonly SnapshotId[];
  readonly damage: readonly JournalDamage[];
}

/** Reads as much as is needed to say how far the library goes: the newest snapshot's head and the journal after it. */
export async function readFiles(place: LibraryPlace, library: LibraryId): Promise<FilesReading> {
  const { disk, folders, store } = place;
  const badSnapshots: SnapshotId[] = [];
  let progress = emptyProgress(library);
  let isEmpty = true;
  for (const info of await store.list()) {
    if (info.kind !== 'snapshot') continue;
    const head = info.damaged ? undefined : await store.readHead(info.id).catch(ifDamaged);
    if (head === undefined || head.library !== library) {
      badSnapshots.push(info.id);
      continue;
    }
    progress = progressOf(head);
    isEmpty = false;
    break;
  }
  const snapshotSeq = progress.seq;
  const { records, bytes, damage } = await readJournal(disk, folders.journal, library, snapshotSeq);
  for (const record of records) progress = advance(progress, record);
  const isNothing = isEmpty && records.length === 0;
  return { progress, isEmpty: isNothing, snapshotSeq, bytesAfter: bytes, badSnapshots, damage };
}

/** A whole state of the library, and how far it goes. */
export interface WholeState {
  readonly progress: Progress;
  readonly image: LibraryImage;
}

/**
 * Replays the newest good snapshot and the journal up to a change, a slice at a time. What is damaged is passed over and
 * told to `onBad`. Undefined when the files no longer reach that change.
 */
export async function replay(
  place: LibraryPlace,
  library: LibraryId,
  upTo: number,
  onBad: (snapshot: SnapshotId) => void = () => {},
): Promise<WholeState | undefined> {
  const { disk, folders, store } = place;
  let progress = emptyProgress(library);
  let image = emptyImage();
  for (const info of await store.list()) {
    if (info.kind !== 'snapshot' || info.seq > upTo) continue;
    const content = info.damaged ? undefined : await store.read(info.id).catch(ifDamaged);
    if (content === undefined || content.library !== library) {
      onBad(info.id);
      continue;
    }
    progress = progressOf({ ...content, version: 1, counts: info.counts as never });
    image = content.image;
    break;
  }
  const { records } = await readJournal(disk, folders.journal, library, progress.seq);
  const pace = createPacer();
  for (const record of records) {
    if (record.seq > upTo) break;
    applyToImage(image, record.patches);
    progress = advance(progress, record);
    await pace();
  }
  return progress.seq === upTo ? { progress, image } : undefined;
}

/** A library id found where its mark is missing: in the first line of a segment or in the head of a snapshot. */
export async function findLibraryId(place: LibraryPlace): Promise<LibraryId | 'none' | 'unreadable'> {
  const { disk, folders, store } = place;
  for (const { id, kind } of await store.list()) {
    const head = kind === 'snapshot' ? await store.readHead(id).catch(ifDamaged) : undefined;
    if (head !== undefined) return head.library;
  }
  const segments = (await disk.list(folders.journal)).filter(name => /^\d+\.jsonl$/u.test(name)).sort();
  for (const name of segments.reverse()) {
    const id = await headerOf(disk, join(folders.journal, name));
    if (id !== undefined) return id;
  }
  return segments.length > 0 ? 'unreadable' : 'none';
}

async function headerOf(disk: Disk, path: string): Promise<LibraryId | undefined> {
  for await (const portion of disk.readPortions(path)) {
    const [line = ''] = new TextDecoder().decode(portion).split('\n', 1);
    const id = /"pandect":"journal".*"library":"([0-9a-f]{32})"/u.exec(line)?.[1];
    return id as LibraryId | undefined;
  }
  return undefined;
}

/** Damage is an answer; that the disk can't be read, or that a newer version wrote it, is not. */
function ifDamaged(error: unknown): undefined {
  if (error instanceof HostError && error.code === 'damagedBackup') return undefined;
  throw error;
}
