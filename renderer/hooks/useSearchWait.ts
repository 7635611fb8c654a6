import { useEffect, useState } from 'react';
import { useSession } from '../session/session.ts';
import { useApp } from './useApp.ts';

/** An answer that takes less needs no telling. */
const NOTICEABLE_MS = 500;

/**
 * Says what a search waits for whose answer takes long, as while a large library is indexed; else undefined. Renders
 * nothing for an answer that comes at once.
 */
export function useSearchWait(): string | undefined {
  const { search, visible } = useApp();
  const [words, setWords] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    let isTold = false;
    const tell = async (waited: typeof timer) => {
      isTold = true;
      setWords(before => before ?? 'Searching…');
      const done = await search.progress().catch(() => 1);
      if (timer === waited)
        setWords(done < 1 ? `Getting the search ready: ${Math.floor(done * 100)} %` : 'Searching…');
    };
    const end = () => {
      clearInterval(timer);
      timer = undefined;
    };
    const follow = () => {
      const { query } = useSession.getState();
      const isWaiting = query.trim() !== '' && query !== visible.get().query;
      if (!isWaiting) {
        end();
        if (isTold) setWords(undefined);
        isTold = false;
      } else if (timer === undefined) {
        const begun = setInterval(() => void tell(begun), NOTICEABLE_MS);
        timer = begun;
      }
    };
    follow();
    const stop = [useSession.subscribe(follow), visible.subscribe(follow), end];
    return () => {
      for (const each of stop) each();
    };
  }, [search, visible]);
  return words;
}
