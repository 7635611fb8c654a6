import { useEffect, useState } from 'react';
import { identifierKeys } from '../../../shared/domain/identifiers.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { areOtherWorks } from '../../../shared/domain/sameWork.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import type { Library } from '../../data/types.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import type { SimilarPapers } from '../../search/types.ts';

/** How long a paper is shown before its duplicates are looked for: not for every one that is passed by. */
const DWELL_MS = 250;

/** So many papers with one identifier are shown: a book's DOI can be that of all its chapters. */
const MAX_SHARING = 10;

/**
 * Other papers with the same identifier or nearly the same title, as long as they are neither merged, nor kept apart, nor
 * others by their ids.
 */
export function useDuplicates(paper: Paper): readonly Paper[] {
  const { search, library } = useApp();
  const [similar, setSimilar] = useState<readonly SimilarPapers[]>([]);
  const isWhole = useIsWhole(library);
  useLibraryVersion();
  const { id, title } = paper;
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      search.findSimilar([id]).then(
        found => current && setSimilar(found),
        () => current && setSimilar([]),
      );
    }, DWELL_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, id, title]);
  const others = similar.map(({ papers: [a, b] }) => (a === id ? b : a));
  // Asked before, it would have all rows made at once.
  const alike = isWhole ? sharing(library.state, paper) : [];
  return [...new Set([...alike, ...others])]
    .filter(other => other !== id && !paper.keptApart.includes(other))
    .flatMap(other => library.state.papers.get(other) ?? [])
    .filter(other => !areOtherWorks(paper, other));
}

function useIsWhole(library: Library): boolean {
  const [isWhole, setIsWhole] = useState(library.isWhole);
  useEffect(() => {
    let current = true;
    void library.whole.then(() => current && setIsWhole(true));
    return () => {
      current = false;
    };
  }, [library]);
  return isWhole;
}

function sharing(state: Pick<LibraryState, 'papersWith'>, paper: Paper): PaperId[] {
  const all = identifierKeys(paper).flatMap(key => state.papersWith(key).slice(0, MAX_SHARING + 1));
  return all.map(({ id }) => id);
}
