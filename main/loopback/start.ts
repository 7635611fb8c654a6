import { resolve } from 'node:path';
import { HostError } from '../../shared/host/wire.ts';
import { createHost } from '../host.ts';
import { dataFolder, preparePaths } from '../paths.ts';
import { configFolder, loadSettings } from '../services/settings.ts';
import type { Shell } from '../shell.ts';
import { createEventHub } from './eventHub.ts';
import { handOverTo } from './handOver.ts';
import type { HandOver } from './handOver.ts';
import { createGreetings } from '../lib/instanceProof.ts';
import { loadPageFiles } from './pageFiles.ts';
import { listen } from './server.ts';
import type { Welcome } from './server.ts';
import { createTickets } from './tickets.ts';
import { loadTokens } from '../lib/instanceTokens.ts';

/**
 * The port is part of the page's origin, and so of the library's place in the browser: it never changes by itself.
 * Below 32768, where no system hands out ports for outgoing connections.
 */
export const DEFAULT_PORT = 27471;

/** A window may be so long in coming: another start waits for it, rather than open a second one. */
const OPENING_MS = 10_000;

/** How the loopback host is to run. */
export interface LoopbackOptions {
  /** Folder of the built page. */
  readonly page: string;
  readonly version: string;
  /** Data folder, as `--data` names it. */
  readonly data?: string;
  /** Data folder, as `PANDECT_DATA` names it, absolute: relative ones start where the user is, not where npm runs this. */
  readonly dataVariable?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Absolute paths of files and folders to import. */
  readonly paths?: readonly string[];
  /**
   * Opens a window on the address, when there is a way to; called again when a second start finds no page open. The
   * address is good once, for a minute.
   */
  readonly openWindow?: (address: string) => void;
  /** Told how many pages are open, each time one comes or goes. */
  readonly onPages?: (count: number) => void;
}

export interface RunningLoopback {
  readonly kind: 'running';
  /** Where to open the page, with the token in the fragment. */
  readonly address: string;
  /** How many pages are open. */
  pages(): number;
  close(): Promise<void>;
}

/** Another process holds the port: our own instance, which took the paths, or something else. */
export type LoopbackStart = RunningLoopback | HandOver;

/** The data folder where none is chosen on the command line; absolute. */
export function defaultDataFolder(): string {
  return dataFolder(undefined, undefined, loadSettings(configFolder()).dataFolder).folder;
}

/** Starts the host, or hands the paths to the instance that already runs with the same data folder. */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackStart> {
  const { port = DEFAULT_PORT, paths = [] } = options;
  const places = preparePaths(options.data, options.dataVariable);
  const tokens = await loadTokens(places.loopback);
  const tickets = createTickets();
  let openedAt = -Infinity;
  const openWindow = (at: string) => {
    if (performance.now() - openedAt < OPENING_MS) return;
    openedAt = performance.now();
    options.openWindow?.(`${at}/#ticket=${tickets.issue()}`);
  };
  const events = createEventHub({
    onCount(count) {
      if (count > 0) openedAt = -Infinity;
      options.onPages?.(count);
    },
    onSession: (session, what) => (what === 'here' ? host.pageHere(session) : host.pageGone(session)),
  });
  const host = createHost(loopbackShell(options.version, events.emit), places);
  const welcome = async (offered: readonly string[]): Promise<Welcome> => {
    if (offered.length > 0) await host.offer(offered);
    if (events.count() > 0) {
      events.emit({ name: 'window.raise', data: {} });
      return { window: 'raised' };
    }
    openWindow(new URL(address).origin);
    return { window: options.openWindow ? 'opened' : 'none' };
  };
  const parts = {
    tokens,
    tickets,
    files: loadPageFiles(options.page),
    dispatch: host.dispatch,
    events,
    welcome,
    greetings: createGreetings(tokens.instance, () => new URL(address).origin),
  };
  let address = '';
  try {
    const { server, origin } = await listen(parts, port);
    address = `${origin}/#token=${tokens.page}`;
    if (paths.length > 0) await host.offer(paths.map(path => resolve(path)));
    openWindow(new URL(address).origin);
    return {
      kind: 'running',
      address,
      pages: events.count,
      // A page that is being closed may still say goodbye: calls are answered until its last snapshot is made.
      close: async () => {
        await host.close();
        await closeServer(server, events.close);
      },
    };
  } catch (error) {
    events.close();
    if (!isTaken(error)) throw error;
    return handOverTo(port, tokens, paths);
  }
}

function closeServer(
  server: { close(done: () => void): unknown; closeAllConnections(): void },
  closeEvents: () => void,
): Promise<void> {
  return new Promise(done => {
    closeEvents();
    server.close(() => done());
    server.closeAllConnections();
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** In a browser the page opens dialogs, links and the clipboard itself. */
function loopbackShell(version: string, emit: Shell['emit']): Shell {
  const unsupported = async (): Promise<never> => {
    throw new HostError('unsupported', 'In a browser the page does this itself. Nothing was changed.');
  };
  return {
    kind: 'loopback',
    version,
    chooseFiles: unsupported,
    askWhere: unsupported,
    showFile: unsupported,
    openExternal: unsupported,
    writeClipboard: unsupported,
    clearBrowser: async () => undefined,
    emit,
  };
}
