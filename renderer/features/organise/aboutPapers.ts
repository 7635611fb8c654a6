import type { Paper } from '../../../shared/domain/paper.ts';

/** What a dialog is about: the title of one paper in quotation marks, else "12 papers". */
export function aboutPapers(papers: readonly Paper[]): string {
  const [first] = papers;
  return papers.length === 1 && first !== undefined ? `“${first.title}”` : countedPapers(papers.length);
}

export function countedPapers(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'paper' : 'papers'}`;
}
