import type {} from './bridge.ts';
import { createHttpClient, redeemTicket, takeToken } from './http.ts';
import { createIpcClient } from './ipc.ts';
import type { HostClient } from './types.ts';

/** The host this page belongs to: Electron's bridge where there is one, else the server that served the page. */
export async function connectHost(): Promise<HostClient> {
  if (window.pandect) return createIpcClient(window.pandect);
  const { origin } = window.location;
  return createHttpClient(origin, await takeToken(window, ticket => redeemTicket(origin, ticket)));
}
