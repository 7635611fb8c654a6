import { normaliseTitle } from '../../../shared/domain/title.ts';
import type { Paper } from '../../../shared/domain/paper.ts';

/** Most papers offered at once; who looks for another types another word. */
const MAX_PICKS = 30;

/**
 * Papers whose titles hold every typed word, in whatever order, titles that begin with what was typed first. Nothing
 * typed gives nothing. A plain walk, so that the list's own search isn't overtaken.
 */
export function pickPapers(papers: Iterable<Paper>, typed: string, without: Paper): readonly Paper[] {
  const wanted = normaliseTitle(typed);
  if (wanted === '') return [];
  const words = wanted.split(' ');
  const begins: Paper[] = [];
  const holds: Paper[] = [];
  for (const paper of papers) {
    if (paper.id === without.id) continue;
    const title = normaliseTitle(paper.title);
    if (title.startsWith(wanted)) begins.push(paper);
    else if (holds.length < MAX_PICKS && words.every(word => title.includes(word))) holds.push(paper);
    if (begins.length >= MAX_PICKS) break;
  }
  return [...begins, ...holds].slice(0, MAX_PICKS);
}
