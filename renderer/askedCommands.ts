import type { SessionId } from '../shared/domain/ids.ts';
import type { AskedCommand, AskedOutcome } from '../shared/host/asked.ts';
import { runAsked } from '../shared/library/runAsked.ts';
import { randomId } from './data/randomId.ts';
import type { Library } from './data/types.ts';
import { chosenKeyPattern } from './hooks/keyPattern.ts';
import { yieldToPage } from './data/yieldToPage.ts';
import type { HostClient } from './host/types.ts';
import { showToast } from './session/toast.ts';

/** The command line waits no longer than this for a disk that takes nothing. */
const STUCK_MS = 10_000;
/** How long an import waits for its snapshot. */
const SNAPSHOT_MS = 10_000;

/**
 * Runs what the command line asks of the page that writes the library, one command after the other, as the user's own
 * commands are run; each is a step of undo, and told in a toast. Returns the function that stops it.
 */
export function answerAsked(host: HostClient, session: SessionId, library: Library): () => void {
  let isBusy = false;
  const takeAll = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (;;) {
        const asked = await host.call('commands.take', { session });
        if (asked === null) return;
        const outcome = await outcomeOf(asked.command, host, library);
        if (outcome.kind === 'done' && outcome.changed)
          showToast(`${outcome.label} (command line)`, { offers: 'undo' });
        await host.call('commands.answer', { session, id: asked.id, outcome });
      }
    } catch {
      // The host is away; it tells the command line itself.
    } finally {
      isBusy = false;
    }
  };
  return host.listen('commands.asked', asked => {
    if (asked.session === session) void takeAll();
  });
}

async function outcomeOf(command: AskedCommand, host: HostClient, library: Library): Promise<AskedOutcome> {
  const stop = new AbortController();
  try {
    return await Promise.race([
      runAsked(command, {
        library,
        call: (name, args) => host.call(name, args),
        keepLibrary: () => keepLibrary(host),
        now: Date.now,
        newId: randomId,
        keyPattern: chosenKeyPattern(),
        pace: yieldToPage,
      }),
      untilStuck(library, stop.signal),
    ]);
  } catch (error) {
    return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
  } finally {
    stop.abort();
  }
}

async function keepLibrary(host: HostClient): Promise<void> {
  const signal = AbortSignal.timeout(SNAPSHOT_MS);
  await host.call('snapshots.make', { reason: 'import' }, signal).catch(() => undefined);
}

/** Resolves when the disk has taken nothing for too long. */
function untilStuck(library: Library, signal: AbortSignal): Promise<AskedOutcome> {
  return new Promise(resolve => {
    let since: number | undefined;
    const timer = setInterval(() => {
      const { saveState } = library;
      if (saveState.kind === 'saved' || saveState.kind === 'saving') {
        since = undefined;
        return;
      }
      since ??= performance.now();
      if (performance.now() - since < STUCK_MS) return;
      resolve({
        kind: 'refused',
        message: `The window did it, but it is not on the disk. ${saveState.message}`,
      });
    }, 500);
    signal.addEventListener('abort', () => clearInterval(timer));
  });
}
