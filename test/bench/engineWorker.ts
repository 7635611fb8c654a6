import MiniSearch from 'minisearch';
import { SearchEngine } from '../../renderer/search/engine.ts';
import { ask, complaints, measureQuality, type Quality } from './checks.ts';
import { makePapers, makeRows } from './papers.ts';
import { keystrokes, makeSearches } from './queries.ts';

/** What is to be measured. */
export interface EngineOrder {
  readonly papers: number;
  readonly searches: number;
  /** How many of the searches MiniSearch does too: it takes its time. */
  readonly peerSearches: number;
}

/** What was measured; all times in milliseconds, one a keystroke. */
export interface EngineReport {
  readonly quality: Quality;
  readonly complaints: readonly string[];
  readonly buildMs: number;
  readonly peerBuildMs: number;
  readonly times: readonly number[];
  /** Of the same keystrokes: ours and MiniSearch's. */
  readonly shared: { readonly ours: readonly number[]; readonly peer: readonly number[] };
}

onmessage = ({ data }: MessageEvent<EngineOrder>) => postMessage(measure(data));

function measure({ papers: count, searches: searchCount, peerSearches }: EngineOrder): EngineReport {
  const papers = makePapers(count);
  const rows = makeRows(papers);
  const searches = makeSearches(papers, searchCount);

  const engine = new SearchEngine();
  const buildMs = time(() => {
    engine.load({ papers: rows.papers });
    engine.loadAbstracts(rows.abstracts);
    engine.prepare();
  });
  const quality = measureQuality(engine, papers, searches);
  const texts = searches.flatMap(({ text }) => keystrokes(text));
  const times = texts.map(text => time(() => ask(engine, text)));

  const peer = new MiniSearch({ fields: ['title', 'abstract'], idField: 'serial' });
  const documents = papers.map((paper, index) => ({ ...paper, serial: index + 1 }));
  const peerBuildMs = time(() => peer.addAll(documents));
  // Whole words only: MiniSearch has no fields or phrases in its text.
  const plain = searches.filter(({ kind }) => kind !== 'field' && kind !== 'phrase').slice(0, peerSearches);
  const sharedTexts = plain.flatMap(({ text }) => keystrokes(text));
  const ours = sharedTexts.map(text => time(() => ask(engine, text)));
  const theirs = sharedTexts.map(text => time(() => peer.search(text, { prefix: true, fuzzy: 0.2 })));
  return {
    quality,
    complaints: complaints(quality),
    buildMs,
    peerBuildMs,
    times,
    shared: { ours, peer: theirs },
  };
}

function time(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
