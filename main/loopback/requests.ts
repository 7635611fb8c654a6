import type { IncomingMessage } from 'node:http';
import { HostError } from '../../shared/host/wire.ts';
import { sameSecret } from '../lib/instanceTokens.ts';

const FIRST_BYTES = 16 * 1024;

/** A request that is answered with this status before anything looks at its body. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421,
    message: string,
  ) {
    super(message);
  }
}

/** Lets through POSTs of a page of our own exact origin, or of a second start. Throws `Refusal`. */
export function checkOrigin(request: IncomingMessage, origin: string): void {
  if (request.method !== 'POST') throw new Refusal(405, 'Calls are made with POST.');
  if (request.headers.origin !== origin) throw new Refusal(403, 'Calls are answered for our own page only.');
}

/** Lets through whoever has the token besides. Throws `Refusal`. */
export function checkCaller(request: IncomingMessage, origin: string, token: string): void {
  checkOrigin(request, origin);
  const given = /^Bearer ([0-9a-f]{64})$/u.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!sameSecret(given, token)) throw wrongKey();
}

/** What a page hears whose key is not, or no longer, good. */
export function wrongKey(): Refusal {
  return new Refusal(
    401,
    'This page’s key does not fit this library, so nothing was done. Your library is safe. Close this page, run “npm start” and open the address that it prints.',
  );
}

/**
 * The content type of a request, if it is one of the allowed: those that a foreign page can't send without asking first,
 * which is never granted. Throws `Refusal`.
 */
export function checkContentType<T extends string>(request: IncomingMessage, allowed: readonly T[]): T {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const found = allowed.find(name => name === type);
  if (found === undefined) throw new Refusal(415, `The content type should be ${allowed.join(' or ')}.`);
  return found;
}

/** The whole body. Throws `Refusal` 413 as soon as it is known to be longer than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLong = () => new Refusal(413, `What was sent is larger than ${limit} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong();
  // Grows as bytes come, whatever length was announced; a large body is not held twice.
  let body = Buffer.allocUnsafe(FIRST_BYTES);
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length + chunk.length > limit) throw tooLong();
    if (length + chunk.length > body.length) body = grown(body, length, length + chunk.length, limit);
    length += chunk.copy(body, length);
  }
  return body.subarray(0, length);
}

function grown(
  body: Buffer<ArrayBuffer>,
  length: number,
  needed: number,
  limit: number,
): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(limit, body.length * 2)));
  body.copy(larger, 0, 0, length);
  return larger;
}

/** The body as JSON. Throws `badArguments` if it is not JSON. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const body = await readBody(request, limit);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new HostError(
      'badArguments',
      'The page sent something unreadable. Nothing was changed. Reload the page.',
    );
  }
}
