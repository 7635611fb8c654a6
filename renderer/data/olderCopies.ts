import Dexie from 'dexie';
import type { LibraryId, Timestamp } from '../../shared/domain/ids.ts';
import { readTable } from './read.ts';
import { openDatabase, type LibraryDatabase } from './schema.ts';

/** A library this browser holds whose files are not in the data folder. */
export interface OlderCopy {
  readonly name: string;
  /** `unfiled`: from before there were files. */
  readonly kind: 'unfiled' | 'other';
  readonly papers: number;
  /** When it was last changed, if that is known. */
  readonly at: Timestamp | undefined;
}

/** Marks a database whose rows were written into files, so that it isn't done again. Everything else in it stays. */
const ADOPTED = 'adopted';

/**
 * Finds what this browser holds beside the library that is being opened: the database from before there were files, else
 * the copy of another library that was changed last.
 */
export async function findOlderCopy(prefix: string, own: string): Promise<OlderCopy | undefined> {
  const names = await Dexie.getDatabaseNames();
  const copies: OlderCopy[] = [];
  for (const name of names) {
    if (name === own || (name !== prefix && !name.startsWith(`${prefix}-`))) continue;
    const copy = await look(name, name === prefix ? 'unfiled' : 'other');
    if (copy !== undefined) copies.push(copy);
  }
  return copies.find(({ kind }) => kind === 'unfiled') ?? newest(copies);
}

/** Opens a database that `findOlderCopy` found. */
export function openOlderCopy({ name }: OlderCopy): Promise<LibraryDatabase> {
  return openDatabase(name);
}

/** Remembers in the database that its rows are in the files of a library. */
export async function markAdopted(db: LibraryDatabase, by: LibraryId): Promise<void> {
  await db.table('meta').put({ id: ADOPTED, by });
}

async function look(name: string, kind: OlderCopy['kind']): Promise<OlderCopy | undefined> {
  try {
    const db = await openDatabase(name);
    try {
      const [adopted, meta, papers] = [
        await db.table('meta').get(ADOPTED),
        await db.meta.get('library'),
        (await readTable(db, 'papers')).length,
      ];
      if (adopted !== undefined || meta === undefined || papers === 0) return undefined;
      return { name, kind, papers, at: meta.at };
    } finally {
      db.close();
    }
  } catch {
    // What can't be read can't be brought back, and is left as it is.
    return undefined;
  }
}

function newest(copies: readonly OlderCopy[]): OlderCopy | undefined {
  return [...copies].sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0];
}
