import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { DumpId, SnapshotId, Timestamp } from '../../../shared/domain/ids.ts';
import { countRows, type LibraryImage } from '../../../shared/library/image.ts';
import { TABLE_NAMES } from '../../../shared/library/tables.ts';
import { createPacer } from './slices.ts';
import type { SnapshotContent, SnapshotHead } from './types.ts';

/** The version that is written and read. */
export const SNAPSHOT_VERSION = 1;
/** Bytes of lines that are handed on together. */
const PORTION_BYTES = 64 * 1024;
/** File names have four digits for the year. */
export const LAST_TIME: Timestamp = Date.UTC(9999, 11, 31);
/** Longest name of a backup's file that is kept, in characters. */
export const MAX_FILE_NAME_LENGTH = 1_000;
/** In the header of a gzip file (RFC 1952): the system it was made on, and the value for an unknown one. */
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/** The raw text of a dump, as a backup holds it. */
export interface BackedUpDump {
  readonly id: DumpId;
  readonly text: string;
}

/** What the first line says of a snapshot. Times before 1970 and after 9999 are moved to those. */
export function headOf({ image, ...content }: SnapshotContent): SnapshotHead {
  const at = Math.min(Math.max(0, content.at), LAST_TIME);
  const name = content.name?.slice(0, MAX_FILE_NAME_LENGTH);
  return {
    ...content,
    at,
    ...(name === undefined ? {} : { name }),
    version: SNAPSHOT_VERSION,
    counts: countRows(image),
  };
}

/** The lines of a snapshot as UTF-8, a portion at a time, in slices of a few milliseconds. */
export async function* snapshotLines(
  content: SnapshotContent,
  dumps: AsyncIterable<BackedUpDump> | Iterable<BackedUpDump> = [],
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let rows = 0;
  const portionOf = (text: string): Buffer => {
    const portion = Buffer.from(text);
    hash.update(portion);
    return portion;
  };
  yield portionOf(`${JSON.stringify({ pandect: 'snapshot', ...headOf(content) })}\n`);
  const pace = createPacer();
  let text = '';
  for (const line of rowLines(content.image)) {
    text += line;
    rows += 1;
    if (text.length < PORTION_BYTES) continue;
    yield portionOf(text);
    text = '';
    await pace();
  }
  if (text !== '') yield portionOf(text);
  for await (const { id, text: dump } of dumps) {
    yield portionOf(`${JSON.stringify({ t: 'dumps', id, text: dump })}\n`);
    rows += 1;
  }
  yield Buffer.from(`${JSON.stringify({ end: true, rows, sha256: hash.digest('hex') })}\n`);
}

function* rowLines(image: LibraryImage): Generator<string> {
  for (const table of TABLE_NAMES) {
    for (const row of image[table].values()) yield `{"t":"${table}","r":${JSON.stringify(row)}}\n`;
  }
}

/**
 * Compresses on the thread pool. The same lines give the same bytes on every system: the header names neither a time nor
 * a system.
 */
export async function* zipped(lines: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const zip = createGzip({ chunkSize: PORTION_BYTES });
  const feeding = pipeline(Readable.from(lines), zip);
  // Its failure comes out of the loop as well.
  feeding.catch(() => undefined);
  let isFirst = true;
  for await (const portion of zip as AsyncIterable<Buffer>) {
    if (isFirst) portion[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
    isFirst = false;
    yield portion;
  }
  await feeding;
}

/** What a snapshot's file name tells. */
export interface SnapshotName {
  readonly seq: number;
  readonly at: Timestamp;
  /** First 16 hexadecimal digits of the SHA-256 of the file's bytes. */
  readonly sum: string;
}

const NAME = /^(\d{12,16})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([0-9a-f]{16})\.jsonl\.gz$/u;

/** `<seq, 12 digits>-<UTC yyyymmddThhmmssZ>-<sum>.jsonl.gz` */
export function snapshotName({ seq, at, sum }: SnapshotName): SnapshotId {
  const time = new Date(Math.min(Math.max(0, at), LAST_TIME)).toISOString();
  const digits = `${time.slice(0, 19).replace(/[-:]/gu, '')}Z`;
  return `${String(seq).padStart(12, '0')}-${digits}-${sum}.jsonl.gz` as SnapshotId;
}

/** Undefined for a name that is no snapshot's. */
export function parseSnapshotName(name: string): SnapshotName | undefined {
  const [whole, seq, year, month, day, hour, minute, second, sum] = NAME.exec(name) ?? [];
  if (whole === undefined) return undefined;
  const at = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
  return { seq: Number(seq), at, sum: sum! };
}

/** The checksum of a file as its name has it. */
export function sumInName(sha256: string): string {
  return sha256.slice(0, 16);
}
