import { useEffect, useState } from 'react';
import type { Paper } from '../../../shared/domain/paper.ts';
import { errorText } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useVisiblePapers } from '../../hooks/useVisiblePapers.ts';
import { useWhenTypingPauses } from '../../hooks/useWhenTypingPauses.ts';
import { searchRequest } from '../../hooks/visiblePapers.ts';
import { useSession } from '../../session/session.ts';
import { whyLines, type WhyLine } from './whyWords.ts';

/** Why a paper stands in the list; `elsewhere`: it doesn't, but was open before. */
export type Why =
  | { readonly kind: 'asking' | 'elsewhere' }
  | { readonly kind: 'failed'; readonly message: string }
  /** `isRanked`: the points decide the order of the list. */
  | { readonly kind: 'known'; readonly lines: readonly WhyLine[]; readonly isRanked: boolean };

/** Asks the index why the paper is found by what is searched for, and again when the list changes. */
export function useExplanation({ id, serial }: Paper): Why {
  const { library, search } = useApp();
  const list = useWhenTypingPauses(useVisiblePapers());
  const [why, setWhy] = useState<Why>({ kind: 'asking' });
  useEffect(() => {
    let current = true;
    const request = searchRequest(library, useSession.getState());
    const tell = (told: Why) => current && setWhy(told);
    if (request === undefined) return undefined;
    if (list.ids.indexOf(id) < 0) {
      queueMicrotask(() => tell({ kind: 'elsewhere' }));
    } else {
      search.explain(request, serial).then(
        found => {
          const lines = found === undefined ? [] : whyLines(found);
          tell({ kind: 'known', lines, isRanked: request.sort.key === 'match' });
        },
        (error: unknown) => tell({ kind: 'failed', message: errorText(error) }),
      );
    }
    return () => {
      current = false;
    };
  }, [library, search, list, id, serial]);
  return why;
}
