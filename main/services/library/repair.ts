import { basename, join } from 'node:path';
import type { LibraryId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Finding } from '../../../shared/host/libraryApi.ts';
import type { Disk } from '../../lib/disk.ts';
import { LIBRARY_FILE } from '../../paths.ts';
import { damagedJournal, damagedSnapshot } from './findings.ts';
import { endsInLoss, markLoss } from './marker.ts';
import { timeOf, type Progress } from './progress.ts';
import { readFiles, replay, type FilesReading, type LibraryPlace } from './reading.ts';
import { filesDamaged } from './trouble.ts';
import type { JournalDamage, SnapshotHead } from './types.ts';

const SEGMENT = /^(\d{10})\.jsonl/u;

/** The files after what was damaged was put aside. */
export interface Repaired {
  readonly reading: FilesReading;
  /** Changes were lost, and nothing was written since. */
  readonly damaged: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Makes the files of a library fit to go on from: damaged snapshots and the journal from its first damage on are moved to
 * where they are kept, after the state before the damage was written as a snapshot. Needs the lock.
 */
export async function repairFiles(
  place: LibraryPlace,
  library: LibraryId,
  now: () => Timestamp,
): Promise<Repaired> {
  const reading = await readFiles(place, library);
  const findings: Finding[] = [];
  for (const id of reading.badSnapshots) await place.store.setAside(id);
  if (reading.badSnapshots.length > 0) {
    findings.push(damagedSnapshot(reading.badSnapshots.length, place.folders.damaged));
  }
  const [first] = reading.damage.filter(({ kind }) => kind === 'middle');
  const { seq } = reading.progress;
  // A page that was to bring back what was lost may have ended before it did.
  if (first === undefined) {
    return { reading, damaged: await endsInLoss(place.disk, place.folders.data, seq), findings };
  }
  const snapshotSeq = await writeState(place, reading, now);
  await markLoss(place.disk, place.folders.data, seq);
  await moveFrom(place, first);
  findings.push(damagedJournal(place.folders.damaged));
  return { reading: { ...reading, snapshotSeq, isEmpty: false }, damaged: true, findings };
}

/** The state as far as the files can be read, as a snapshot of its own. */
async function writeState(place: LibraryPlace, reading: FilesReading, now: () => Timestamp): Promise<number> {
  const { progress, snapshotSeq } = reading;
  if (progress.seq === snapshotSeq) return snapshotSeq;
  const state = await replay(place, progress.library, progress.seq);
  if (state === undefined) throw filesDamaged(place.folders.data);
  const head = headOf(progress, now());
  const info = await place.store.write({ ...head, reason: 'request', image: state.image }, 'snapshot');
  return info.seq;
}

/** What a snapshot says of a state, but for its rows and its reason. */
export function headOf(
  progress: Progress,
  now: Timestamp,
): Pick<SnapshotHead, 'library' | 'seq' | 'at' | 'nextSerial' | 'stamps' | 'removedRows'> {
  const { library, seq, nextSerial, stamps, removedRows } = progress;
  return { library, seq, nextSerial, stamps, removedRows, at: timeOf(progress, now) };
}

/** Moves the damaged segment and those after it. */
async function moveFrom({ disk, folders }: LibraryPlace, damage: JournalDamage): Promise<void> {
  const from = basename(damage.file);
  await disk.makeFolder(folders.damaged);
  const names = (await disk.list(folders.journal)).filter(name => SEGMENT.test(name) && name >= from);
  for (const name of names.sort()) {
    await disk.rename(join(folders.journal, name), await freeName(disk, join(folders.damaged, name)));
  }
  await disk.syncFolder(folders.damaged);
  await disk.syncFolder(folders.journal);
}

/** Keeps a damaged mark of the folder. */
export async function setMarkerAside({ disk, folders }: LibraryPlace): Promise<void> {
  await disk.makeFolder(folders.damaged);
  const kept = await freeName(disk, join(folders.damaged, LIBRARY_FILE));
  await disk.rename(join(folders.data, LIBRARY_FILE), kept);
  await disk.syncFolder(folders.damaged);
}

/** A path that no file has: the one given, or with a number after it. */
async function freeName(disk: Disk, path: string): Promise<string> {
  let free = path;
  for (let number = 2; (await disk.stat(free)) !== undefined; number++) free = `${path}.${number}`;
  return free;
}

/** The highest number that a journal segment ever had: none is used twice, not even that of a damaged one. */
export async function highestSegment({ disk, folders }: LibraryPlace): Promise<number> {
  const names = [...(await disk.list(folders.journal)), ...(await disk.list(folders.damaged))];
  return Math.max(0, ...names.map(name => Number(SEGMENT.exec(name)?.[1] ?? 0)));
}
