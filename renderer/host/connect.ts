import type {} from './bridge.ts';
import { createHttpClient, takeToken } from './http.ts';
import { createIpcClient } from './ipc.ts';
import type { HostClient } from './types.ts';

/** The host this page belongs to: Electron's bridge where there is one, else the server that served the page. */
export async function connectHost(): Promise<HostClient> {
  if (window.pandect) return createIpcClient(window.pandect);
  return createHttpClient(window.location.origin, takeToken(window));
}
