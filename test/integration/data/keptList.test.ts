import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { databaseName } from '../../../renderer/data/databaseName.ts';
import type { OpenedHere } from '../../../renderer/data/openLibrary.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Sort, View } from '../../../shared/domain/view.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { ListDamaged } from '../../../renderer/data/keepList.ts';
import { resultOf } from '../../../renderer/data/request.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';

const TITLES = Array.from({ length: 100 }, (_, number) => `Rivers that remember ${number}`);
const IDS = TITLES.map(paperId);
const [FIRST, SECOND] = IDS as [PaperId, PaperId];
const SORT: Sort = { key: 'added', direction: 'ascending' };
const UNREAD: View = { kind: 'status', status: 'unread' };
const STARRED: View = { kind: 'starred' };
const byRivers = importOf('digest', parsedDigest(TITLES.map(title => listing(title))));
const byWinds = importOf('other', parsedDigest([listing('Winds that forget')]));

const keep = (library: OpenedHere) =>
  library.keepList(() => ({ sort: SORT, ids: [...library.state.papers.values()].map(({ id }) => id) }));

/** Does something to the records of the first page of papers in the browser's database. */
async function spoilPapers(home: Home, spoil: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  const db = await resultOf(indexedDB.open(databaseName(await home.id(), home.prefix)));
  await resultOf(spoil(db.transaction('paperPages', 'readwrite').objectStore('paperPages')));
  db.close();
}

/** A library whose list is kept; then something is done, and it is closed. */
async function leftAfter(then: (library: OpenedHere) => unknown = () => undefined) {
  const home = new Home();
  const library = await home.open();
  await library.run(byRivers).saved;
  await library.settled();
  await keep(library);
  await then(library);
  await library.settled();
  const left = inMemory(library);
  const { counts } = library.state;
  const starred = counts.starred;
  await library.close();
  return { home, left, starred };
}

describe('A library whose list was kept', () => {
  test('opens before its rows are made, and then has all of them', async () => {
    const { home, left } = await leftAfter();
    const library = await home.open();
    expect(library.isWhole).toBe(false);
    expect(library.early?.idsIn(UNREAD, SORT)).toEqual(IDS);
    expect(library.early?.idsIn(STARRED, SORT)).toEqual([]);
    expect(library.early?.idsBySerial()[1]).toBe(FIRST);
    expect(library.state.papers.get(SECOND)?.title).toBe(TITLES[1]);
    expect(library.isWhole).toBe(false);
    await library.whole;
    expect(library.early).toBeUndefined();
    expect(inMemory(library)).toStrictEqual(left);
  });

  test('tells only of the order in which it was kept, and of no digest', async () => {
    const { home } = await leftAfter();
    const library = await home.open();
    expect(library.early?.idsIn(UNREAD, { ...SORT, direction: 'descending' })).toBeUndefined();
    expect(library.early?.idsIn({ kind: 'tag', tag: 'rivers' }, SORT)).toBeUndefined();
  });

  test('opens by it with the marks that were set and taken back since', async () => {
    const { home, left, starred } = await leftAfter(async library => {
      library.run({ name: 'star', papers: [FIRST, SECOND, IDS[70]!] });
      library.run({ name: 'setStatus', papers: [SECOND], status: 'read' });
      library.run({ name: 'setStatus', papers: [FIRST], status: 'archived' });
      await library.undo();
    });
    const library = await home.open();
    expect(library.isWhole).toBe(false);
    expect(library.early?.idsIn(STARRED, SORT)).toEqual([FIRST, SECOND, IDS[70]]);
    expect(library.early?.idsIn(UNREAD, SORT)).toEqual(IDS.filter(id => id !== SECOND));
    expect(library.state.counts.starred).toBe(starred);
    expect(library.state.counts.status('read')).toBe(1);
    await library.whole;
    expect(inMemory(library)).toStrictEqual(left);
  });

  test('takes changes before its rows are made, and keeps them', async () => {
    const { home } = await leftAfter();
    const library = await home.open();
    library.run({ name: 'star', papers: [FIRST] });
    library.run({ name: 'setStatus', papers: [SECOND], status: 'read' });
    await library.undo();
    expect(library.isWhole).toBe(false);
    expect(library.early?.idsIn(STARRED, SORT)).toEqual([FIRST]);
    expect(library.early?.idsIn(UNREAD, SORT)).toEqual(IDS);
    expect(library.state.counts.starred).toBe(1);
    await library.whole;
    await library.settled();
    expect((await inDatabase(home)).light).toStrictEqual(inMemory(library));
    expect(library.state.papers.get(SECOND)?.status).toBe('unread');
    await library.close();
    const again = await home.open();
    expect(inMemory(again)).toStrictEqual(inMemory(library));
  });

  test('imports before its rows are made as it does after', async () => {
    const { home } = await leftAfter();
    const library = await home.open();
    await library.run(byWinds).saved;
    await library.settled();
    expect(library.state.papers.size).toBe(101);
    expect((await inDatabase(home)).light).toStrictEqual(inMemory(library));
  });

  test('does not open by it once more than marks was changed, until it is kept again', async () => {
    const { home, left } = await leftAfter(library => library.run(byWinds));
    const library = await home.open();
    expect(library.isWhole).toBe(true);
    expect(inMemory(library)).toStrictEqual(left);
    await keep(library);
    await library.close();
    const again = await home.open();
    expect(again.isWhole).toBe(false);
    await again.whole;
    expect(inMemory(again)).toStrictEqual(left);
  });

  test('does not open by it after an unclean end', async () => {
    const { home } = await leftAfter();
    const before = await home.open();
    before.run({ name: 'star', papers: [FIRST] });
    await before.settled();
    home.crash();
    const library = await home.open();
    expect(library.isWhole).toBe(true);
    expect(inMemory(library)).toStrictEqual(inMemory(before));
  });

  test('keeps none of what is changed meanwhile', async () => {
    const { home, left } = await leftAfter(async library => {
      await library.run(byWinds).saved;
      const keeping = keep(library);
      library.run({ name: 'star', papers: [FIRST] });
      await keeping;
    });
    const library = await home.open();
    expect(library.isWhole).toBe(true);
    expect(inMemory(library)).toStrictEqual(left);
  });

  test('makes all rows at once for whoever can’t wait', async () => {
    const { home, left } = await leftAfter();
    const library = await home.open();
    await library.makeWhole();
    expect(library.isWhole).toBe(true);
    expect(inMemory(library)).toStrictEqual(left);
  });

  test('is kept again in another order, and in none where that is not known', async () => {
    const { home } = await leftAfter();
    const descending: Sort = { ...SORT, direction: 'descending' };
    for (const [ids, known] of [
      [undefined, SORT],
      [[...IDS].reverse(), descending],
    ] as const) {
      const library = await home.open();
      await library.whole;
      await library.keepList(() => ({ sort: descending, ids }));
      await library.close();
      const again = await home.open();
      expect(again.early?.idsIn(UNREAD, known)).toHaveLength(100);
      await again.close();
    }
  });

  test('does without it, and is mended from the files, when a page of it can’t be read', async () => {
    const { home } = await leftAfter();
    const damaged = { page: 0, rows: new Uint8Array([1, 2, 3]) };
    await spoilPapers(home, store => store.put(damaged));
    // It is the page's bytes that are kept, whatever they are.
    const before = await home.open();
    await before.whole;
    await before.run(byWinds).saved;
    await before.undo();
    await before.settled();
    await spoilPapers(home, store => store.put(damaged));
    await keep(before);
    const left = inMemory(before);
    await before.close();
    const library = await home.open();
    expect(library.isWhole).toBe(false);
    await expect(library.whole).rejects.toThrow(ListDamaged);
    expect(() => library.state.papers.size === [...library.state.papers.keys()].length).toThrow(
      'Not all rows',
    );
    await library.close();
    const again = await home.open();
    expect(again.isWhole).toBe(true);
    expect(inMemory(again)).toStrictEqual(left);
  });

  test('is not kept of a database that lacks a page', async () => {
    const { home } = await leftAfter(library => library.run(byWinds));
    const library = await home.open();
    await spoilPapers(home, store => store.delete(0));
    await keep(library);
    await library.close();
    const again = await home.open();
    expect(again.isWhole).toBe(true);
    expect(again.state.papers.size).toBe(101);
  });

  test('is read from its tables where the list was damaged, or is one of another moment', async () => {
    const { home, left } = await leftAfter();
    const name = `list-of-${databaseName(await home.id(), home.prefix)}`;
    const whole = await kept(name);
    const [part] = whole.pages;
    const bytes = new Uint8Array(await part!.blob.arrayBuffer());
    bytes[100]! ^= 1;
    const marks = whole.columns.marks.map(mark => mark ^ 4);
    const damaged = [
      { ...whole, pages: [{ ...part, blob: new Blob([bytes]) }] },
      { ...whole, columns: { ...whole.columns, marks } },
      { ...whole, id: 'another' },
      { ...whole, format: 0 },
      'nothing of the kind',
    ];
    for (const each of damaged) {
      await kept(name, each);
      const library = await home.open();
      expect(library.isWhole).toBe(true);
      expect(inMemory(library)).toStrictEqual(left);
      await library.close();
    }
    const library = await home.open();
    await keep(library);
    await library.close();
    const again = await home.open();
    expect(again.isWhole).toBe(false);
    await again.whole;
    expect(inMemory(again)).toStrictEqual(left);
  });
});

interface Stored {
  readonly pages: readonly { readonly blob: Blob }[];
  readonly columns: { readonly marks: Uint8Array };
}

/** What is kept in the database of a list; puts something else there. */
function kept(name: string, put?: unknown): Promise<Stored> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(new Error('There is no list.'));
    opening.onsuccess = () => {
      const db = opening.result;
      const store = db.transaction('list', 'readwrite').objectStore('list');
      const request = put === undefined ? store.get('kept') : store.put(put, 'kept');
      request.onsuccess = () => {
        db.close();
        resolve(request.result as Stored);
      };
    };
  });
}
