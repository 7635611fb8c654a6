import type { Abstract } from '../../shared/domain/paper.ts';
import type { LibraryRows, LightTableName } from '../../shared/library/tables.ts';
import type { LibraryDatabase, MetaRow } from './schema.ts';

/** All rows of the light tables at one moment. */
export type LightRows = { readonly [T in LightTableName]: readonly LibraryRows[T][] };

/** The library as read at one moment, but for its abstracts. */
export interface ReadLibrary {
  readonly rows: LightRows;
  /** Number of the last change that is in the rows. */
  readonly seq: number;
  readonly nextSerial: number;
  /** What the database knows of itself; undefined when it was never filled to the end. */
  readonly meta: MetaRow | undefined;
}

/** Abstracts read at a time: about 2 MB of text. */
const BATCH_SIZE = 1_000;

/** Reads every light row in one transaction. */
export function readLibrary(db: LibraryDatabase): Promise<ReadLibrary> {
  const tables = [db.papers, db.notes, db.digests, db.collections, db.savedSearches, db.citationKeys];
  return db.transaction('r', [...tables, db.meta], async () => {
    const [papers, notes, digests, collections, savedSearches, citationKeys, meta] = await Promise.all([
      db.papers.toArray(),
      db.notes.toArray(),
      db.digests.toArray(),
      db.collections.toArray(),
      db.savedSearches.toArray(),
      db.citationKeys.toArray(),
      db.meta.get('library'),
    ]);
    return {
      rows: { papers, notes, digests, collections, savedSearches, citationKeys },
      seq: meta?.seq ?? 0,
      nextSerial: meta?.nextSerial ?? 1,
      meta,
    };
  });
}

/**
 * Every abstract, in batches, in the order of their ids; for the search index, whose worker opens the database itself.
 * Rows that change while reading may be seen before or after: follow the library's changes from before the first batch.
 */
export async function* readAbstracts(
  db: LibraryDatabase,
  batchSize: number = BATCH_SIZE,
): AsyncGenerator<readonly Abstract[], void> {
  let last = '';
  for (;;) {
    const batch = await db.abstracts.where('id').above(last).limit(batchSize).toArray();
    if (batch.length > 0) yield batch;
    if (batch.length < batchSize) return;
    last = batch.at(-1)!.id;
  }
}
