import type { HostClient } from '../../host/types.ts';
import { showToast } from '../../session/toast.ts';

/** Where it is kept over the reload that this page moved the library. */
const PLACE = 'pandect.moved';

/** Remembers over a reload that the move was this page's wish. */
export function rememberMove(): void {
  sessionStorage.setItem(PLACE, 'moved');
}

export function forgetMove(): void {
  sessionStorage.removeItem(PLACE);
}

/** Says after the reload where the library is now. */
export async function tellMoved(host: HostClient): Promise<void> {
  if (sessionStorage.getItem(PLACE) === null) return;
  forgetMove();
  const { folder } = await host.call('dataFolder.info', {});
  showToast(`Your library is now in ${folder}`);
}
