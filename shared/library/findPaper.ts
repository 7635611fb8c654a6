import type { Paper } from '../domain/paper.ts';
import type { LibraryState } from './tables.ts';

/**
 * The paper that somebody names by its citation key, without regard to case, by a key that it had before, or by its id.
 * Undefined when there is none.
 */
export function findPaper(
  { papers, citationKeys, papersByTitle }: Pick<LibraryState, 'papers' | 'citationKeys' | 'papersByTitle'>,
  name: string,
): Paper | undefined {
  const holder = citationKeys.get(name.trim().toLowerCase())?.paper;
  // After a merge the key still names the paper that ended; its title leads to the other one.
  const held = holder === undefined ? undefined : (papers.get(holder) ?? papersByTitle.get(holder));
  return held ?? papers.get(name);
}
