import { useCallback, useEffect, useState } from 'react';
import type { CallArguments } from '../../shared/host/api.ts';
import { type LookUpSettings } from '../../shared/host/lookUpApi.ts';
import { useApp } from './useApp.ts';
import { LOOK_UP_SERVICES } from '../../shared/host/lookUpServices.ts';

/** How papers are looked up, and the way to change it. */
export interface LookUpControl {
  /** Undefined until the host told them. */
  readonly settings: LookUpSettings | undefined;
  /** Why the last reading or change failed, in words. */
  readonly failure: string | undefined;
  /** Changes what is given. Null when that failed. */
  readonly configure: (change: CallArguments<'lookUp.configure'>) => Promise<LookUpSettings | null>;
}

/** The look-up settings of this machine; what is chosen counts at once. */
export function useLookUpSettings(): LookUpControl {
  const { host } = useApp();
  const [settings, setSettings] = useState<LookUpSettings>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    host.call('lookUp.settings', {}, stop.signal).then(setSettings, (error: unknown) => {
      if (!stop.signal.aborted) setFailure(inWords(error));
    });
    return () => stop.abort();
  }, [host]);
  const configure = useCallback<LookUpControl['configure']>(
    async change => {
      // A switch answers at once; what the host refuses goes back.
      setSettings(before => before && switched(before, change));
      try {
        const next = await host.call('lookUp.configure', change);
        setSettings(next);
        setFailure(undefined);
        return next;
      } catch (error) {
        setFailure(inWords(error));
        host.call('lookUp.settings', {}).then(setSettings, () => undefined);
        return null;
      }
    },
    [host],
  );
  return { settings, failure, configure };
}

/** The settings with what is switched on or off; addresses are for the host to check. */
function switched(
  settings: LookUpSettings,
  { use, services }: CallArguments<'lookUp.configure'>,
): LookUpSettings {
  const changed = { ...settings.services };
  for (const name of LOOK_UP_SERVICES) {
    changed[name] = { ...changed[name], use: services?.[name]?.use ?? changed[name].use };
  }
  return { ...settings, use: use ?? settings.use, services: changed };
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
