import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** What a server answered. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request to a loopback host with exactly these headers, as no browser would send it. */
export function rawRequest(
  origin: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(origin);
    const sent = request({ host: '127.0.0.1', port, method, path, headers, setHost: false }, response => {
      let text = '';
      response.on('data', chunk => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What the page itself sends with a call. */
export function pageHeaders(origin: string, token: string): Record<string, string> {
  return {
    Host: origin.slice('http://'.length),
    Origin: origin,
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
  };
}
