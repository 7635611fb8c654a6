import type { Timing } from './timing.ts';

/** What one answer may take. */
export interface TransportLimits {
  /** Bytes, unpacked. */
  readonly bytes: number;
  /** Milliseconds until the head of the answer is there. */
  readonly headMs: number;
  /** Milliseconds for everything. */
  readonly totalMs: number;
}

const LIMITS: TransportLimits = { bytes: 4 * 1024 * 1024, headMs: 20_000, totalMs: 45_000 };

export interface Answer {
  readonly status: number;
  /** As sent; see `retryAfterMs`. */
  readonly retryAfter: string | null;
  readonly text: string;
}

/**
 * A request that brought no answer that could be used. `passing`: trying again soon may help. `message` says what
 * happened in words that follow the service's name.
 */
export class NoAnswer extends Error {
  constructor(
    readonly kind: 'passing' | 'lasting',
    message: string,
  ) {
    super(message);
  }
}

export interface Request {
  readonly url: string;
  /** The only origin that is spoken to, wherever the service wants to send us: `https://api.crossref.org`. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends it at once; its reason is thrown. */
  readonly signal: AbortSignal;
  readonly fetch: Fetch;
}

/** Sends one request and gives its answer, a redirect too: none is followed, no cookie is sent or kept. */
export type Fetch = (
  url: string,
  sent: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>;

/** Node's own: it knows nothing of the system's proxy. */
export const nodeFetch: Fetch = (url, sent) =>
  fetch(url, { ...sent, redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer' });

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches one address: no cookies, no referrer, nothing from or to another origin, no more than the limits allow. Throws
 * `NoAnswer`, or the signal's reason.
 */
export async function request(asked: Request, timing: Timing, limits = LIMITS): Promise<Answer> {
  const head = timing.deadline(limits.headMs);
  const total = timing.deadline(limits.totalMs);
  const signal = AbortSignal.any([asked.signal, head.signal, total.signal]);
  try {
    const response = await followed(asked, signal);
    head.stop();
    const text = await limitedText(response, limits.bytes);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text };
  } catch (error) {
    asked.signal.throwIfAborted();
    if (signal.aborted) throw new NoAnswer('lasting', 'took too long to answer');
    throw error instanceof NoAnswer
      ? error
      : new NoAnswer('passing', `could not be reached (${reasonOf(error)})`);
  } finally {
    head.stop();
    total.stop();
  }
}

async function followed({ url, origin, headers, fetch }: Request, signal: AbortSignal): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (new URL(at).origin !== origin) {
      throw new NoAnswer(
        'lasting',
        `wanted to send Pandect elsewhere (${new URL(at).host}), which was not followed`,
      );
    }
    const response = await fetch(at, { headers, signal });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, at)) break;
    at = new URL(location, at).href;
  }
  throw new NoAnswer('lasting', 'sent Pandect round in circles');
}

/** The body as text, cut off with `NoAnswer` where it is too large. Packed bodies are unpacked on the way. */
async function limitedText(response: Response, limit: number): Promise<string> {
  // Packed several times over, little becomes very much before anybody can count it.
  const packed = response.headers.get('content-encoding') ?? '';
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (packed.includes(',') || announced > limit) {
    await response.body?.cancel();
    throw tooLarge(limit);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the transfer.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks, bytes));
}

function tooLarge(limit: number): NoAnswer {
  return new NoAnswer('lasting', `sent more than ${Math.round(limit / 1024 / 1024)} MB, which was cut off`);
}

/** `ECONNREFUSED` and the like stand in the cause of the error that `fetch` gives. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error)
    return 'code' in cause && cause.code !== '' ? String(cause.code) : cause.message;
  return String(cause);
}
