import type { LibraryId } from '../../shared/domain/ids.ts';
import type { Library } from '../data/types.ts';
import { writePlace } from '../session/place.ts';
import { useSession, type Session } from '../session/session.ts';
import { dropPicture, keepPicture } from './keptPicture.ts';

/** So long nothing changes before there is time to take the picture. */
const QUIET_MS = 1_000;

/** What is followed: the window of a library, and whether it is this library that the window shows. */
export interface Followed {
  readonly id: LibraryId;
  readonly library: Library;
  readonly isShown: () => boolean;
}

/**
 * Keeps the picture of the window and the place that it shows in step with the library. Returns the function that keeps
 * them a last time.
 */
export function followPicture({ id, library, isShown }: Followed): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The place that the kept picture shows, unknown (`''`) of one that was kept before; undefined when none is kept. */
  let pictured: string | undefined = '';
  const drop = () => {
    pictured = undefined;
    dropPicture();
  };
  const keep = () => {
    clearTimeout(timer);
    if (!isShown()) return;
    const session = useSession.getState();
    const { view, focused, pane } = session;
    const scrolled = document.querySelector('.paper-list')?.scrollTop ?? 0;
    const place = { view, focused, pane, scrolled };
    writePlace(place);
    const frame = document.querySelector('.window-frame');
    if (frame && library.state.papers.size > 0 && canBeOpenedAgain(session)) {
      pictured = JSON.stringify(place);
      keepPicture(id, library.savedSeq, frame);
    } else if (pictured !== JSON.stringify(place)) drop();
  };
  const keepLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => requestIdleCallback(keep, { timeout: QUIET_MS }), QUIET_MS);
  };
  library.subscribe(change => {
    if (!change) return;
    if (pictured !== undefined) drop();
    keepLater();
  });
  useSession.subscribe(keepLater);
  keepLater();
  return keep;
}

/** The next window opens in the view, without a search, a selection, or anything above the three panes. */
function canBeOpenedAgain({ view, query, selected, overlay }: Session): boolean {
  return view.kind !== 'savedSearch' && query === '' && selected.size === 0 && overlay.kind === 'none';
}
