import { resolve } from 'node:path';
import * as v from 'valibot';
import { sameSecret } from '../lib/instanceTokens.ts';
import { greeted, newNonce, proofOf } from '../lib/instanceProof.ts';
import { SERVER_HEADER } from './server.ts';
import type { Tokens } from '../lib/instanceTokens.ts';

const PATIENCE_MS = 5_000;
const greetedReply = v.object({ ok: v.literal(true), value: greeted });
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

/**
 * Asks whoever holds the port to take the paths, once it has proved that it knows the secret of our data folder. Never
 * rejects, and never sends a secret: another user's program may have taken the port first.
 */
export async function handOverTo(port: number, tokens: Tokens, paths: readonly string[]): Promise<HandOver> {
  const origin = `http://127.0.0.1:${port}`;
  const patience = new AbortController();
  // A timer that keeps the process alive, which `AbortSignal.timeout` and an unanswered fetch do not.
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const hello = newNonce();
    const first = await ask(origin, { hello }, patience.signal);
    if (!first.isPandect) return { kind: 'portTaken', port };
    const checked = v.safeParse(greetedReply, first.reply);
    if (!checked.success) return { kind: 'otherLibrary', port };
    const { nonce, proof } = checked.output.value;
    if (!sameSecret(proof, proofOf(tokens.instance, 'instance', { hello, nonce, origin }))) {
      return { kind: 'otherLibrary', port };
    }
    const absolute = paths.map(path => resolve(path));
    const answer = proofOf(tokens.instance, 'start', { hello, nonce, origin, paths: absolute });
    const second = await ask(origin, { hello, nonce, proof: answer, paths: absolute }, patience.signal);
    const welcome = v.safeParse(welcomed, second.reply);
    if (!welcome.success) return { kind: 'otherLibrary', port };
    return {
      kind: 'handedOver',
      address: `${origin}/#token=${tokens.page}`,
      window: welcome.output.value.window,
    };
  } catch {
    return { kind: 'portTaken', port };
  } finally {
    clearTimeout(timer);
  }
}

async function ask(
  origin: string,
  said: object,
  signal: AbortSignal,
): Promise<{ isPandect: boolean; reply: unknown }> {
  const response = await fetch(`${origin}/instance`, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify(said),
    redirect: 'error',
    signal,
  });
  const isPandect = response.headers.has(SERVER_HEADER);
  return { isPandect, reply: isPandect ? await response.json() : undefined };
}
