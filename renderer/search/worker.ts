import { expose, transfer } from 'comlink';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { readAbstracts, readLibrary } from '../data/read.ts';
import { openDatabase } from '../data/schema.ts';
import { SearchService } from './service.ts';
import type { SearchRequest, SearchResult } from './types.ts';

/** Papers and abstracts indexed at a time: some 20 ms, so that questions are answered in between. */
const PORTION = 250;

const service = new SearchService(yieldToMessages);

/** What the page's client calls. */
const searchWorker = {
  /** Resolves when the whole library is indexed. */
  load: (): Promise<void> => service.load(readEverything),
  follow: (patches: readonly Patch[]): void => service.follow(patches),
  search: async (request: SearchRequest): Promise<SearchResult> => {
    const result = await service.search(request);
    return transfer(result, [result.serials.buffer]);
  },
  count: (requests: readonly SearchRequest[]) => service.count(requests),
  findSimilar: (papers: readonly PaperId[]) => service.findSimilar(papers),
};

export type SearchWorker = typeof searchWorker;

async function readEverything(take: Parameters<Parameters<SearchService['load']>[0]>[0]): Promise<void> {
  const db = await openDatabase();
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
