import type { HostHandlers } from '../../../shared/host/api.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { loadSettings, saveSettings } from '../settings.ts';
import { notWritten } from '../../lib/atomicWrite.ts';
import { changedChoice, withDefaults } from './settings.ts';
import { join } from 'node:path';

export interface LookUpServiceOptions {
  /** Folder of the settings, which are read anew for every call: another window may have changed them. */
  readonly config: string;
}

export type LookUpHandlers = Pick<
  HostHandlers,
  'lookUp.settings' | 'lookUp.configure' | 'lookUp.find' | 'lookUp.cancel'
>;

/** Looks papers up at services on the network, once the user has turned that on. */
export function createLookUpService({ config }: LookUpServiceOptions): { readonly handlers: LookUpHandlers } {
  return {
    handlers: {
      'lookUp.settings': async () => withDefaults(loadSettings(config).lookUp),
      'lookUp.configure': async change => {
        const settings = loadSettings(config);
        const lookUp = changedChoice(settings.lookUp ?? {}, change);
        try {
          saveSettings(config, { ...settings, lookUp });
        } catch (error) {
          throw notWritten(join(config, 'settings.json'), error);
        }
        return withDefaults(lookUp);
      },
      'lookUp.find': async () => {
        throw new HostError(
          'lookUpOff',
          'Looking papers up is off, so nothing was asked. Turn it on in the settings to ask arXiv, Crossref, Semantic Scholar and Hugging Face.',
        );
      },
      'lookUp.cancel': async () => null,
    },
  };
}
