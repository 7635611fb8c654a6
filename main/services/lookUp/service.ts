import { join } from 'node:path';
import type { HostHandlers } from '../../../shared/host/api.ts';
import type { LookUpResult } from '../../../shared/host/lookUpApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { notWritten } from '../../lib/atomicWrite.ts';
import { loadSettings, saveSettings } from '../settings.ts';
import { createAsker } from './asker.ts';
import { cacheFolder, createAnswerCache } from './cache.ts';
import { findWorks } from './find.ts';
import { questionOf } from './question.ts';
import { changedChoice, withDefaults } from './settings.ts';
import { machineTiming, type Timing } from './timing.ts';
import type { Fetch, TransportLimits } from './transport.ts';

export interface LookUpServiceOptions {
  /** Folder of the settings, which are read anew for every call: another window may have changed them. */
  readonly config: string;
  /** Version of the program. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** What a test may put in place of the machine's own. */
  readonly timing?: Timing;
  readonly limits?: TransportLimits;
  /** The shell's way to the network; Node's own if left out. */
  readonly fetch?: Fetch | undefined;
}

/** The calls about looking papers up, and what ends look-ups. */
export interface LookUp {
  readonly handlers: Pick<
    HostHandlers,
    'lookUp.settings' | 'lookUp.configure' | 'lookUp.find' | 'lookUp.cancel'
  >;
  pageHere(session: string): void;
  /** Ends what this page asked for; with the last page everything. */
  pageGone(session: string): void;
  /** Ends every look-up. */
  endAll(): void;
}

interface Running {
  readonly session: string | undefined;
  readonly controller: AbortController;
}

/** Looks papers up at services on the network, once the user has turned that on. */
export function createLookUpService(options: LookUpServiceOptions): LookUp {
  const { config, version, now = Date.now, timing = machineTiming, limits, fetch } = options;
  const cache = createAnswerCache(join(cacheFolder(), 'lookUp'), now);
  const ask = createAsker({ cache, timing, version, ...(limits && { limits }), ...(fetch && { fetch }) });
  const running = new Map<string, Running>();
  /** How many event streams each page has open. */
  const pages = new Map<string, number>();
  const end = (isMeant: (each: Running) => boolean): void => {
    for (const each of running.values()) if (isMeant(each)) each.controller.abort(cancelled());
  };
  const find = async (by: Parameters<typeof questionOf>[0], signal: AbortSignal): Promise<LookUpResult> => {
    const settings = withDefaults(loadSettings(config).lookUp);
    if (settings.use === 'off') throw isOff();
    const result = await findWorks(questionOf(by), settings, ask, signal);
    return result ?? fail(noneToAsk());
  };
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
        if (change.use === 'off') end(() => true);
        return withDefaults(lookUp);
      },
      'lookUp.find': async ({ request, session, by }) => {
        if (running.has(request)) throw askedTwice();
        const controller = new AbortController();
        running.set(request, { session, controller });
        try {
          return await orAborted(find(by, controller.signal), controller.signal);
        } finally {
          running.delete(request);
        }
      },
      'lookUp.cancel': async ({ request }) => {
        running.get(request)?.controller.abort(cancelled());
        return null;
      },
    },
    pageHere: session => void pages.set(session, (pages.get(session) ?? 0) + 1),
    pageGone(session) {
      const left = (pages.get(session) ?? 1) - 1;
      if (left > 0) return void pages.set(session, left);
      pages.delete(session);
      end(each => each.session === session || pages.size === 0);
    },
    endAll: () => end(() => true),
  };
}

/** The work's result, or the reason of the signal as soon as it aborts: nobody waits for a line that has to be left. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

function fail(error: HostError): never {
  throw error;
}

function cancelled(): HostError {
  return new HostError('cancelled', 'The look-up was cancelled. Nothing was changed.');
}

function isOff(): HostError {
  return new HostError(
    'lookUpOff',
    'Looking papers up is off, so nothing was asked. Turn it on in the settings to ask arXiv, Crossref, Semantic Scholar and Hugging Face.',
  );
}

function noneToAsk(): HostError {
  return new HostError(
    'lookUpOff',
    'Every service that could tell is turned off, so nothing was asked. Turn one on in the settings.',
  );
}

function askedTwice(): HostError {
  return new HostError(
    'badArguments',
    'This look-up is already under way. Nothing else was asked. Wait for it.',
  );
}
