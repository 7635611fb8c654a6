import { checksFor, complaints, measureQuality, type Checks, type Quality } from './checks.ts';
import { judge, type Judgement } from './judged/judge.ts';
import { JUDGED_PAPERS } from './judged/papers.ts';
import { paperSlices } from './papers.ts';
import type { BenchEngine, EngineMaker, EngineName } from './peers/types.ts';
import { isPlain, keystrokes, type TypedSearch } from './queries.ts';

/** What is to be done with an engine. */
export type EngineOrder =
  | {
      readonly kind: 'fill';
      readonly engine: EngineName;
      readonly papers: number;
      /** Adding stops then; making the papers doesn't count. */
      readonly buildSeconds: number;
    }
  | { readonly kind: 'open'; readonly engine: EngineName }
  | {
      readonly kind: 'ask';
      readonly engine: EngineName;
      readonly checks: Checks;
      /** For the answers' rightness, and as much again for their times. */
      readonly querySeconds: number;
    };

/** An index as it was built. */
export interface FillReport {
  readonly added: number;
  /** Adding alone; the bound was reached where fewer papers were added than asked for. */
  readonly buildMs: number;
  readonly judged: readonly Judgement[];
  readonly storedBytes?: number;
  readonly storeMs?: number;
  /** Why it can't be stored. */
  readonly storeFailure?: string;
}

/** Answers and times, in milliseconds, one a keystroke. */
export interface AskReport {
  readonly quality: Quality;
  readonly complaints: readonly string[];
  readonly keys: number;
  /** As many as there was time for, in the order of the keys. */
  readonly times: readonly number[];
  /** Of searches in fields and for phrases, which only ours are asked for. */
  readonly ownTimes: readonly number[];
}

export type EngineReport = FillReport | AskReport | { readonly openMs: number };
/** A number of papers while they are added; a report or a failure at the end. */
export type EngineMessage = { progress: number } | { report: EngineReport } | { failure: string };

const PER_SLICE = 250;
const PROGRESS_EVERY = 10_000;
const SHOWN = 50;

let engine: BenchEngine | undefined;

onmessage = ({ data }: MessageEvent<EngineOrder>) => {
  const tell = (message: EngineMessage): void => postMessage(message);
  carryOut(data, progress => tell({ progress })).then(
    report => tell({ report }),
    (error: unknown) => tell({ failure: error instanceof Error ? error.message : String(error) }),
  );
};

function carryOut(order: EngineOrder, onProgress: (papers: number) => void): Promise<EngineReport> {
  switch (order.kind) {
    case 'fill':
      return fill(order, onProgress);
    case 'open':
      return open(order.engine);
    case 'ask':
      return ask(order);
  }
}

/** Each worker loads the code of its own engine alone. */
async function makerOf(name: EngineName): Promise<EngineMaker> {
  switch (name) {
    case 'pandect':
      return (await import('./peers/pandect.ts')).pandect;
    case 'miniSearch':
      return (await import('./peers/miniSearch.ts')).miniSearch;
    case 'sqlite':
      return (await import('./peers/sqlite.ts')).sqlite;
    case 'flexSearch':
      return (await import('./peers/flexSearch.ts')).flexSearch;
    case 'orama':
      return (await import('./peers/orama.ts')).orama;
  }
}

async function fill(
  { engine: name, papers, buildSeconds }: EngineOrder & { kind: 'fill' },
  onProgress: (papers: number) => void,
): Promise<FillReport> {
  const maker = await makerOf(name);
  const judged = await judgeWith(maker);
  const filled = await maker.create();
  engine = filled;
  let added = 0;
  let buildMs = 0;
  for (const slice of paperSlices(papers, PER_SLICE)) {
    buildMs += await timeOf(() => filled.add(slice, added + 1));
    added += slice.length;
    if (added % PROGRESS_EVERY === 0) onProgress(added);
    if (buildMs > buildSeconds * 1_000) return { added, buildMs, judged };
  }
  buildMs += await timeOf(() => filled.finish());
  let storedBytes = 0;
  try {
    const storeMs = await timeOf(async () => (storedBytes = await filled.store()));
    return { added, buildMs, judged, storedBytes, storeMs };
  } catch (error) {
    return { added, buildMs, judged, storeFailure: error instanceof Error ? error.message : String(error) };
  }
}

async function judgeWith(maker: EngineMaker): Promise<readonly Judgement[]> {
  const small = await maker.createSmall();
  await small.add(JUDGED_PAPERS, 1);
  small.finish();
  return judge(query => small.search(query, JUDGED_PAPERS.length).map(serial => serial - 1));
}

/** From the start of the work to the first answer. */
async function open(name: EngineName): Promise<{ readonly openMs: number }> {
  const maker = await makerOf(name);
  const openMs = await timeOf(async () => {
    engine = await maker.open();
    engine.search('learning', SHOWN);
  });
  return { openMs };
}

async function ask({
  engine: name,
  checks,
  querySeconds,
}: EngineOrder & { kind: 'ask' }): Promise<AskReport> {
  if (engine === undefined) throw new Error('There is no index to ask.');
  const boundMs = querySeconds * 1_000;
  const quality = measureQuality(engine, checksFor(name, checks), performance.now() + boundMs);
  const texts = (searches: readonly TypedSearch[]) => searches.flatMap(({ text }) => keystrokes(text));
  const plain = texts(checks.searches.filter(isPlain));
  const own = name === 'pandect' ? texts(checks.searches.filter(search => !isPlain(search))) : [];
  return {
    quality,
    complaints: name === 'pandect' ? complaints(quality) : [],
    keys: plain.length,
    times: await timesOf(engine, plain, boundMs),
    ownTimes: await timesOf(engine, own, boundMs),
  };
}

async function timesOf(asked: BenchEngine, texts: readonly string[], boundMs: number): Promise<number[]> {
  const deadline = performance.now() + boundMs;
  const times: number[] = [];
  for (const text of texts) {
    if (performance.now() > deadline) break;
    times.push(await timeOf(() => void asked.search(text, SHOWN)));
  }
  return times;
}

async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  const result = work();
  if (result instanceof Promise) await result;
  return performance.now() - started;
}
