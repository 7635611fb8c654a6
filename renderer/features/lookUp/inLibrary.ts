import { identifierKeys, type FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { WorkIdentifiers } from '../../../shared/domain/sameWork.ts';
import { titleKey } from '../../../shared/domain/title.ts';
import { DraftPapers } from '../../../shared/library/plan/draftPapers.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';

/** The paper of the library that has one of these identifiers. */
export function paperWith(state: LibraryState, work: FoundIdentifiers): Paper | undefined {
  for (const key of identifierKeys(work)) {
    const paper = state.papersByIdentifier.get(key);
    if (paper !== undefined) return paper;
  }
  const { url } = work;
  if (url === undefined) return undefined;
  for (const paper of state.papers.values()) if (paper.url === url) return paper;
  return undefined;
}

/** The paper of the library with this title that no identifier tells apart from the work; the first of them without any. */
export function paperTitled(
  state: LibraryState,
  title: string,
  work: WorkIdentifiers = {},
): Paper | undefined {
  return new DraftPapers(state).find(work, titleKey(title));
}
