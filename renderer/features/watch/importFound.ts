import type { DigestId } from '../../../shared/domain/ids.ts';
import type { AskedDigest } from '../../../shared/host/asked.ts';
import type { FoundDumps } from '../../../shared/host/watchApi.ts';
import { runAsked } from '../../../shared/library/runAsked.ts';
import { randomId } from '../../data/randomId.ts';
import type { Library } from '../../data/types.ts';
import type { HostClient } from '../../host/types.ts';
import { counted } from '../../hooks/counted.ts';
import { chosenKeyPattern } from '../../hooks/keyPattern.ts';
import { showNew } from '../../hooks/showNew.ts';
import { yieldToPage } from '../../data/yieldToPage.ts';
import { showToast } from '../../session/toast.ts';

/** How long an import waits for its snapshot. */
const SNAPSHOT_MS = 10_000;

/** What bringing in needs. */
export interface FoundParts {
  readonly host: HostClient;
  /** Of the page that writes the library. */
  readonly session: string;
  readonly library: Library;
}

/**
 * Imports what watched folders bring, while this page writes the library: at the start, and whenever the host says so. All
 * that comes together is one import and one step of undo, told in a toast. Returns the function that stops it.
 */
export function importFound(parts: FoundParts): () => void {
  let isBusy = false;
  let isStopped = false;
  const takeAll = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (;;) {
        if (isStopped) return;
        const found = await parts.host.call('watch.take', { session: parts.session });
        if (found === null) return;
        if (!(await bringIn(found, parts))) return;
      }
    } catch {
      // The host is away, another page writes, or the library could not be written: they are offered again.
    } finally {
      isBusy = false;
    }
  };
  // The stream of events was away when `dumps.offered` is told, and something may have been found since.
  const stop = [
    parts.host.listen('watch.found', () => void takeAll()),
    parts.host.listen('dumps.offered', () => void takeAll()),
  ];
  void takeAll();
  return () => {
    isStopped = true;
    for (const end of stop) end();
  };
}

/** False when the library takes nothing at the moment. */
async function bringIn(found: FoundDumps, { host, session, library }: FoundParts): Promise<boolean> {
  const dumps = found.dumps.map(each => ({ ...each }));
  const outcome = await runAsked(
    { name: 'import', dumps },
    {
      library,
      call: (name, args) => host.call(name, args),
      keepLibrary: () => keepLibrary(host),
      now: Date.now,
      newId: randomId,
      keyPattern: chosenKeyPattern(),
      pace: yieldToPage,
    },
  );
  if (outcome.kind !== 'done') return false;
  const { digests = [], failed = [] } = outcome;
  await host.call('watch.done', { session, batch: found.batch, failed });
  const fresh = digests.filter(({ importedBefore }) => importedBefore === undefined);
  if (fresh.length > 0) whenSeen(() => tell(found, fresh));
  return true;
}

function tell({ folders }: FoundDumps, digests: readonly AskedDigest[]): void {
  const dumps = new Set(digests.map(({ dump }) => dump)).size;
  const fresh = digests.reduce((sum, digest) => sum + digest.new, 0);
  const from = folders.length === 1 ? `“${folders[0]}”` : counted(folders.length, 'folder');
  const ids = digests.map(({ digest }) => digest as DigestId);
  showToast(`Imported ${counted(dumps, 'dump')} from ${from}: ${fresh.toLocaleString('en')} new`, {
    offers: 'undo',
    actions: fresh > 0 ? [{ label: 'Show', run: () => showNew(ids) }] : [],
  });
}

/** Dumps come while the user is elsewhere; what nobody sees is told when they are back. */
function whenSeen(run: () => void): void {
  if (document.visibilityState === 'visible') return run();
  document.addEventListener('visibilitychange', run, { once: true });
}

async function keepLibrary(host: HostClient): Promise<void> {
  const signal = AbortSignal.timeout(SNAPSHOT_MS);
  await host.call('snapshots.make', { reason: 'import' }, signal).catch(() => undefined);
}
