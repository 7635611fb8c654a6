import { useCallback, useEffect, useRef, useState } from 'react';
import type { FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import { useApp } from '../../hooks/useApp.ts';
import { findByIdentifiers, findWorks, type FindBy } from './findWorks.ts';
import { lookUpAll, type LookUpProgress } from './lookUpRun.ts';
import type { Understood } from './understand.ts';

/** Asking the services for what stands in the field. */
export interface Ask {
  /** Undefined until something is asked, and again when something else is typed. */
  readonly progress: LookUpProgress<string> | undefined;
  /** Ids of the answers are the places of the works, from 0. */
  readonly start: (understood: Understood) => void;
  /** Stops asking; what was found stays. */
  readonly cancel: () => void;
  readonly forget: () => void;
}

/** Looks up what was understood, one work after the other; stops when the component goes. */
export function useAsk(): Ask {
  const { host } = useApp();
  const stop = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<LookUpProgress<string>>();
  const cancel = useCallback(() => stop.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  const forget = useCallback(() => {
    cancel();
    stop.current = null;
    setProgress(undefined);
  }, [cancel]);
  const start = useCallback(
    (understood: Understood) => {
      cancel();
      const mine = new AbortController();
      stop.current = mine;
      void lookUpAll(itemsOf(understood), {
        find: (by, signal) => findWorks(host, by, signal),
        signal: mine.signal,
        onProgress: next => stop.current === mine && setProgress(next),
      });
    },
    [host, cancel],
  );
  return { progress, start, cancel, forget };
}

function itemsOf(understood: Understood): readonly { readonly id: string; readonly by: FindBy }[] {
  switch (understood.kind) {
    case 'nothing':
      return [];
    case 'title':
      return [{ id: '0', by: { kind: 'title', title: understood.title } }];
    case 'works':
      return understood.works.flatMap((work: FoundIdentifiers, place) => {
        const by = findByIdentifiers(work);
        return by === undefined ? [] : [{ id: String(place), by }];
      });
  }
}
