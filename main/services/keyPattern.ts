import { join } from 'node:path';
import type { HostHandlers } from '../../shared/host/api.ts';
import { notWritten } from '../lib/atomicWrite.ts';
import { loadSettings, saveSettings } from './settings.ts';

type KeysHandlers = Pick<HostHandlers, 'keys.pattern' | 'keys.choosePattern'>;

/** Keeps the pattern of new citation keys in the settings of a folder. */
export function createKeyPatternService({ config }: { readonly config: string }): KeysHandlers {
  return {
    'keys.pattern': async () => loadSettings(config).keyPattern ?? null,
    'keys.choosePattern': async ({ pattern }) => {
      try {
        saveSettings(config, { ...loadSettings(config), keyPattern: pattern });
      } catch (error) {
        throw notWritten(join(config, 'settings.json'), error);
      }
      return null;
    },
  };
}
