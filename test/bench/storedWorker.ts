import { SearchEngine } from '../../renderer/search/engine.ts';
import { readStoredIndex, writeStoredIndex } from '../../renderer/search/storedIndex.ts';
import { ask } from './checks.ts';
import { makePapers, makeRows } from './papers.ts';
import { keystrokes, makeSearches, type TypedSearch } from './queries.ts';

/** What is to be done: fill an index and store it, or start from the stored one. */
export type StoredOrder =
  | { readonly kind: 'fill'; readonly papers: number }
  | { readonly kind: 'start'; readonly papers: number; readonly searches: number };

/** All times in milliseconds. */
export interface StoredReport {
  readonly fillMs?: number;
  readonly tidyMs?: number;
  readonly storeMs?: number;
  readonly storedBytes?: number;
  readonly loadMs?: number;
  readonly firstSearchMs?: number;
  /** By kind of search, one a keystroke. */
  readonly times?: Readonly<Record<string, readonly number[]>>;
}

const DATABASE = 'bench';
const PORTION = 250;

onmessage = async ({ data }: MessageEvent<StoredOrder>) => {
  postMessage(data.kind === 'fill' ? await fill(data.papers) : await start(data.papers, data.searches));
};

async function fill(count: number): Promise<StoredReport> {
  const { papers, abstracts } = makeRows(makePapers(count));
  const engine = new SearchEngine();
  const fillMs = await time(() => {
    for (let from = 0; from < count; from += PORTION) {
      engine.load({ papers: papers.slice(from, from + PORTION) });
      engine.loadAbstracts(abstracts.slice(from, from + PORTION));
    }
  });
  const tidyMs = await time(() => engine.prepare());
  const stored = engine.store();
  const storedBytes = bytesOf([stored.table, ...stored.segments.values()]);
  const storeMs = await time(() => writeStoredIndex(DATABASE, { seq: 1, ...stored }));
  return { fillMs, tidyMs, storeMs, storedBytes };
}

async function start(count: number, searchCount: number): Promise<StoredReport> {
  let engine = new SearchEngine();
  const loadMs = await time(async () => {
    const stored = await readStoredIndex(DATABASE);
    if (stored === undefined) throw new Error('The index that was stored could not be read.');
    engine = new SearchEngine(stored.table, stored.segments);
  });
  const firstSearchMs = await time(() => ask(engine, 'the'));
  const times: Record<string, number[]> = {};
  for (const { kind, text } of searchesFor(count, searchCount)) {
    for (const typed of keystrokes(text)) (times[kind] ??= []).push(await time(() => ask(engine, typed)));
  }
  return { loadMs, firstSearchMs, times };
}

/** Searches over the first papers only, so that no large library has to be made again beside the index. */
function searchesFor(count: number, searchCount: number): readonly TypedSearch[] {
  return makeSearches(makePapers(Math.min(count, 1_000)), searchCount);
}

function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part) => sum + bytesOf(part), 0);
}

async function time(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
