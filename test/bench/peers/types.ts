import type { InventedPaper } from '../../support/inventedDumps.ts';

/** The engines that are measured, ours first. */
export type EngineName = 'pandect' | 'miniSearch' | 'sqlite' | 'flexSearch' | 'orama';

/** What the bench asks of an engine, whatever it is made of. A paper's serial is its place among all, from 1. */
export interface BenchEngine {
  add(papers: readonly InventedPaper[], firstSerial: number): void | Promise<void>;
  /** What is left to do before the first search is as quick as any. */
  finish(): void;
  /** Serials, best first. */
  search(query: string, limit: number): readonly number[];
  /** Keeps the index where the browser keeps a site's data; gives back its bytes. */
  store(): Promise<number>;
}

/** How an engine begins: empty in memory, empty and to be stored, or from what was stored. */
export interface EngineMaker {
  /** For a few papers that are soon forgotten. */
  createSmall(): Promise<BenchEngine>;
  create(): Promise<BenchEngine>;
  open(): Promise<BenchEngine>;
}
