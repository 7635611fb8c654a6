import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import type { ChangeRecord } from '../../../shared/library/change.ts';
import { changeSchema } from '../../../shared/library/schemas.ts';
import { MAX_APPEND_BYTES } from '../../../shared/host/limits.ts';

/** The format's version, in every segment's first line. */
const JOURNAL_VERSION = 1;
/** A segment that has come to this many bytes is followed by a new one. */
export const MAX_SEGMENT_BYTES = 8 * 1024 * 1024;
/** Longest line that is believed, in bytes: the largest call that carries changes, and the stamps. */
export const MAX_LINE_BYTES = MAX_APPEND_BYTES + 64 * 1024;

/** The first line of a segment. */
export interface SegmentHeader {
  readonly library: LibraryId;
  /** The segment's own number. */
  readonly segment: number;
  /**
   * The change after which this segment begins. Its writer knew the journal up to there to be on the disk; what earlier
   * segments hold beyond was never acknowledged, and counts for nothing.
   */
  readonly after: number;
}

/** Base name of the segment with a number: ten digits, so that names sort as numbers do. */
export function segmentFile(segment: number): string {
  return `${String(segment).padStart(10, '0')}.jsonl`;
}

/** The number in a segment's base name; undefined for the names of other files. */
export function segmentNumber(file: string): number | undefined {
  return /^\d{10}\.jsonl$/u.test(file) ? Number(file.slice(0, 10)) : undefined;
}

/**
 * `<crc32 of the JSON, 8 hexadecimal digits> <its length in bytes> <JSON>\n`. JSON has no line feed in it, so a reader
 * that lost its place finds it again at the next one.
 */
export function encodeLine(json: string): Buffer {
  const bytes = Buffer.from(json);
  const prefix = `${crc32(bytes).toString(16).padStart(8, '0')} ${bytes.length} `;
  return Buffer.concat([Buffer.from(prefix), bytes, Buffer.from('\n')]);
}

export function encodeHeader({ library, segment, after }: SegmentHeader): Buffer {
  return encodeLine(
    JSON.stringify({ pandect: 'journal', version: JOURNAL_VERSION, library, segment, after }),
  );
}

/**
 * A line for a change. The number stands first, where it can be read without reading the rest. Throws when the stamps
 * are not what a reader takes; the change itself was checked when the page handed it over.
 */
export function encodeRecord({ seq, ...rest }: ChangeRecord): Buffer {
  v.assert(stampsSchema, rest);
  return encodeLine(JSON.stringify({ seq, ...rest }));
}

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Any version's header begins like this. */
const markSchema = v.looseObject({ pandect: v.literal('journal'), version: wholeNumber });

const headerSchema = v.looseObject({
  library: v.string(),
  segment: wholeNumber,
  after: wholeNumber,
});

/** What the first line of a segment says; `newer` when a newer Pandect wrote it; undefined when it is no header. */
export function decodeHeader(json: Uint8Array): SegmentHeader | 'newer' | undefined {
  const value = parse(json);
  const mark = v.safeParse(markSchema, value);
  if (!mark.success) return undefined;
  if (mark.output.version > JOURNAL_VERSION) return 'newer';
  const header = v.safeParse(headerSchema, value);
  if (!header.success) return undefined;
  const { library, segment, after } = header.output;
  return { library: library as LibraryId, segment, after };
}

const stampsSchema = v.object({
  device: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  counter: v.pipe(wholeNumber, v.minValue(1)),
  clock: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}-[0-9a-f]{4}$/u)),
});

/** A change with its stamps; undefined when the line holds something else. */
export function decodeRecord(json: Uint8Array): ChangeRecord | undefined {
  const value = parse(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const { device, counter, clock, ...change } = value as Record<string, unknown>;
  const stamps = v.safeParse(stampsSchema, { device, counter, clock });
  const checked = v.safeParse(changeSchema, change);
  return stamps.success && checked.success
    ? ({ ...checked.output, ...stamps.output } as ChangeRecord)
    : undefined;
}

/** The number of a change without reading the change; undefined when it does not stand first. */
export function peekSeq(json: Buffer): number | undefined {
  const found = /^\{"seq":([1-9]\d{0,15})[,}]/u.exec(json.toString('latin1', 0, 32));
  return found === null ? undefined : Number(found[1]);
}

function parse(json: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString('utf8'));
  } catch {
    return undefined;
  }
}
