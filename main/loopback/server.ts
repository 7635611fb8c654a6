import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { HostError } from '../../shared/host/wire.ts';
import type { Reply } from '../../shared/host/wire.ts';
import type { Dispatch } from '../dispatch.ts';
import { SECURITY_HEADERS } from '../lib/contentSecurity.ts';
import type { EventHub } from './eventHub.ts';
import { greeting, handedOver, type Greetings } from '../lib/instanceProof.ts';
import { refuseMalformed } from './malformed.ts';
import type { PageFile } from './pageFiles.ts';
import {
  Refusal,
  checkCaller,
  checkContentType,
  checkOrigin,
  readBody,
  readJson,
  wrongKey,
} from './requests.ts';
import type { Tickets } from './tickets.ts';
import type { Tokens } from '../lib/instanceTokens.ts';
import { MAX_APPEND_BYTES, MAX_BACKUP_BYTES, MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

/** Name of the header by which a second start knows that it is Pandect which holds the port. */
export const SERVER_HEADER = 'pandect';
/** Largest call in JSON, in bytes, but for those that carry the library. */
const MAX_JSON_BYTES = 1024 * 1024;
/** Rows with their abstracts. */
const MAX_ROWS_BYTES = 64 * 1024 * 1024;
const JSON_LIMITS: ReadonlyMap<string, number> = new Map([
  ['library.append', MAX_APPEND_BYTES],
  ['copies.give', MAX_ROWS_BYTES],
]);
/** The calls that take bytes, and how many. */
const BYTE_LIMITS: ReadonlyMap<string, number> = new Map([
  ['dumps.read', MAX_DUMP_BYTES],
  ['backups.take', MAX_BACKUP_BYTES],
]);
const sessionId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const session = v.strictObject({ ticket: v.pipe(v.string(), v.maxLength(100)) });

/** What the server is made of. */
export interface ServerParts {
  readonly tokens: Tokens;
  readonly tickets: Tickets;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly dispatch: Dispatch;
  readonly events: EventHub;
  readonly greetings: Greetings;
  /** Takes the paths of a second start and answers what became of the window. */
  readonly welcome: (paths: readonly string[]) => Promise<Welcome>;
}

/** What the running instance did for a second start. */
export interface Welcome {
  readonly window: 'raised' | 'opened' | 'none';
}

/** Listens on 127.0.0.1 alone. `port` 0 takes any free one. Rejects with the system's error (`EADDRINUSE`). */
export async function listen(parts: ServerParts, port: number): Promise<{ server: Server; origin: string }> {
  let origin = '';
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void answer(parts, origin, request, response);
  // Node would answer a request without a host, or with an expectation, by itself and without our headers.
  const server = createServer({ requireHostHeader: false }, listener).on('checkExpectation', listener);
  refuseMalformed(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, origin };
}

async function answer(
  parts: ServerParts,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  response.setHeader(SERVER_HEADER, '1');
  try {
    await route(parts, origin, request, response);
  } catch (error) {
    if (!response.headersSent) sendFailure(error, request, response);
    else response.destroy();
  }
}

async function route(
  parts: ServerParts,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A foreign name that leads here (DNS rebinding) shows in the Host header.
  if (request.headers.host !== origin.slice('http://'.length))
    throw new Refusal(421, 'Not the host asked for.');
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (path.startsWith('/call/')) {
    checkCaller(request, origin, parts.tokens.page);
    const name = path.slice('/call/'.length);
    const reply = await answerCall(parts.dispatch, name, request);
    // No page can do this by itself when the browser can't open its databases any more.
    if (name === 'browser.clear' && reply.ok) response.setHeader('Clear-Site-Data', '"storage"');
    send(response, 200, reply);
  } else if (path === '/events') {
    checkCaller(request, origin, parts.tokens.page);
    checkContentType(request, ['application/json']);
    request.resume();
    const session = v.safeParse(sessionId, queryOf(request).get('session'));
    parts.events.add(response, session.success ? session.output : undefined);
  } else if (path === '/session') {
    checkOrigin(request, origin);
    send(response, 200, await answerSession(parts, request));
  } else if (path === '/instance') {
    checkOrigin(request, origin);
    send(response, 200, await answerInstance(parts, request));
  } else {
    sendFile(parts.files.get(path), request, response);
  }
}

async function answerCall(
  dispatch: Dispatch,
  name: string,
  request: IncomingMessage,
): Promise<Reply<unknown>> {
  const type = checkContentType(request, ['application/json', 'application/octet-stream']);
  if (type === 'application/json') {
    return dispatch(name, await readJson(request, JSON_LIMITS.get(name) ?? MAX_JSON_BYTES));
  }
  const body = await readBody(request, BYTE_LIMITS.get(name) ?? 0);
  return dispatch(name, {
    name: queryOf(request).get('name'),
    bytes: new Uint8Array(body.buffer, body.byteOffset, body.length),
  });
}

/** Gives the token for a ticket. */
async function answerSession(parts: ServerParts, request: IncomingMessage): Promise<Reply<string>> {
  checkContentType(request, ['application/json']);
  const checked = v.safeParse(session, await readJson(request, MAX_JSON_BYTES));
  if (!checked.success || !parts.tickets.redeem(checked.output.ticket)) throw wrongKey();
  return { ok: true, value: parts.tokens.page };
}

/** First proves to a second start that this is the instance of its data folder, then takes what it proves to have said. */
async function answerInstance(parts: ServerParts, request: IncomingMessage): Promise<Reply<unknown>> {
  checkContentType(request, ['application/json']);
  const said = await readJson(request, MAX_JSON_BYTES);
  const hello = v.safeParse(greeting, said);
  if (hello.success) return { ok: true, value: parts.greetings.greet(hello.output.hello) };
  const checked = v.safeParse(handedOver, said);
  if (!checked.success) throw new Refusal(400, 'A greeting or a list of paths with its proof was expected.');
  if (!parts.greetings.accept(checked.output)) throw wrongKey();
  return { ok: true, value: await parts.welcome(checked.output.paths) };
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'));
}

function sendFile(file: PageFile | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'Files are only read.');
  if (file === undefined) throw new Refusal(404, 'There is no such file.');
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': file.body.length,
    'Cache-Control': file.cacheControl,
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

function sendFailure(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  // What was not read of the body is let go with the connection.
  if (!request.complete) response.setHeader('Connection', 'close');
  if (error instanceof Refusal) {
    const code = error.status === 413 ? 'tooLarge' : error.status === 401 ? 'connectionLost' : 'badArguments';
    send(response, error.status, { ok: false, error: { code, message: error.message } });
  } else if (error instanceof HostError) {
    send(response, 200, { ok: false, error: { code: error.code, message: error.message } });
  } else {
    // The page went away while it was sending, or was being answered.
    response.destroy();
  }
}

function send(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  const body = Buffer.from(JSON.stringify(reply));
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
