import { dirname, join } from 'node:path';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { ChangeRecord } from '../../../shared/library/change.ts';
import { isSameFile, type Disk, type DiskFile, type DiskStat } from '../../lib/disk.ts';
import { LIBRARY_FILE } from '../../paths.ts';
import { notSaved, vanished } from './journalErrors.ts';
import {
  encodeHeader,
  encodeRecord,
  MAX_LINE_BYTES,
  MAX_SEGMENT_BYTES,
  segmentFile,
} from './journalFormat.ts';
import { readMarker } from './marker.ts';
import { outOfOrder } from './trouble.ts';
import type { JournalWriter } from './types.ts';

export interface JournalPosition {
  readonly library: LibraryId;
  /** The last change that is on the disk, in the journal or in a snapshot. */
  readonly after: number;
  /** The highest number of a segment that is there (`SegmentsReading.lastSegment`); the new one takes the next that is free. */
  readonly segment: number;
}

/**
 * Appends to the journal in `folder`, which stands in the data folder. Touches nothing before the first append. Every
 * append must go on from the last one that succeeded, or from one still under way (`outOfOrder`).
 *
 * A segment in which anything failed is left for good: after a failed sync the system may call pages clean that never
 * reached the disk, and a second sync of that file would tell a lie.
 */
export function openJournal(disk: Disk, folder: string, position: JournalPosition): JournalWriter {
  return new Appender(disk, folder, position);
}

/** Calls that wait for the disk. */
interface Waiting {
  /** A line for each change. */
  readonly lines: readonly Buffer[];
  resolve(): void;
  reject(error: unknown): void;
}

/** A segment being written. */
interface OpenSegment {
  readonly path: string;
  readonly file: DiskFile;
  /** Undefined until it could be asked for. */
  inode: number | undefined;
  bytes: number;
  /** Something in it was acknowledged. */
  counts: boolean;
}

class Appender implements JournalWriter {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #dataFolder: string;
  readonly #library: LibraryId;
  /** The last change acknowledged. */
  #last: number;
  /** The last change handed over. */
  #expected: number;
  #lastSegment: number;
  #segment: OpenSegment | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;
  /** The library's mark as it was when it was read last. */
  #mark: DiskStat | undefined;

  constructor(disk: Disk, folder: string, { library, after, segment }: JournalPosition) {
    this.#disk = disk;
    this.#folder = folder;
    this.#dataFolder = dirname(folder);
    this.#library = library;
    this.#last = this.#expected = after;
    this.#lastSegment = segment;
  }

  async append(records: readonly ChangeRecord[]): Promise<number> {
    if (this.#closed) throw closed();
    const gap = records.find(({ seq }, index) => seq !== this.#expected + 1 + index);
    if (gap !== undefined) throw outOfOrder(this.#expected, gap.seq);
    const lines = records.map(encodeRecord);
    this.#expected += records.length;
    if (records.length === 0) return 0;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ lines, resolve, reject });
      this.#writing ??= this.#writeWaiting();
    });
    return bytesOf(lines);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#leave();
  }

  /** What comes in while the disk is at work goes with the next sync, all of it. */
  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const calls = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(calls.flatMap(({ lines }) => lines));
        for (const { resolve } of calls) resolve();
      } catch (error) {
        const reason = await this.#giveUp(error);
        // What came in meanwhile would go on from what failed.
        const failed = [...calls, ...this.#waiting];
        this.#waiting = [];
        this.#expected = this.#last;
        for (const { reject } of failed) reject(reason);
      }
    }
    this.#writing = undefined;
  }

  async #write(changes: readonly Buffer[]): Promise<void> {
    const lines = [...changes];
    if (lines.some(({ length }) => length > MAX_LINE_BYTES)) throw tooLarge();
    const isNew = this.#segment === undefined;
    const segment = this.#segment ?? (await this.#begin());
    if (isNew) lines.unshift(this.#header());
    const bytes = Buffer.concat(lines);
    await segment.file.append(bytes);
    await segment.file.sync();
    if (isNew) {
      await this.#disk.syncFolder(this.#folder);
      await this.#disk.syncFolder(this.#dataFolder);
    }
    await this.#checkPlace(segment);
    segment.counts = true;
    segment.bytes += bytes.length;
    this.#last += changes.length;
    if (segment.bytes >= MAX_SEGMENT_BYTES) await this.#leave();
  }

  async #begin(): Promise<OpenSegment> {
    await this.#checkLibrary();
    await this.#disk.makeFolder(this.#folder);
    for (;;) {
      this.#lastSegment += 1;
      const path = join(this.#folder, segmentFile(this.#lastSegment));
      const file = await this.#disk.create(path).catch(unlessTaken);
      if (file === undefined) continue;
      this.#segment = { path, file, inode: undefined, bytes: 0, counts: false };
      this.#segment.inode = (await file.stat()).inode;
      return this.#segment;
    }
  }

  #header(): Buffer {
    return encodeHeader({ library: this.#library, segment: this.#lastSegment, after: this.#last });
  }

  /** What was synced counts only where it will be looked for. */
  async #checkPlace({ path, inode }: OpenSegment): Promise<void> {
    const [found] = await Promise.all([this.#disk.stat(path), this.#checkLibrary()]);
    if (found?.inode !== inode) throw vanished(this.#dataFolder);
  }

  /** An empty mount point, or another drive in its place, is not where to write, or to remove anything. */
  async #isHere(): Promise<boolean> {
    const found = await this.#disk.stat(join(this.#dataFolder, LIBRARY_FILE));
    if (isSameFile(found, this.#mark)) return true;
    const isHere = (await readMarker(this.#disk, this.#dataFolder)) === this.#library;
    this.#mark = isHere ? found : undefined;
    return isHere;
  }

  async #checkLibrary(): Promise<void> {
    if (!(await this.#isHere())) throw vanished(this.#dataFolder);
  }

  /** Leaves the segment for good; one that never counted is removed, or a full disk would gather them. */
  async #giveUp(error: unknown): Promise<HostError> {
    const segment = this.#segment;
    await this.#leave();
    const isHere = await this.#isHere().catch(() => undefined);
    if (isHere === false) return vanished(this.#dataFolder);
    if (isHere && segment?.counts === false) await this.#removeOwn(segment).catch(() => undefined);
    return notSaved(error, this.#dataFolder);
  }

  /** Only if the path still leads to the file made here. */
  async #removeOwn({ path, inode }: OpenSegment): Promise<void> {
    const found = await this.#disk.stat(path);
    if (found !== undefined && found.inode === inode) await this.#disk.remove(path);
  }

  /** What had to be on the disk was synced; that a file can't be closed changes nothing. */
  async #leave(): Promise<void> {
    const segment = this.#segment;
    this.#segment = undefined;
    await segment?.file.close().catch(() => undefined);
  }
}

function bytesOf(lines: readonly Buffer[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}

function unlessTaken(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
  throw error;
}

function tooLarge(): HostError {
  return new HostError(
    'tooLarge',
    'This change is too large for the library’s journal. What was saved before is safe. Undo it, and import less at once.',
  );
}

function closed(): HostError {
  return new HostError(
    'notTheWriter',
    'The library’s journal is closed here. What was saved before is safe. Load the page again.',
  );
}
