import { useEffect } from 'react';
import type { CallArguments, CallName } from '../../shared/host/api.ts';
import type { FreshExport } from '../../shared/host/freshExportsApi.ts';
import type { HostClient } from '../host/types.ts';
import { useFreshExportsStore } from '../session/freshExports.ts';
import { showToast } from '../session/toast.ts';
import { useApp } from './useApp.ts';

/** The files that are kept fresh, asked for anew where this is shown; undefined until the host answered. */
export function useFreshExports(): readonly FreshExport[] | undefined {
  const { host } = useApp();
  useEffect(() => {
    const load = () =>
      void host.call('freshExports.list', {}).then(
        exports => useFreshExportsStore.setState({ exports }),
        (error: unknown) => tellFailed(error),
      );
    load();
    return host.listen('freshExports.changed', load);
  }, [host]);
  return useFreshExportsStore(({ exports }) => exports);
}

/** Says that a file is kept fresh from now on, which can be taken back. */
export function tellTied(host: HostClient, { id, name }: FreshExport, what: string): void {
  showToast(`“${name}” is kept fresh with ${what} from now on`, {
    actions: [{ label: 'Undo', run: () => void tellIfFailed(host, 'freshExports.stop', { id }) }],
  });
}

/** Makes a call of which only a failure is told, in a toast; false then. */
export async function tellIfFailed<C extends CallName>(
  host: HostClient,
  name: C,
  args: CallArguments<C>,
): Promise<boolean> {
  try {
    await host.call(name, args);
    return true;
  } catch (error) {
    tellFailed(error);
    return false;
  }
}

function tellFailed(error: unknown): void {
  showToast(error instanceof Error ? error.message : String(error), { tone: 'error' });
}
