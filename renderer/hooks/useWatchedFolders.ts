import { useEffect, useState } from 'react';
import type { WatchedFolder } from '../../shared/host/watchApi.ts';
import { useApp } from './useApp.ts';

/** The watched folders as they stand; undefined until the host answered, or when it can't. */
export function useWatchedFolders(): readonly WatchedFolder[] | undefined {
  const { host } = useApp();
  const [folders, setFolders] = useState<readonly WatchedFolder[]>();
  useEffect(() => {
    const stop = new AbortController();
    const load = () => host.call('watch.list', {}, stop.signal).then(setFolders, () => undefined);
    void load();
    const end = host.listen('watch.changed', () => void load());
    return () => {
      end();
      stop.abort();
    };
  }, [host]);
  return folders;
}
