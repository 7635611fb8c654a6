import type { CallName, HostEvent } from './api.ts';
import type { Reply } from './wire.ts';

/** What the preload script puts on `window.pandect` in Electron: the whole of the page's power. */
export interface Bridge {
  /** Arguments go as structured clones, so bytes stay bytes. Never rejects for a failure of the host. */
  call(name: CallName, args: unknown): Promise<Reply<unknown>>;
  /** Returns the function that stops listening. */
  listen(listener: (event: HostEvent) => void): () => void;
}

/** The only two channels between Electron's page and host. */
export const CALL_CHANNEL = 'pandect:call';
export const EVENT_CHANNEL = 'pandect:event';
