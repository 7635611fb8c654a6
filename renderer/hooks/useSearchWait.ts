import { useEffect, useState } from 'react';
import { useSession } from '../session/session.ts';
import { useApp } from './useApp.ts';
import type { VisibleList } from './visiblePapers.ts';

/** An answer that takes less needs no telling. */
const NOTICEABLE_MS = 500;

/** Says what a search waits for whose answer takes long, as while a large library is indexed; else undefined. */
export function useSearchWait(list: VisibleList): string | undefined {
  const { search } = useApp();
  const isWaiting = useSession(session => session.query.trim() !== '' && session.query !== list.query);
  const [words, setWords] = useState<string>();
  useEffect(() => {
    if (!isWaiting) return;
    let isOver = false;
    const tell = async () => {
      setWords(before => before ?? 'Searching…');
      const done = await search.progress().catch(() => 1);
      if (!isOver)
        setWords(done < 1 ? `Getting the search ready: ${Math.floor(done * 100)} %` : 'Searching…');
    };
    const timer = setInterval(() => void tell(), NOTICEABLE_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
      setWords(undefined);
    };
  }, [isWaiting, search]);
  return isWaiting ? words : undefined;
}
