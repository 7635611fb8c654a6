import { useEffect, useState } from 'react';
import { useApp } from './useApp.ts';

/** Whether the system's own dialogs ask for files and folders; else paths are typed. Undefined until the host answered. */
export function useHasDialog(): boolean | undefined {
  const { host } = useApp();
  const [hasDialog, setHasDialog] = useState<boolean>();
  useEffect(() => {
    const stop = new AbortController();
    host.call('app.info', {}, stop.signal).then(
      info => setHasDialog(info.host === 'electron'),
      () => undefined,
    );
    return () => stop.abort();
  }, [host]);
  return hasDialog;
}
