import { randomBytes } from 'node:crypto';
import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { HostHandlers } from '../../../shared/host/api.ts';
import type { LibraryCopy } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { ContentHash } from '../../../shared/library/contentHash.ts';
import { countRows, emptyImage, type LibraryImage } from '../../../shared/library/image.ts';
import type { Row } from '../../../shared/library/invert.ts';
import type { TableRows } from '../../../shared/library/schemas.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../../shared/library/tables.ts';
import { createPacer } from './slices.ts';

/** More whole libraries than this are not held at a time; the one that was longest unused goes first. */
const MOST_COPIES = 3;

/** A state to make a copy of. */
export interface CopiedState {
  readonly seq: number;
  readonly at: number;
  readonly nextSerial: number;
  readonly image: LibraryImage;
}

/** Whole states held for the page to fetch, and rows that it gives. */
export interface Copies {
  readonly handlers: Pick<HostHandlers, 'copies.open' | 'copies.rows' | 'copies.close' | 'copies.give'>;
  /** The rows that were given under a name, which are then no longer held. Throws `notFound`. */
  take(copy: string): LibraryImage;
  /** Nobody is there any more who could fetch anything. */
  clear(): void;
}

type Held = { readonly [T in TableName]: readonly LibraryRows[T][] };

/** `stateOf` gives the state as it is now, or that of a snapshot. */
export function createCopies(stateOf: (of: 'now' | SnapshotId) => Promise<CopiedState>): Copies {
  const held = createShelf<Held>();
  const given = createShelf<LibraryImage>();
  return {
    take(copy) {
      const image = given.get(copy);
      given.delete(copy);
      return image;
    },
    clear() {
      held.clear();
      given.clear();
    },
    handlers: {
      'copies.open': async ({ of }) => {
        const state = await stateOf(of as 'now' | SnapshotId);
        const hash = await hashOf(state.image);
        const copy = randomBytes(16).toString('hex');
        held.set(copy, await inOrder(state.image));
        const { seq, at, nextSerial, image } = state;
        return { copy, seq, at, nextSerial, counts: countRows(image), hash } satisfies LibraryCopy;
      },
      'copies.rows': async ({ copy, table, from, count }) => held.get(copy)[table].slice(from, from + count),
      'copies.close': async ({ copy }) => {
        held.delete(copy);
        given.delete(copy);
        return null;
      },
      'copies.give': async ({ copy, rows }) => {
        if (!given.has(copy)) given.set(copy, emptyImage());
        addRows(given.get(copy), rows);
        return null;
      },
    },
  };
}

/** The content hash of a whole state, a slice at a time. */
async function hashOf(image: LibraryImage): Promise<string> {
  const hash = new ContentHash();
  const pace = createPacer();
  for (const table of TABLE_NAMES) {
    for (const row of image[table].values()) {
      hash.add(table, row);
      const others = pace();
      if (others) await others;
    }
  }
  return hash.value;
}

/** The rows in the order in which a page stores them: papers by their serials, abstracts as their papers, all others as they come. */
async function inOrder(image: LibraryImage): Promise<Held> {
  const tables: Partial<Record<TableName, readonly Row[]>> = {};
  for (const table of TABLE_NAMES) {
    await new Promise(resolve => setImmediate(resolve));
    tables[table] = [...image[table].values()];
  }
  const papers = [...image.papers.values()].sort((one, other) => one.serial - other.serial);
  const abstracts = papers.flatMap(({ id }) => image.abstracts.get(id) ?? []);
  const strays = [...image.abstracts.values()].filter(({ id }) => !image.papers.has(id));
  return { ...(tables as Held), papers, abstracts: [...abstracts, ...strays] };
}

function addRows(image: LibraryImage, { table, rows }: TableRows): void {
  const into = image[table] as Map<string, Row>;
  for (const row of rows) into.set(row.id, row);
}

/** Holds a few things by name. */
export interface Shelf<T> {
  /** Throws `notFound`. */
  get(name: string): T;
  has(name: string): boolean;
  set(name: string, thing: T): void;
  delete(name: string): void;
  clear(): void;
}

/** `onDrop` is told of what is no longer held. */
export function createShelf<T>(onDrop: (thing: T) => void = () => {}): Shelf<T> {
  const things = new Map<string, T>();
  const drop = (name: string): void => {
    const thing = things.get(name);
    if (things.delete(name)) onDrop(thing as T);
  };
  return {
    get(name) {
      const thing = things.get(name);
      if (thing === undefined) throw notHeld();
      things.delete(name);
      things.set(name, thing);
      return thing;
    },
    has: name => things.has(name),
    set(name, thing) {
      things.set(name, thing);
      for (const oldest of things.keys()) {
        if (things.size <= MOST_COPIES) break;
        drop(oldest);
      }
    },
    delete: drop,
    clear() {
      for (const name of [...things.keys()]) drop(name);
    },
  };
}

function notHeld(): HostError {
  return new HostError(
    'notFound',
    'Pandect no longer holds what this page was fetching. Nothing was changed. Try again.',
  );
}
