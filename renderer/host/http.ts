import type { CallArguments, CallResult } from '../../shared/host/api.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { Reply } from '../../shared/host/wire.ts';
import { followEvents } from './eventStream.ts';
import { createListeners } from './listeners.ts';
import { cancelled, unwrap } from './reply.ts';
import type { HostClient } from './types.ts';
import { MAX_BACKUP_BYTES, MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

/** Where the token waits between reloads of the same tab. */
const TOKEN_PLACE = 'pandect.token';

/** The parts of a window that hold the token; a plain object in tests. */
export interface TokenPlaces {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
}

/**
 * Takes the key out of the address, so that it doesn't stand in the history or in a copied address, and keeps it for
 * this tab: the token itself (`#token=…`), or a ticket (`#ticket=…`) which `redeem` turns into it. Rejects with
 * `connectionLost` when there is none.
 */
export async function takeToken(
  places: TokenPlaces,
  redeem: (ticket: string) => Promise<string>,
): Promise<string> {
  const { location, sessionStorage, history } = places;
  const given = new URLSearchParams(location.hash.slice(1));
  const ticket = given.get('ticket');
  const token = given.get('token');
  if (ticket ?? token) history.replaceState(history.state, '', location.pathname + location.search);
  const found = ticket ? await redeem(ticket) : (token ?? sessionStorage.getItem(TOKEN_PLACE));
  if (found) {
    sessionStorage.setItem(TOKEN_PLACE, found);
    return found;
  }
  throw new HostError(
    'connectionLost',
    'This address lacks the key to your library, so nothing was opened. Your library is safe. Run “npm start” and open the whole address that it prints, with the part after the #.',
  );
}

/** The token for a ticket, which is good once. Rejects with `connectionLost` when it was used before or is too old. */
export async function redeemTicket(origin: string, ticket: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const init: RequestInit = { method: 'POST', headers, body: JSON.stringify({ ticket }), cache: 'no-store' };
  return unwrap((await send(`${origin}/session`, init)) as Reply<string>);
}

/** The calls and events over HTTP to the loopback host at `origin`. */
export function createHttpClient(origin: string, token: string): HostClient {
  const listeners = createListeners();
  let stopFollowing: (() => void) | undefined;
  /** Under which the page opened the library: while its stream is open, the host knows that the page is there. */
  let session: string | undefined;
  const follow = () => {
    const query = session === undefined ? '' : `?session=${session}`;
    stopFollowing = followEvents(`${origin}/events${query}`, token, listeners.tell);
  };
  const followAs = (given: string) => {
    if (given === session) return;
    session = given;
    if (!stopFollowing) return;
    stopFollowing();
    follow();
  };
  return {
    async call(name, args, signal) {
      if (name === 'library.open') followAs((args as CallArguments<'library.open'>).session);
      const { path, type, body } = request(name, args);
      const init: RequestInit = {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
        body,
        cache: 'no-store',
        redirect: 'error',
        // The page may be gone before this is sent.
        keepalive: name === 'library.close',
        ...(signal && { signal }),
      };
      return unwrap((await send(origin + path, init)) as Reply<CallResult<typeof name>>);
    },
    listen(event, listener) {
      const stop = listeners.add(event, listener);
      if (!stopFollowing) follow();
      return () => {
        stop();
        if (listeners.count() > 0) return;
        // A browser has few connections to one address, and this one is held open.
        stopFollowing?.();
        stopFollowing = undefined;
      };
    },
  };
}

/**
 * Chromium hands the bytes of a body over to its network process piece by piece, while the page stands still, and those of a
 * blob at once: measured with 1.3 MB, 20 to 90 ms against 10.
 */
const BLOB_LENGTH = 32 * 1024;

function bodyOf(json: string): BodyInit {
  return json.length < BLOB_LENGTH ? json : new Blob([json]);
}

/** JSON for everything but the bytes of a dump or a backup, which go as they are, with the name in the query. */
function request(name: string, args: object): { path: string; type: string; body: BodyInit } {
  if ('bytes' in args && 'name' in args && args.bytes instanceof Uint8Array) {
    const limit = name === 'backups.take' ? MAX_BACKUP_BYTES : MAX_DUMP_BYTES;
    if (args.bytes.length > limit) throw tooLarge(String(args.name), limit);
    return {
      path: `/call/${name}?name=${encodeURIComponent(String(args.name))}`,
      type: 'application/octet-stream',
      body: new Blob([args.bytes as Uint8Array<ArrayBuffer>]),
    };
  }
  return { path: `/call/${name}`, type: 'application/json', body: bodyOf(JSON.stringify(args)) };
}

async function send(url: string, init: RequestInit): Promise<Reply<unknown>> {
  try {
    const reply: unknown = await (await fetch(url, init)).json();
    if (typeof reply === 'object' && reply !== null && 'ok' in reply) return reply as Reply<unknown>;
  } catch {
    if (init.signal?.aborted) throw cancelled();
  }
  throw new HostError(
    'connectionLost',
    'Pandect’s own process does not answer. What is in your library stays, and you can go on reading. Start it again with “npm start”; this page then carries on.',
  );
}

function tooLarge(name: string, limit: number): HostError {
  const megabytes = limit / 1024 / 1024;
  if (limit === MAX_BACKUP_BYTES) {
    return new HostError(
      'tooLarge',
      `“${name}” is larger than ${megabytes} MB and was not read. Your library is unchanged. Choose a file that Pandect saved as a backup.`,
    );
  }
  return new HostError(
    'tooLarge',
    `“${name}” is larger than ${megabytes} MB and was not read. Your library is unchanged. Digest pages are far smaller: choose another file, or split this one.`,
  );
}
