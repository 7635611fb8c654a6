import type { CallName, HostEvent } from '../../shared/host/api.ts';
import type { Reply } from '../../shared/host/wire.ts';

/** What the preload script puts on `window.pandect` in Electron: the whole of the page's power. */
export interface Bridge {
  /** Arguments go as structured clones, so bytes stay bytes. Never rejects for a failure of the host. */
  call(name: CallName, args: unknown): Promise<Reply<unknown>>;
  /** Returns the function that stops listening. */
  listen(listener: (event: HostEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly pandect?: Bridge;
  }
}
