import { expose, transfer } from 'comlink';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { readAbstracts, readLibrary } from '../data/read.ts';
import { openToRead } from '../data/openToRead.ts';
import { resultOf } from '../data/request.ts';
import type { MetaRow } from '../data/schema.ts';
import { SearchService, type IndexStore, type Intake } from './service.ts';
import type { ReadAhead } from './startWorker.ts';
import { readStoredIndex, writeStoredIndex, type StoredIndex } from './storedIndex.ts';
import { PORTION, takeRows } from './takeRows.ts';
import type { SearchRequest, SearchResult, SearchSource } from './types.ts';

/** Name of the library's database; undefined while the rows of a copy are searched, whose index is not kept. */
let database: string | undefined;

const store: IndexStore = {
  readSeq: async () => (database === undefined ? -1 : ((await readMeta(database))?.seq ?? -1)),
  write: async index => {
    // A database that was never filled to the end has no number that means anything.
    const meta = database === undefined ? undefined : await readMeta(database);
    if (database === undefined || meta?.seq !== index.seq) return;
    await writeStoredIndex(database, { ...index, at: meta.at });
  },
};

const service = new SearchService(
  { yieldToMessages, wait: ms => new Promise(resolve => setTimeout(resolve, ms)) },
  store,
);

/** What the page's client calls. */
const searchWorker = {
  /** Resolves when the whole library is indexed. */
  load: (from: SearchSource): Promise<void> =>
    service.load(take =>
      'database' in from ? readDatabase(from.database, take) : takeRows(from.rows, take),
    ),
  progress: (): number => service.progress(),
  follow: (patches: readonly Patch[]): void => service.follow(patches),
  untilStored: () => service.untilStored(),
  search: async (request: SearchRequest): Promise<SearchResult> => {
    const result = await service.search(request);
    return transfer(result, [result.serials.buffer]);
  },
  count: (requests: readonly SearchRequest[]) => service.count(requests),
  explain: (request: SearchRequest, serial: number) => service.explain(request, serial),
  findSimilar: (papers: readonly PaperId[]) => service.findSimilar(papers),
};

export type SearchWorker = typeof searchWorker;

/** From the index as it was stored, if it goes as far as the database; else from the database, with the index's help. */
async function readDatabase(name: string, take: Intake): Promise<void> {
  database = name;
  const [stored, meta] = await Promise.all([takeStoredIndex(name), readMeta(name)]);
  if (stored !== undefined && meta !== undefined) {
    const isCurrent = stored.seq === meta.seq && stored.at === meta.at;
    take.index(stored, isCurrent ? 'current' : 'behind');
    if (isCurrent) return;
  }
  const db = await openToRead(name);
  try {
    await take.rows((await readLibrary(db)).rows);
    for await (const abstracts of readAbstracts(db, PORTION)) await take.abstracts(abstracts);
  } finally {
    db.close();
  }
}

/** The index that is read ahead; it is let go of once it was asked for. */
let ahead: { readonly database: string; readonly index: Promise<StoredIndex | undefined> } | undefined;

addEventListener('message', ({ data }: MessageEvent<Partial<ReadAhead>>) => {
  if (data.readAhead !== undefined)
    ahead = { database: data.readAhead, index: readStoredIndex(data.readAhead) };
});

function takeStoredIndex(name: string): Promise<StoredIndex | undefined> {
  const taken = ahead;
  ahead = undefined;
  return taken?.database === name ? taken.index : readStoredIndex(name);
}

async function readMeta(name: string): Promise<MetaRow | undefined> {
  const db = await openToRead(name);
  try {
    const meta = db.backendDB().transaction('meta', 'readonly').objectStore('meta');
    return await resultOf(meta.get('library') as IDBRequest<MetaRow | undefined>);
  } finally {
    db.close();
  }
}

/** Lets messages in that came meanwhile; unlike a timer, without the browser's minimum wait. */
function yieldToMessages(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

expose(searchWorker);
