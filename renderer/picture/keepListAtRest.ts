import type { OpenedHere } from '../data/openLibrary.ts';
import type { VisiblePapers } from '../hooks/visiblePapers.ts';
import { useSession } from '../session/session.ts';

/** So long nothing changes before what the next start shows the list by is kept anew: at 100,000 papers that is 80 MB. */
const QUIET_MS = 5_000;

/** Keeps what the next start shows the list by, at the start and whenever the library rests. */
export function keepListAtRest(library: OpenedHere, visible: Pick<VisiblePapers, 'all'>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => void library.keepList(() => visible.all());
  const keepLater = () => {
    clearTimeout(timer);
    // A window that draws nothing may never be told that it is idle.
    timer = setTimeout(() => requestIdleCallback(keep, { timeout: QUIET_MS }), QUIET_MS);
  };
  library.subscribe(change => change && keepLater());
  useSession.subscribe(({ sort }, before) => sort !== before.sort && keepLater());
  keepLater();
}
