import { expose, transfer } from 'comlink';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { readAbstracts, readLibrary } from '../data/read.ts';
import { openDatabase } from '../data/schema.ts';
import { SearchService, type Intake } from './service.ts';
import { PORTION, takeRows } from './takeRows.ts';
import type { SearchRequest, SearchResult, SearchSource } from './types.ts';

const service = new SearchService(yieldToMessages);

/** What the page's client calls. */
const searchWorker = {
  /** Resolves when the whole library is indexed. */
  load: (from: SearchSource): Promise<void> =>
    service.load(take =>
      'database' in from ? readDatabase(from.database, take) : takeRows(from.rows, take),
    ),
  follow: (patches: readonly Patch[]): void => service.follow(patches),
  search: async (request: SearchRequest): Promise<SearchResult> => {
    const result = await service.search(request);
    return transfer(result, [result.serials.buffer]);
  },
  count: (requests: readonly SearchRequest[]) => service.count(requests),
  findSimilar: (papers: readonly PaperId[]) => service.findSimilar(papers),
};

export type SearchWorker = typeof searchWorker;

async function readDatabase(name: string, take: Intake): Promise<void> {
  const db = await openDatabase(name);
  try {
    await take.rows((await readLibrary(db)).rows);
    for await (const abstracts of readAbstracts(db, PORTION)) await take.abstracts(abstracts);
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
