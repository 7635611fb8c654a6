import { useEffect, useState } from 'react';
import type { LibraryComparison, SnapshotInfo } from '../../../shared/library/snapshot.ts';
import { errorText } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { loadSnapshots } from './snapshotFlow.ts';

/** What is known of how a snapshot differs from now. */
export type Comparing =
  | { readonly kind: 'comparing' }
  | { readonly kind: 'compared'; readonly comparison: LibraryComparison }
  | { readonly kind: 'failed'; readonly message: string };

const COMPARING: Comparing = { kind: 'comparing' };

/** Compares a snapshot with the library as it is saved, again after every change. */
export function useComparison(snapshot: SnapshotInfo): Comparing {
  const { host, library } = useApp();
  const version = useLibraryVersion();
  const [answer, setAnswer] = useState<{ readonly of: string; readonly state: Comparing }>();
  useEffect(() => {
    const stop = new AbortController();
    const compare = async (): Promise<Comparing> => {
      // The host compares files; what the disk does not take now can't be waited for.
      if (library.saveState.kind === 'saving') await library.settled();
      const wish = { snapshot: snapshot.id, with: 'now' } as const;
      return { kind: 'compared', comparison: await host.call('snapshots.compare', wish, stop.signal) };
    };
    compare()
      .catch((error: unknown): Comparing => {
        // The host may have found out just now that the file is damaged.
        if (!stop.signal.aborted) void loadSnapshots({ host, library });
        return { kind: 'failed', message: errorText(error) };
      })
      .then(state => !stop.signal.aborted && setAnswer({ of: snapshot.id, state }));
    return () => stop.abort();
  }, [host, library, snapshot.id, version]);
  return answer?.of === snapshot.id ? answer.state : COMPARING;
}
