import type { StoredCounts } from '../../shared/library/counts.ts';
import type { Sort } from '../../shared/domain/view.ts';
import { checksumOf } from './checksum.ts';
import { resultOf } from './request.ts';
import { yieldToPage } from './yieldToPage.ts';

/** Grows whenever an older one would be misread: it is made anew then. */
const FORMAT = 1;
const STORE = 'list';
const KEPT = 'kept';

/**
 * All light rows of a library at one moment, as the browser reads them at once: the bytes of their pages in a few large
 * files, and beside them what a list needs of each paper. 72 MB are read in 0.1 s, where their 3,000 records take 0.6 s.
 */
export interface KeptList {
  /** Made anew with every list: by it the database says which one was made of it. */
  readonly id: string;
  readonly pages: PageBytes;
  readonly keyPages: PageBytes;
  readonly columns: ListColumns;
}

/** Pages' bytes (`Page.rows`) by their numbers, in their order. */
export type PageBytes = ReadonlyMap<number, Uint8Array<ArrayBuffer>>;

/** What a list needs of each paper; the papers in the order of their serials. */
export interface ListColumns {
  /** UTF-8 of the ids, joined by line breaks. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** Places by ids (`placeTable.ts`). */
  readonly places: Int32Array;
  readonly serials: Uint32Array;
  /** See `markOf`. */
  readonly marks: Uint8Array;
  readonly counts: StoredCounts;
  readonly citationKeys: number;
  /** Places in these columns in an order of all papers. */
  readonly order?: { readonly sort: Sort; readonly places: Uint32Array };
}

/** Some pages as one file. */
interface StoredPart {
  readonly numbers: Int32Array;
  /** Where each page ends. */
  readonly ends: Uint32Array;
  readonly blob: Blob;
  readonly checksum: number;
}

/** Bytes of a part: a millisecond or two of work, between which the page can paint. */
const PART_BYTES = 4_000_000;

interface StoredList extends Omit<KeptList, 'pages' | 'keyPages'> {
  readonly format: typeof FORMAT;
  readonly pages: readonly StoredPart[];
  readonly keyPages: readonly StoredPart[];
  /** Of everything but the pages' bytes, which have their own. */
  readonly checksum: number;
}

/** Where the list of a library's database is kept: a database of its own, which may be deleted at any time. */
function storeName(database: string): string {
  return `list-of-${database}`;
}

/** A list as it is read: what a worker hands over without a copy. */
export interface KeptBytes extends Pick<KeptList, 'id' | 'columns'> {
  readonly pages: readonly ReadPart[];
  readonly keyPages: readonly ReadPart[];
}
type ReadPart = Pick<StoredPart, 'numbers' | 'ends'> & { readonly bytes: ArrayBuffer };

/** Reads what was kept of a database; undefined where nothing is, or something damaged. Never rejects. */
export async function readKeptBytes(database: string): Promise<KeptBytes | undefined> {
  try {
    const db = await open(database);
    try {
      const stored = await resultOf<StoredList | undefined>(
        db.transaction(STORE).objectStore(STORE).get(KEPT),
      );
      if (stored?.format !== FORMAT || stored.checksum !== headChecksum(stored)) return undefined;
      const { id, columns } = stored;
      const [pages, keyPages] = await Promise.all([bytesOf(stored.pages), bytesOf(stored.keyPages)]);
      return { id, columns, pages, keyPages };
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/** Puts a list in place of the one that was kept. Rejects with `DatabaseFailed`. */
export async function writeKeptList(
  database: string,
  { id, columns, pages, keyPages }: KeptList,
): Promise<void> {
  const parts = { pages: await toStored(pages), keyPages: await toStored(keyPages) };
  const head = { format: FORMAT, id, columns, ...parts } as const;
  const db = await open(database);
  try {
    const transaction = db.transaction(STORE, 'readwrite', { durability: 'relaxed' });
    const row: StoredList = { ...head, checksum: headChecksum(head) };
    const put = resultOf(transaction.objectStore(STORE).put(row, KEPT));
    await Promise.all([put, doneOf(transaction)]);
  } finally {
    db.close();
  }
}

async function bytesOf(parts: readonly StoredPart[]): Promise<ReadPart[]> {
  const read = await Promise.all(parts.map(({ blob }) => blob.arrayBuffer()));
  return parts.map(({ numbers, ends, checksum }, index) => {
    const bytes = read[index]!;
    if (checksumOf(new Uint8Array(bytes)) !== checksum) throw new Error('The list that was kept is damaged.');
    return { numbers, ends, bytes };
  });
}

/** The list of what was read. */
export function keptListOf({ id, columns, pages, keyPages }: KeptBytes): KeptList {
  return { id, columns, pages: pagesIn(pages), keyPages: pagesIn(keyPages) };
}

function pagesIn(parts: readonly ReadPart[]): PageBytes {
  const pages = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const { numbers, ends, bytes } of parts) {
    for (const [place, number] of numbers.entries()) {
      const start = ends[place - 1] ?? 0;
      pages.set(number, new Uint8Array(bytes, start, ends[place]! - start));
    }
  }
  return pages;
}

async function toStored(pages: PageBytes): Promise<StoredPart[]> {
  const parts: StoredPart[] = [];
  let some: [number, Uint8Array<ArrayBuffer>][] = [];
  let size = 0;
  for (const page of pages) {
    some.push(page);
    size += page[1].length;
    if (size < PART_BYTES) continue;
    parts.push(partOf(some, size));
    [some, size] = [[], 0];
    await yieldToPage();
  }
  return some.length === 0 ? parts : [...parts, partOf(some, size)];
}

function partOf(pages: readonly (readonly [number, Uint8Array])[], size: number): StoredPart {
  const bytes = new Uint8Array(size);
  let end = 0;
  const ends = pages.map(([, rows]) => {
    bytes.set(rows, end);
    return (end += rows.length);
  });
  const numbers = Int32Array.from(pages, ([number]) => number);
  return { numbers, ends: Uint32Array.from(ends), blob: new Blob([bytes]), checksum: checksumOf(bytes) };
}

function headChecksum({
  id,
  columns,
  pages,
  keyPages,
}: Pick<StoredList, 'id' | 'columns' | 'pages' | 'keyPages'>): number {
  const places = [...pages, ...keyPages].map(({ numbers, ends, checksum }) => [numbers, ends, checksum]);
  return checksumOf([id, columns, places]);
}

function open(database: string): Promise<IDBDatabase> {
  const request = indexedDB.open(storeName(database), 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
  return resultOf(request);
}

function doneOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The list was not kept.'));
  });
}
