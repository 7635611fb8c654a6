import type { HostEvent, HostInfo } from '../shared/host/api.ts';
import type { Fetch } from './services/lookUp/transport.ts';

/**
 * What the two shells do differently. A shell that has no such thing rejects with `HostError` `unsupported`, and the
 * page then uses the browser's own way.
 */
export interface Shell {
  readonly kind: HostInfo['host'];
  /** Version of the program, for showing. */
  readonly version: string;
  /** Asks for files or one folder; absolute paths, none when the user cancels. */
  chooseFiles(
    what: 'files' | 'folder' | 'backup' | 'dataFolder' | 'exportFolder' | 'watchFolder',
  ): Promise<readonly string[]>;
  /** Asks where to save; an absolute path, null when the user cancels. */
  askWhere(suggestedName: string): Promise<string | null>;
  /** Shows a file, of which only the path is known, in the system's file manager. */
  showFile(path: string): Promise<void>;
  /** Opens an address that was already checked in the user's browser. */
  openExternal(url: string): Promise<void>;
  writeClipboard(text: string): Promise<void>;
  /** Asks a service on the network as the system's settings say (a proxy); Node's own way where there is no other. */
  readonly fetch?: Fetch;
  /** Throws away the databases of the page's origin. On the loopback host the answer to the call itself does so. */
  clearBrowser(): Promise<void>;
  /** Tells every page that listens. */
  emit(event: HostEvent): void;
}
