import { checksumOf } from '../data/checksum.ts';
import { packArrays, unpackArrays, type PackedArrays } from './packedArrays.ts';
import type { StoredTable } from './paperTable.ts';
import type { SegmentArrays } from './segment.ts';

/** Counts up with every change of what is stored or of how texts become words; an index of another format is made anew. */
const FORMAT = 4;
const SEGMENTS = 'segments';
const STATE = 'state';

/** An index as it is stored, and up to which change of the library it goes. */
export interface StoredIndex {
  readonly seq: number;
  /** When that change was made: a library that lost its last change and made another has the same number again. */
  readonly at?: number | undefined;
  readonly table: StoredTable;
  readonly segments: ReadonlyMap<number, SegmentArrays>;
}

interface StateRow {
  readonly format: number;
  readonly seq: number;
  readonly at: number | undefined;
  /** The keys of its segments. */
  readonly segments: readonly number[];
  readonly table: CheckedValue;
}

/** With a checksum of the value as it was packed. */
interface CheckedValue extends PackedArrays {
  readonly checksum: number;
}

/** Where the index of a library's database is kept: a database of its own, which may be deleted at any time. */
function storeName(database: string): string {
  return `search-of-${database}`;
}

/**
 * Reads the stored index of a database; undefined if there is none, or one that is damaged or of another format: then it is
 * to be made anew. Never rejects.
 */
export async function readStoredIndex(database: string): Promise<StoredIndex | undefined> {
  try {
    const db = await open(database);
    try {
      return await readIndex(db);
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

async function readIndex(db: IDBDatabase): Promise<StoredIndex | undefined> {
  const transaction = db.transaction([STATE, SEGMENTS], 'readonly');
  const row = await resultOf<StateRow | undefined>(transaction.objectStore(STATE).get(STATE));
  if (row?.format !== FORMAT) return undefined;
  const store = transaction.objectStore(SEGMENTS);
  const rows = await Promise.all(row.segments.map(key => resultOf<CheckedValue | undefined>(store.get(key))));
  const [table, ...arrays] = await Promise.all([row.table, ...rows].map(verified));
  const segments = new Map(row.segments.map((key, index) => [key, arrays[index] as SegmentArrays]));
  return { seq: row.seq, at: row.at, table: table as StoredTable, segments };
}

/** Rejects when the value is not there, or not as it was stored. */
async function verified(stored: CheckedValue | undefined): Promise<unknown> {
  const value = stored && (await unpackArrays(stored));
  if (stored?.checksum !== checksumOf(value)) throw new Error('The stored search index is damaged.');
  return value;
}

function withChecksum(value: unknown): CheckedValue {
  return { ...packArrays(value), checksum: checksumOf(value) };
}

/** Stores an index in one transaction: whoever stops it finds the one before. Segments that are there are not written again. */
export async function writeStoredIndex(
  database: string,
  { seq, at, table, segments }: StoredIndex,
): Promise<void> {
  const db = await open(database);
  try {
    const transaction = db.transaction([STATE, SEGMENTS], 'readwrite', { durability: 'relaxed' });
    const store = transaction.objectStore(SEGMENTS);
    const state = transaction.objectStore(STATE);
    const there = new Set<IDBValidKey>(await resultOf(store.getAllKeys()));
    for (const key of there) if (!segments.has(key as number)) store.delete(key);
    for (const [key, arrays] of segments) {
      if (!there.has(key)) store.put(withChecksum(arrays), key);
    }
    const row: StateRow = {
      format: FORMAT,
      seq,
      at,
      segments: [...segments.keys()],
      table: withChecksum(table),
    };
    state.put(row, STATE);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The search index was not stored.'));
    });
  } finally {
    db.close();
  }
}

function open(database: string): Promise<IDBDatabase> {
  const request = indexedDB.open(storeName(database), 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(SEGMENTS);
    request.result.createObjectStore(STATE);
  };
  return resultOf(request);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser gave no reason.'));
  });
}
