import { join } from 'node:path';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { ChangeRecord } from '../../../shared/library/change.ts';
import type { Disk } from '../../lib/disk.ts';
import { systemCode } from '../../lib/dumpErrors.ts';
import { decodeHeader, decodeRecord, peekSeq, segmentNumber, type SegmentHeader } from './journalFormat.ts';
import { readLines, type JournalLine } from './journalLines.ts';
import type { JournalDamage, JournalReading } from './types.ts';

/** A segment that was read. */
export interface SegmentRead {
  /** Base name. */
  readonly file: string;
  /** The change it begins after. */
  readonly after: number;
  /** Its last valid change; `after` when it holds none. */
  readonly last: number;
}

export interface SegmentsReading extends JournalReading {
  /** Bytes of the records' JSON. */
  readonly bytes: number;
  /** In order, from the one with which the reading began; when the first begins later than asked, so do the records. */
  readonly segments: readonly SegmentRead[];
  /** The highest number of a segment that is in the folder, readable or not; 0 when there is none. */
  readonly lastSegment: number;
}

/**
 * Reads the changes after a given one from the segments in a folder: the longest stretch without a gap.
 *
 * A segment begins after what its writer knew to be on the disk, so it takes the place of whatever earlier segments hold
 * beyond that; a torn tail followed by a segment that joins is what an abandoned write leaves, and reported as `tail`.
 * Where valid changes follow that don't join, or the device can't read, the reading ends and that is `middle`: so too
 * when the journal no longer reaches back to `after` (then `segments[0].after > after`).
 *
 * Rejects with `HostError` `newerLibrary` or `unreadable` (another library's segment), or with the system's error.
 */
export async function readJournal(
  disk: Disk,
  folder: string,
  library: LibraryId,
  after: number,
): Promise<SegmentsReading> {
  const files = await segmentFiles(disk, folder);
  try {
    return await readSegments(disk, folder, files, library, after);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    // A segment that snapshots have made needless is removed at any moment; those that are left are read.
    const left = await segmentFiles(disk, folder);
    if (left.length === 0 || files.every(file => left.includes(file))) throw error;
    return readSegments(disk, folder, left, library, after);
  }
}

async function readSegments(
  disk: Disk,
  folder: string,
  files: readonly string[],
  library: LibraryId,
  after: number,
): Promise<SegmentsReading> {
  const headers = await readHeaders(disk, folder, files, library);
  const reading = new Reading(after);
  for (const file of files.slice(firstNeeded(headers, after))) {
    await readSegment(reading, file, readLines(disk.readPortions(join(folder, file))));
  }
  const { records, damage, segments, bytes } = reading;
  return { records, bytes, damage, segments, lastSegment: segmentNumber(files.at(-1) ?? '') ?? 0 };
}

/**
 * Makes everything in the journal last through a power cut. Whoever is going to write does it before reading: what a
 * process that died had written, but not synced, is read like the rest, and must not be gone later.
 */
export async function syncJournal(disk: Disk, folder: string): Promise<void> {
  const files = await segmentFiles(disk, folder);
  for (const file of files) await disk.syncFile(join(folder, file));
  if (files.length > 0) await disk.syncFolder(folder);
}

/**
 * Deletes the segments that hold nothing after `upTo`, a change that verified snapshots hold; never the newest segment.
 * The oldest go first, so that what is left has no gap whenever it stops. Gives the base names of those deleted.
 */
export async function removeSegments(
  disk: Disk,
  folder: string,
  library: LibraryId,
  upTo: number,
): Promise<readonly string[]> {
  const files = await segmentFiles(disk, folder);
  const headers = await readHeaders(disk, folder, files, library);
  const removed: string[] = [];
  for (const [index, file] of files.slice(0, firstNeeded(headers, upTo)).entries()) {
    if (headers[index] === undefined) continue;
    await disk.remove(join(folder, file));
    removed.push(file);
  }
  if (removed.length > 0) await disk.syncFolder(folder);
  return removed;
}

/** Base names of all segments, in order. */
async function segmentFiles(disk: Disk, folder: string): Promise<readonly string[]> {
  const names = await disk.list(folder);
  return names.filter(name => segmentNumber(name) !== undefined).sort();
}

/** Undefined for a segment whose first line is damaged, or was never finished. */
type Headers = readonly (SegmentHeader | undefined)[];

async function readHeaders(
  disk: Disk,
  folder: string,
  files: readonly string[],
  library: LibraryId,
): Promise<Headers> {
  const headers = [];
  for (const file of files) {
    const [line] = await firstLine(readLines(disk.readPortions(join(folder, file))));
    const header = line?.kind === 'line' ? decodeHeader(line.json) : undefined;
    if (header === 'newer') throw newerLibrary(folder);
    if (header !== undefined && header.library !== library) throw otherLibrary(join(folder, file));
    headers.push(header);
  }
  return headers;
}

async function firstLine(lines: AsyncIterable<JournalLine>): Promise<[] | [JournalLine]> {
  for await (const line of lines) return [line];
  return [];
}

/** Index of the last segment that begins at `after` or before: those before it hold nothing later that counts. */
function firstNeeded(headers: Headers, after: number): number {
  return Math.max(
    0,
    headers.findLastIndex(header => header !== undefined && header.after <= after),
  );
}

/** What has been read so far. */
class Reading {
  readonly records: ChangeRecord[] = [];
  /** Bytes of each record. */
  readonly #sizes: number[] = [];
  readonly damage: JournalDamage[] = [];
  readonly segments: SegmentRead[] = [];
  /** The last change read. */
  #last: number;
  /** Nothing more is taken, unless a segment follows that begins no later than what was read. */
  #broken = false;
  /** Damage after which nothing has joined yet. */
  #suspect: JournalDamage | undefined;

  constructor(readonly after: number) {
    this.#last = after;
  }

  get bytes(): number {
    return this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  /** A segment that begins after `seq` is next. False when it doesn't join. */
  join(seq: number): boolean {
    if (seq > this.#last) return false;
    this.#last = Math.max(seq, this.after);
    this.records.length = this.#sizes.length = this.#last - this.after;
    this.#broken = false;
    this.#suspect = undefined;
    return true;
  }

  add(record: ChangeRecord, size: number): void {
    this.records.push(record);
    this.#sizes.push(size);
    this.#last = record.seq;
    this.#suspect = undefined;
  }

  /** There is no valid line at this place. */
  suspect(file: string, offset: number): void {
    if (this.#suspect !== undefined || this.#broken) return;
    this.#suspect = { file, offset, kind: 'tail' };
    this.damage.push(this.#suspect);
  }

  /** Changes are missing before this place. */
  break(file: string, offset: number): void {
    if (this.#broken) return;
    const lost = this.#suspect ?? { file, offset, kind: 'middle' };
    if (this.#suspect !== undefined) this.damage.splice(this.damage.indexOf(this.#suspect), 1);
    this.damage.push({ ...lost, kind: 'middle' });
    this.#broken = true;
    this.#suspect = undefined;
  }
}

/** Reads one segment; within it numbers follow on each other, up to where it breaks off. */
async function readSegment(reading: Reading, file: string, lines: AsyncIterable<JournalLine>): Promise<void> {
  let start: number | undefined;
  let last = 0;
  for await (const line of lines) {
    if (line.kind === 'bad') {
      reading.suspect(file, line.offset);
      continue;
    }
    if (line.kind === 'unreadable') {
      reading.break(file, line.offset);
      break;
    }
    if (start === undefined) {
      // Without its header a segment is known to begin right before its first change.
      const header = decodeHeader(line.json);
      const begin = typeof header === 'object' ? header.after : (peekSeq(line.json) ?? 0) - 1;
      if (begin < 0 || !reading.join(begin)) {
        reading.break(file, 0);
        break;
      }
      start = last = begin;
      if (typeof header === 'object') continue;
    }
    const seq = peekSeq(line.json);
    const isNext = seq !== undefined && (seq === last + 1 || (seq > last && seq <= reading.after + 1));
    const record = isNext && seq > reading.after ? decodeRecord(line.json) : undefined;
    if (!isNext || (seq > reading.after && record === undefined)) {
      reading.break(file, line.offset);
      break;
    }
    if (record !== undefined) reading.add(record, line.json.length);
    last = seq;
  }
  if (start !== undefined) reading.segments.push({ file, after: start, last });
}

function newerLibrary(folder: string): HostError {
  return new HostError(
    'newerLibrary',
    `A newer version of Pandect has written the library in ${folder}. Nothing was changed in it. ` +
      'Install the newest Pandect and open the library with it.',
  );
}

function otherLibrary(path: string): HostError {
  return new HostError(
    'unreadable',
    `${path} belongs to another library than the files around it. Nothing was changed or taken from it. ` +
      'Move that file out of the folder, or put back the library.json it came with, then start Pandect again.',
  );
}
