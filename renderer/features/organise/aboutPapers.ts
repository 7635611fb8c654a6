import type { Paper } from '../../../shared/domain/paper.ts';

/** What a dialog is about: "this paper" or "12 papers". */
export function thesePapers(papers: readonly Paper[]): string {
  return papers.length === 1 ? 'this paper' : countedPapers(papers.length);
}

/** "1 paper", "1,204 papers". */
export function countedPapers(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'paper' : 'papers'}`;
}
