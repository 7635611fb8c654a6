import { resolve } from 'node:path';
import * as v from 'valibot';
import { SERVER_HEADER } from './server.ts';
import type { Tokens } from './tokens.ts';

const PATIENCE_MS = 5_000;
const welcomed = v.object({
  ok: v.literal(true),
  value: v.object({ window: v.picklist(['raised', 'opened', 'none']) }),
});

/** What a start found on a port that is already taken. */
export type HandOver =
  /** Our own instance; it took the paths. `address` is where its page is. */
  | { readonly kind: 'handedOver'; readonly address: string; readonly window: 'raised' | 'opened' | 'none' }
  /** Pandect, but with another data folder. */
  | { readonly kind: 'otherLibrary'; readonly port: number }
  /** Some other program. */
  | { readonly kind: 'portTaken'; readonly port: number };

/** Asks whoever holds the port to take the paths. Never rejects. */
export async function handOverTo(port: number, tokens: Tokens, paths: readonly string[]): Promise<HandOver> {
  const origin = `http://127.0.0.1:${port}`;
  const patience = new AbortController();
  // A timer that keeps the process alive, which `AbortSignal.timeout` and an unanswered fetch do not.
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`${origin}/instance`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${tokens.instance}`,
        Origin: origin,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ paths: paths.map(path => resolve(path)) }),
      redirect: 'error',
      signal: patience.signal,
    });
    if (!response.headers.has(SERVER_HEADER)) return { kind: 'portTaken', port };
    const checked = v.safeParse(welcomed, await response.json());
    if (!checked.success) return { kind: 'otherLibrary', port };
    return {
      kind: 'handedOver',
      address: `${origin}/#token=${tokens.page}`,
      window: checked.output.value.window,
    };
  } catch {
    return { kind: 'portTaken', port };
  } finally {
    clearTimeout(timer);
  }
}
