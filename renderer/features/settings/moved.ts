import { showToast } from '../../session/toast.ts';

/** Where it is kept over the reload what is to be said of the move. */
const PLACE = 'pandect.moved';

let moving = false;

/** While this page moves the library, it loads itself again when it has been told how that went. */
export function isMoving(): boolean {
  return moving;
}

/** Runs a move and, when the library was moved, loads the page again, which then says so. Null when it was cancelled. */
export async function moveAndReload(
  move: () => Promise<{ readonly folder: string; readonly note?: string } | null>,
): Promise<string | null> {
  moving = true;
  try {
    const moved = await move();
    if (moved === null) return null;
    const { folder, note } = moved;
    sessionStorage.setItem(PLACE, JSON.stringify({ folder, note }));
    window.location.reload();
    return folder;
  } finally {
    moving = false;
  }
}

/** Says after the reload where the library is now; a note of what is left to do stays until it is closed. */
export function tellMoved(): void {
  const kept = sessionStorage.getItem(PLACE);
  if (kept === null) return;
  sessionStorage.removeItem(PLACE);
  const { folder, note } = JSON.parse(kept) as { readonly folder: string; readonly note?: string };
  if (note === undefined) showToast(`Your library is now in ${folder}`);
  else showToast(`Your library is now in ${folder}. ${note}`, { tone: 'error' });
}
