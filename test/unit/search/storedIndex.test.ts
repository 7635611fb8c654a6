import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SearchEngine } from '../../../renderer/search/engine.ts';
import { SearchService, type IndexStore } from '../../../renderer/search/service.ts';
import { resultOf } from '../../../renderer/data/request.ts';
import type { PackedArrays } from '../../../renderer/search/packedArrays.ts';
import { readStoredIndex, writeStoredIndex, type StoredIndex } from '../../../renderer/search/storedIndex.ts';
import { BEST_FIRST, digestOf, engineOf, find, rowsOf, type Told } from './support.ts';

const papers: readonly Told[] = [
  { title: 'Lattice', abstract: 'pebbles of GPT-4', tags: ['harbour'] },
  { title: 'Quilt', note: 'lattice', starred: true, listings: [{ digest: 'monday' as never, rank: 3 }] },
  { title: 'Zebra', abstract: 'a lattice of pebbles', added: 5 },
];
const QUERIES = ['lattice', 'is:starred', 'in:monday', '"a lattice"', 'pebbels', 'harbour', 'z', ''];
const answers = (engine: SearchEngine): unknown[] => QUERIES.map(query => find(engine, query));
const nextTask = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

let databases = 0;
function newDatabase(): string {
  databases += 1;
  return `invented-${databases}`;
}

/** Spoils the first record of a store of the stored index. */
async function spoil(
  database: string,
  store: string,
  change: (row: Record<string, unknown>) => Promise<Record<string, unknown>>,
): Promise<void> {
  const db = await resultOf(indexedDB.open(`search-of-${database}`));
  const rows = (): IDBObjectStore => db.transaction(store, 'readwrite').objectStore(store);
  const [key] = await resultOf(rows().getAllKeys());
  const changed = await change((await resultOf(rows().get(key!))) as Record<string, unknown>);
  await resultOf(rows().put(changed, key));
  db.close();
}

describe('a stored index', () => {
  test('answers as the one that was stored', async () => {
    const database = newDatabase();
    const engine = engineOf(papers, [digestOf('monday', 'Monday')]);
    await writeStoredIndex(database, { seq: 7, ...engine.store() });
    const stored = await readStoredIndex(database);
    expect(stored?.seq).toBe(7);
    const again = new SearchEngine(stored?.table, stored?.segments);
    expect(answers(again)).toEqual(answers(engine));
    const sort = { key: 'title', direction: 'descending' } as const;
    expect(find(again, '', { sort })).toEqual(find(engine, '', { sort }));
  });

  test('goes on where it was stored, and is stored again with its new parts only', async () => {
    const database = newDatabase();
    const first = engineOf(papers);
    await writeStoredIndex(database, { seq: 1, ...first.store() });
    const stored = await readStoredIndex(database);
    const second = new SearchEngine(stored?.table, stored?.segments);
    const id = rowsOf(papers).papers[2]?.id as never;
    const patches = [{ kind: 'put', table: 'notes', rows: [{ id, text: 'harbours', changed: 0 }] }] as const;
    for (const engine of [first, second]) engine.follow(patches);
    expect(answers(second)).toEqual(answers(first));
    await writeStoredIndex(database, { seq: 2, ...second.store() });
    const third = await readStoredIndex(database);
    expect(answers(new SearchEngine(third?.table, third?.segments))).toEqual(answers(first));
  });

  test.each<[string, string, Parameters<typeof spoil>[2]]>([
    ['a flipped bit in the postings', 'segments', row => withBytes(row, flip)],
    ['its postings cut short', 'segments', row => withBytes(row, bytes => bytes.slice(0, -8))],
    [
      'a flipped bit in the facts',
      'state',
      async row => ({ ...row, table: await withBytes(row['table'], flip) }),
    ],
    ['another format', 'state', row => Promise.resolve({ ...row, format: -1 })],
  ])('is not taken with %s', async (_, store, change) => {
    const database = newDatabase();
    await writeStoredIndex(database, { seq: 1, ...engineOf(papers).store() });
    await spoil(database, store, change);
    expect(await readStoredIndex(database)).toBeUndefined();
  });

  test('is not taken without one of its segments', async () => {
    const database = newDatabase();
    await writeStoredIndex(database, { seq: 1, ...engineOf(papers).store() });
    await spoil(database, 'state', row => Promise.resolve({ ...row, segments: [1] }));
    expect(await readStoredIndex(database)).toBeUndefined();
  });

  test('is not there where none was stored', async () => {
    expect(await readStoredIndex(newDatabase())).toBeUndefined();
  });
});

function flip(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes;
}

/** What was packed, with other bytes. */
async function withBytes(
  packed: unknown,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Promise<Record<string, unknown>> {
  const whole = packed as PackedArrays;
  const bytes = new Uint8Array(await whole.bytes.arrayBuffer());
  return { ...whole, bytes: new Blob([change(bytes)]) };
}

const WORDS = ['lattice', 'pebble', 'quilt'];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map(words => words.join(' '));
const told = fc.record({ title: text, abstract: text, note: fc.option(text, { nil: undefined }) });

describe('a stored index that is behind the library', () => {
  test('is brought up to it, whatever came, changed or went since', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(told, { maxLength: 5 }),
        fc.array(told, { maxLength: 5 }),
        fc.nat(5),
        async (before, changed, kept) => {
          const named = (list: readonly { title: string; abstract: string; note: string | undefined }[]) =>
            rowsOf(
              list.map(({ note, ...one }, index) => ({
                ...one,
                ...(note === undefined ? {} : { note }),
                id: `p${index}` as never,
              })),
            );
          const old = named(before);
          const now = named([...before.slice(0, kept), ...changed]);
          const engine = new SearchEngine();
          engine.load({ papers: old.papers, notes: old.notes });
          engine.loadAbstracts(old.abstracts);
          const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
          await service.load(async intake => {
            intake.index({ seq: 1, ...engine.store() }, 'behind');
            await intake.rows({ papers: now.papers, notes: now.notes });
            await intake.abstracts(now.abstracts);
          });
          const fresh = new SearchEngine();
          fresh.load({ papers: now.papers, notes: now.notes });
          fresh.loadAbstracts(now.abstracts);
          for (const query of [...WORDS, 'abstract:quilt', 'note:pebble', '']) {
            const { serials } = await service.search({ query, within: { kind: 'all' }, sort: BEST_FIRST });
            expect([...serials], query).toEqual(find(fresh, query));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('an index that is kept', () => {
  const { papers: rows } = rowsOf([{ title: 'Lattice' }, { title: 'Quilt' }]);
  const starred = [
    { kind: 'set', table: 'papers', ids: [rows[0]?.id as string], fields: { starred: true } },
  ] as const;

  /** A store whose database has the number it is told. */
  function storeAt(seq: { now: number }): IndexStore & { readonly written: StoredIndex[] } {
    const written: StoredIndex[] = [];
    return {
      written,
      readSeq: () => Promise.resolve(seq.now),
      write: index => Promise.resolve(void written.push(index)),
    };
  }

  const untilIdle = async (): Promise<void> => {
    for (let task = 0; task < 40; task += 1) await nextTask();
  };

  test('is stored when the library has been read, and after a change', async () => {
    const seq = { now: 4 };
    const store = storeAt(seq);
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask }, store);
    await service.load(intake => intake.rows({ papers: rows }));
    await untilIdle();
    service.follow(starred);
    seq.now = 5;
    await untilIdle();
    expect(store.written.map(index => index.seq)).toEqual([4, 5]);
  });

  test('is not stored while the database lacks a change that it has', async () => {
    const seq = { now: 4 };
    const store = storeAt(seq);
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask }, store);
    await service.load(intake => intake.rows({ papers: rows }));
    await untilIdle();
    service.follow(starred);
    await untilIdle();
    expect(store.written).toHaveLength(1);
  });

  test('is not stored while questions come, and then seldom', async () => {
    const store = storeAt({ now: 4 });
    const waits: { readonly ms: number; readonly over: () => void }[] = [];
    const service = new SearchService(
      {
        yieldToMessages: nextTask,
        wait: ms => new Promise(resolve => waits.push({ ms, over: resolve })),
      },
      store,
    );
    const pass = async (): Promise<void> => {
      for (const { over } of waits.splice(0)) over();
      await untilIdle();
    };
    await service.load(intake => intake.rows({ papers: rows }));
    await untilIdle();
    for (let key = 0; key < 5; key += 1) {
      await service.search({ query: 'quilt', within: { kind: 'all' }, sort: BEST_FIRST });
      await pass();
    }
    expect(store.written).toHaveLength(0);
    for (let turn = 0; turn < 3; turn += 1) await pass();
    expect(store.written).toHaveLength(1);
    expect(Math.min(...waits.map(({ ms }) => ms))).toBeGreaterThanOrEqual(60_000);
  });
});
