import { net, session, type ClientRequest, type IncomingMessage } from 'electron';
import type { Fetch } from '../services/lookUp/transport.ts';

/** Asks through Chromium, which honours the system's proxy and certificates. The page's own session lets nothing out. */
export const systemFetch: Fetch = (url, { headers, signal }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = net.request({
      url,
      headers: { ...headers },
      // In memory alone: neither cookies nor answers are kept.
      session: session.fromPartition('look-up', { cache: false }),
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
        request.abort();
      },
      { once: true },
    );
    // Not being told to follow it here and now, Chromium ends the request (with an error that nobody waits for any more).
    request.on('redirect', (status, _method, location) =>
      resolve(new Response(null, { status, headers: { location } })),
    );
    request.on('response', response => resolve(answerOf(response, request, signal)));
    request.on('error', reject);
    request.end();
  });

const WITHOUT_BODY = new Set([204, 205, 304]);

function answerOf(answer: IncomingMessage, request: ClientRequest, signal: AbortSignal): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headers)) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  const body = WITHOUT_BODY.has(answer.statusCode) ? null : bodyOf(answer, request, signal);
  return new Response(body, { status: answer.statusCode, headers });
}

function bodyOf(answer: IncomingMessage, request: ClientRequest, signal: AbortSignal): ReadableStream {
  return new ReadableStream<Uint8Array>({
    start(stream) {
      let isOver = false;
      const once = (end: () => void) => () => {
        if (!isOver) end();
        isOver = true;
      };
      answer.on('data', chunk => {
        if (!isOver) stream.enqueue(chunk);
      });
      answer.on(
        'end',
        once(() => stream.close()),
      );
      answer.on(
        'aborted',
        once(() => stream.error(new Error('the connection broke off'))),
      );
      answer.on(
        'error',
        once(() => stream.error(new Error('the connection broke off'))),
      );
      signal.addEventListener(
        'abort',
        once(() => stream.error(signal.reason)),
        { once: true },
      );
    },
    cancel: () => request.abort(),
  });
}
