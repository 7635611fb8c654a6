import { randomBytes } from 'node:crypto';
import type { LibraryId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Finding, Holder } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { movedAway, whereMoved } from '../../paths.ts';
import { markWritten } from './findings.ts';
import { syncJournal } from './journalReader.ts';
import { openJournal } from './journalWriter.ts';
import { endedWell, readMarker, writeMarker, type Marker } from './marker.ts';
import { findLibraryId, readFiles, type FilesReading, type LibraryPlace } from './reading.ts';
import { highestSegment, repairFiles, setMarkerAside } from './repair.ts';
import { notSaved, vanished } from './journalErrors.ts';
import type { JournalWriter } from './types.ts';
import { acquireWriterLock, findHolder, type LockOwner, type WriterLock } from './writerLock.ts';

/** A library's files, opened: with the lock for writing, or without it for reading alone. */
export interface Opening {
  readonly reading: FilesReading;
  readonly lastEnd: 'clean' | 'unclean';
  /** Changes were lost to damage, and nothing was written since. */
  readonly damaged: boolean;
  readonly findings: readonly Finding[];
  readonly writing:
    | { readonly lock: WriterLock; readonly writer: JournalWriter }
    /** Somebody else has the lock, or it can't be taken at the moment. */
    | { readonly holder: Holder }
    | { readonly trouble: HostError }
    /** Nobody has the lock, and it was not asked for. */
    | { readonly nobody: true };
}

/** `look` does not ask for the lock; `takeOver` takes it from another machine. */
export type FilesAccess = 'open' | 'takeOver' | 'look';

/**
 * Takes the lock, unless it is only to look, and reads how far the files go; what is damaged is put aside. Without the lock
 * nothing is written. `known` is the library that was here before, which must still be it. Throws `vanished`, `newerLibrary`, the codes of the disk.
 */
export async function openFiles(
  place: LibraryPlace,
  owner: LockOwner,
  { access, known, now }: { access: FilesAccess; known: LibraryId | undefined; now: () => Timestamp },
): Promise<Opening> {
  const { disk, folders } = place;
  const movedTo = whereMoved(folders.data);
  if (movedTo !== undefined) throw movedAway(folders.data, movedTo);
  const marker = await readMarker(disk, folders.data);
  if (known !== undefined && marker !== known) throw vanished(folders.data);
  const taken = await takeLock(place, owner, access);
  if (!('lock' in taken)) return readOnly(place, marker, taken);
  try {
    const findings: Finding[] = [];
    const library = await identify(place, marker, findings, now());
    for (const folder of [folders.journal, folders.snapshots]) await disk.makeFolder(folder);
    await syncJournal(disk, folders.journal);
    const repaired = await repairFiles(place, library, now);
    const { progress } = repaired.reading;
    return {
      ...repaired,
      findings: [...findings, ...repaired.findings],
      lastEnd: await howEnded(place, progress.seq),
      writing: { lock: taken.lock, writer: await journalAfter(place, library, progress.seq) },
    };
  } catch (error) {
    await taken.lock.release().catch(() => undefined);
    throw error;
  }
}

/** A new segment that goes on after a change. */
export async function journalAfter(
  place: LibraryPlace,
  library: LibraryId,
  after: number,
): Promise<JournalWriter> {
  const segment = await highestSegment(place);
  return openJournal(place.disk, place.folders.journal, { library, after, segment });
}

type NotTaken = Exclude<Opening['writing'], { readonly lock: WriterLock }>;

async function takeLock(
  place: LibraryPlace,
  owner: LockOwner,
  access: FilesAccess,
): Promise<{ readonly lock: WriterLock } | NotTaken> {
  try {
    if (access === 'look') {
      const holder = await findHolder(place.disk, place.folders.data, owner);
      return holder === undefined ? { nobody: true } : { holder };
    }
    const got = await acquireWriterLock(place.disk, place.folders.data, owner, access);
    return got.kind === 'acquired' ? { lock: got.lock } : { holder: got.holder };
  } catch (error) {
    return { trouble: notSaved(error, place.folders.data) };
  }
}

async function readOnly(place: LibraryPlace, marker: Marker, writing: NotTaken): Promise<Opening> {
  if (marker === 'none' || marker === 'damaged') {
    if ('trouble' in writing) throw writing.trouble;
    throw 'holder' in writing
      ? beingMade(place.folders.data, writing.holder)
      : nothingToLookAt(place.folders.data);
  }
  const reading = await readFiles(place, marker);
  const lastEnd = await howEnded(place, reading.progress.seq);
  return { reading, lastEnd, damaged: false, findings: [], writing };
}

/** The library's id, written into the folder where it is missing. */
async function identify(
  place: LibraryPlace,
  marker: Marker,
  findings: Finding[],
  now: Timestamp,
): Promise<LibraryId> {
  if (marker !== 'none' && marker !== 'damaged') return marker;
  const found = await findLibraryId(place);
  if (marker === 'damaged') await setMarkerAside(place);
  const isKnown = found !== 'none' && found !== 'unreadable';
  const library = isKnown ? found : (randomBytes(16).toString('hex') as LibraryId);
  await writeMarker(place.disk, place.folders.data, library, now);
  if (isKnown) findings.push(markWritten(place.folders.data));
  return library;
}

async function howEnded({ disk, folders }: LibraryPlace, seq: number): Promise<'clean' | 'unclean'> {
  return (await endedWell(disk, folders.data, seq)) ? 'clean' : 'unclean';
}

function nothingToLookAt(folder: string): HostError {
  return new HostError(
    'notFound',
    `There is no library in ${folder} that could be looked at. Nothing was changed there. Open it for writing, or name another folder with --data.`,
  );
}

function beingMade(folder: string, holder: Holder): HostError {
  return new HostError(
    'notFound',
    `The library in ${folder} is just being made by ${holder.name}. Nothing was changed. Reload this page in a moment.`,
  );
}
