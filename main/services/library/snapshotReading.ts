import { createHash } from 'node:crypto';
import { createGunzip, type Gunzip } from 'node:zlib';
import * as v from 'valibot';
import type { DumpId } from '../../../shared/domain/ids.ts';
import { countRows, emptyImage } from '../../../shared/library/image.ts';
import { rowSchemas } from '../../../shared/library/schemas.ts';
import type { SnapshotReason } from '../../../shared/library/snapshot.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../../shared/library/tables.ts';
import { systemCode } from '../../lib/dumpErrors.ts';
import { createPacer } from './slices.ts';
import { LAST_TIME, MAX_FILE_NAME_LENGTH, SNAPSHOT_VERSION, type BackedUpDump } from './snapshotFormat.ts';
import type { SnapshotContent, SnapshotHead } from './types.ts';

const LINE_FEED = 10;
const PORTION_BYTES = 64 * 1024;

/** Why a file can't be read as a snapshot. */
export class SnapshotFault extends Error {
  constructor(
    readonly kind: 'foreign' | 'newer' | 'damaged' | 'tooLarge',
    /** What was found, as the end of a sentence: "line 7 is not a row". */
    readonly what: string,
  ) {
    super(what);
    this.name = 'SnapshotFault';
  }
}

/** How much is read before a file is given up, in bytes of text. */
export interface SnapshotLimits {
  /** The first line, and any line that does not begin as a row does. */
  readonly anyLine: number;
  /** A line that begins as a row or a dump does. */
  readonly rowLine: number;
  /** All rows together, as they are held in memory. */
  readonly rows: number;
  readonly total: number;
}

const MB = 1024 * 1024;
/** One change can be as large as the largest dump, and so can one row; a whole library is held in memory. */
export const SNAPSHOT_LIMITS: SnapshotLimits = {
  anyLine: MB,
  rowLine: 257 * MB,
  rows: 1_536 * MB,
  total: 16 * 1024 * MB,
};

const REASONS: readonly SnapshotReason[] = [
  'time',
  'changes',
  'quit',
  'import',
  'restore',
  'upgrade',
  'request',
  'adopted',
  'ahead',
  'backup',
];
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hexId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
/** A check of records would pass over keys that lead to a prototype; these refuse the whole. */
const counters = v.custom<Readonly<Record<string, number>>>(
  input =>
    typeof input === 'object' &&
    input !== null &&
    Object.entries(input).every(([device, changes]) => v.is(hexId, device) && v.is(count, changes)),
);
const headSchema = v.strictObject({
  pandect: v.literal('snapshot'),
  version: v.literal(SNAPSHOT_VERSION),
  library: hexId,
  seq: count,
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_TIME)),
  reason: v.picklist(REASONS),
  nextSerial: count,
  stamps: v.strictObject({
    counters,
    clock: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{12}-[0-9a-f]{4})?$/u)),
  }),
  removedRows: count,
  name: v.optional(v.pipe(v.string(), v.maxLength(MAX_FILE_NAME_LENGTH))),
  counts: v.strictObject(Object.fromEntries(TABLE_NAMES.map(table => [table, count]))),
});
const dumpSchema = v.strictObject({ t: v.literal('dumps'), id: hexId, text: v.string() });
const endSchema = v.strictObject({
  end: v.literal(true),
  rows: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});

/** What is done with the lines of a snapshot as they are read. */
export interface SnapshotVisitor {
  readonly row?: (table: TableName, row: LibraryRows[TableName]) => void;
  readonly dump?: (dump: BackedUpDump) => void | Promise<void>;
}

/** Reads a whole snapshot into memory. Throws `SnapshotFault`; what the source of bytes throws stays what it is. */
export async function readSnapshot(
  file: AsyncIterable<Uint8Array>,
  limits: SnapshotLimits = SNAPSHOT_LIMITS,
  dump?: SnapshotVisitor['dump'],
): Promise<SnapshotContent> {
  const image = emptyImage();
  const row = (table: TableName, read: LibraryRows[TableName]): void => {
    (image[table] as Map<string, LibraryRows[TableName]>).set(read.id, read);
  };
  const head = await visitSnapshot(file, { row, ...(dump && { dump }) }, limits);
  const held = countRows(image);
  const doubled = TABLE_NAMES.find(table => held[table] !== head.counts[table]);
  if (doubled !== undefined) throw new SnapshotFault('damaged', `a row of ${doubled} stands in it twice`);
  const { library, seq, at, reason, nextSerial, stamps, removedRows, name } = head;
  return {
    library,
    seq,
    at,
    reason,
    nextSerial,
    stamps,
    removedRows,
    ...(name === undefined ? {} : { name }),
    image,
  };
}

/**
 * Reads a snapshot line by line, checks every line, and compares counts and checksum with what the file says of itself.
 * Only when it returns what the visitor was given is true. Throws as `readSnapshot` does.
 */
export async function visitSnapshot(
  file: AsyncIterable<Uint8Array>,
  visitor: SnapshotVisitor,
  limits: SnapshotLimits = SNAPSHOT_LIMITS,
): Promise<SnapshotHead> {
  const lines = new SnapshotLines(visitor, limits);
  const pace = createPacer();
  for await (const line of linesOf(unzipped(file), limits)) {
    const waiting = lines.take(line);
    if (waiting !== undefined) await waiting;
    const pause = pace();
    if (pause !== undefined) await pause;
  }
  return lines.finish();
}

/** The first line of a snapshot; reads no more than it needs. Throws as `readSnapshot` does. */
export async function readHead(
  file: AsyncIterable<Uint8Array>,
  limits: SnapshotLimits = SNAPSHOT_LIMITS,
): Promise<SnapshotHead> {
  for await (const line of linesOf(unzipped(file), limits)) return checkHead(line);
  throw new SnapshotFault('damaged', 'it is empty');
}

/** Lines with their line feeds. A long one is given up when it does not even begin as a row does. */
async function* linesOf(bytes: AsyncIterable<Buffer>, limits: SnapshotLimits): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  let total = 0;
  let number = 1;
  for await (const portion of bytes) {
    total += portion.length;
    if (total > limits.total)
      throw new SnapshotFault('tooLarge', `it unpacks to more than ${inMb(limits.total)}`);
    let from = 0;
    for (let end = portion.indexOf(LINE_FEED); end >= 0; end = portion.indexOf(LINE_FEED, from)) {
      const rest = portion.subarray(from, end + 1);
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      begun = [];
      length = 0;
      number += 1;
      from = end + 1;
    }
    if (from === portion.length) continue;
    begun.push(portion.subarray(from));
    length += portion.length - from;
    if (length > limits.anyLine) refuseLongLine(begun[0]!, length, number, limits);
  }
  if (length > 0)
    throw new SnapshotFault(number === 1 ? 'foreign' : 'damaged', `it ends within line ${number}`);
}

const ROW_BEGINNING = /^\{"t":"([A-Za-z]{1,20})","(?:r|id)":/u;

function refuseLongLine(start: Buffer, length: number, number: number, limits: SnapshotLimits): void {
  if (number === 1) throw new SnapshotFault('foreign', 'its first line is not that of a snapshot');
  if (!ROW_BEGINNING.test(start.toString('latin1', 0, 40))) {
    throw new SnapshotFault('damaged', `line ${number} does not end and is not a row`);
  }
  if (length > limits.rowLine) {
    throw new SnapshotFault('tooLarge', `line ${number} is longer than ${inMb(limits.rowLine)}`);
  }
}

async function* unzipped(file: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const zip = createGunzip({ chunkSize: PORTION_BYTES });
  const feeding = feed(zip, startingAsGzip(file));
  try {
    yield* zip as AsyncIterable<Buffer>;
  } catch (error) {
    if (systemCode(error)?.startsWith('Z_') !== true) throw error;
    const isCut = systemCode(error) === 'Z_BUF_ERROR';
    throw new SnapshotFault('damaged', isCut ? 'it is cut off' : 'its compressed content is damaged');
  } finally {
    // Whoever stops reading early has the file closed when this is over.
    zip.destroy();
    await feeding;
  }
}

/** Resolves when the bytes were taken, or are wanted no more, and their source is closed; failures come out of `zip`. */
async function feed(zip: Gunzip, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const isGone = (): boolean => zip.destroyed || zip.errored !== null;
  try {
    for await (const portion of bytes) {
      if (isGone()) return;
      if (!zip.write(portion)) await untilItTakesMore(zip);
    }
    if (!isGone()) zip.end();
  } catch (error) {
    zip.destroy(error as Error);
  }
}

async function untilItTakesMore(zip: Gunzip): Promise<void> {
  const names = ['drain', 'close', 'error'] as const;
  await new Promise<void>(resolve => {
    const goOn = (): void => {
      for (const name of names) zip.off(name, goOn);
      resolve();
    };
    for (const name of names) zip.on(name, goOn);
    if (zip.destroyed || !zip.writableNeedDrain) goOn();
  });
}

async function* startingAsGzip(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const portion of file) {
    if (isFirst && portion.length > 0) {
      if (portion[0] !== 0x1f || (portion.length > 1 && portion[1] !== 0x8b)) {
        throw new SnapshotFault('foreign', 'it is not compressed as backups are');
      }
      isFirst = false;
    }
    yield portion;
  }
}

/** What was read of a snapshot so far. */
class SnapshotLines {
  readonly #visitor: SnapshotVisitor;
  readonly #limits: SnapshotLimits;
  readonly #hash = createHash('sha256');
  readonly #counts = new Map<string, number>();
  #head: SnapshotHead | undefined;
  #line = 0;
  #rows = 0;
  #rowBytes = 0;
  #hasEnded = false;

  constructor(visitor: SnapshotVisitor, limits: SnapshotLimits) {
    this.#visitor = visitor;
    this.#limits = limits;
  }

  take(line: Buffer): void | Promise<void> {
    this.#line += 1;
    if (this.#hasEnded) throw this.#damaged('follows its end');
    if (this.#head === undefined) {
      this.#head = checkHead(line);
      this.#hash.update(line);
      return;
    }
    const value = this.#parse(line);
    if (value['end'] === true) return this.#end(value);
    this.#hash.update(line);
    this.#rows += 1;
    return value['t'] === 'dumps' ? this.#dump(value) : this.#row(value, line.length);
  }

  finish(): SnapshotHead {
    if (this.#head === undefined) throw new SnapshotFault('damaged', 'it is empty');
    if (!this.#hasEnded) throw new SnapshotFault('damaged', `its end is missing after line ${this.#line}`);
    return this.#head;
  }

  #row(value: Readonly<Record<string, unknown>>, bytes: number): void {
    const table = TABLE_NAMES.find(name => name === value['t']);
    if (table === undefined || Object.keys(value).length !== 2) throw this.#damaged('is not a row');
    this.#rowBytes += bytes;
    if (this.#rowBytes > this.#limits.rows) {
      throw new SnapshotFault('tooLarge', `its rows are more than ${inMb(this.#limits.rows)}`);
    }
    const row = v.safeParse(rowSchemas[table], value['r'], { abortEarly: true });
    if (!row.success) {
      const field = v.getDotPath(row.issues[0]);
      throw this.#damaged(`is not a row of ${table}${field === null ? '' : ` (${field.slice(0, 100)})`}`);
    }
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + 1);
    this.#visitor.row?.(table, row.output);
  }

  #dump(value: unknown): void | Promise<void> {
    if (!v.is(dumpSchema, value)) throw this.#damaged('is not a dump');
    const { id, text } = value;
    // As `hashText` makes the ids of dumps.
    if (createHash('sha256').update(text).digest('hex').slice(0, id.length) !== id) {
      throw this.#damaged('holds a dump that is not the one it says');
    }
    return this.#visitor.dump?.({ id: id as DumpId, text });
  }

  #end(value: unknown): void {
    if (!v.is(endSchema, value)) throw this.#damaged('is not the end of a snapshot');
    const { counts } = this.#head!;
    const wrong = TABLE_NAMES.find(table => counts[table] !== (this.#counts.get(table) ?? 0));
    if (wrong !== undefined || value.rows !== this.#rows) {
      throw new SnapshotFault(
        'damaged',
        `it does not hold as many rows as it says${wrong ? ` (${wrong})` : ''}`,
      );
    }
    if (value.sha256 !== this.#hash.digest('hex'))
      throw new SnapshotFault('damaged', 'its checksum is wrong');
    this.#hasEnded = true;
  }

  #parse(line: Buffer): Readonly<Record<string, unknown>> {
    const value = parseObject(line);
    if (value === undefined) throw this.#damaged('is not JSON');
    return value;
  }

  #damaged(what: string): SnapshotFault {
    return new SnapshotFault('damaged', `line ${this.#line} ${what}`);
  }
}

function checkHead(line: Buffer): SnapshotHead {
  const value = parseObject(line);
  if (value?.['pandect'] !== 'snapshot') {
    throw new SnapshotFault('foreign', 'its first line is not that of a snapshot');
  }
  const version = value['version'];
  if (Number.isSafeInteger(version) && (version as number) > SNAPSHOT_VERSION) {
    throw new SnapshotFault('newer', `it is of version ${String(version)}`);
  }
  const checked = v.safeParse(headSchema, value, { abortEarly: true });
  if (!checked.success) throw new SnapshotFault('damaged', 'line 1 is not as it should be');
  const head: Partial<typeof checked.output> = checked.output;
  delete head.pandect;
  return head as unknown as SnapshotHead;
}

function parseObject(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function inMb(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`;
}
