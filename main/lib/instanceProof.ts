import { createHmac, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { sameSecret } from './instanceTokens.ts';

const LIFE_MS = 10_000;
const MOST_OPEN = 100;
const nonce = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

/** What a second start says first: a number used once, for the other side to prove itself on. */
export const greeting = v.strictObject({ hello: nonce });
/** What the instance answers: its own number, and the proof that it knows the secret. */
export const greeted = v.strictObject({ nonce, proof: nonce });
/** What a second start then sends, with its own proof. */
export const handedOver = v.strictObject({
  hello: nonce,
  nonce,
  proof: nonce,
  paths: v.array(v.pipe(v.string(), v.maxLength(10_000))),
});

/** A number used once: 256 bits in hexadecimal. */
export function newNonce(): string {
  return randomBytes(32).toString('hex');
}

/**
 * Proof that `side` knows the secret of the data folder, which itself is never sent: HMAC-SHA256 over both numbers, the
 * origin (so that nobody on another port can pass it on) and what is said.
 */
export function proofOf(
  secret: string,
  side: 'instance' | 'start',
  said: {
    readonly hello: string;
    readonly nonce: string;
    readonly origin: string;
    readonly paths?: readonly string[];
  },
): string {
  const { hello, nonce, origin, paths = [] } = said;
  const text = JSON.stringify(['pandect', side, hello, nonce, origin, paths]);
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** The instance's side: it greets, and checks what comes back on each number once and soon. */
export interface Greetings {
  greet(hello: string): v.InferOutput<typeof greeted>;
  accept(given: v.InferOutput<typeof handedOver>): boolean;
}

/** `now` gives milliseconds of a clock that only goes forward. */
export function createGreetings(
  secret: string,
  origin: () => string,
  now: () => number = () => performance.now(),
): Greetings {
  const open = new Map<string, { readonly hello: string; readonly since: number }>();
  return {
    greet(hello) {
      const nonce = newNonce();
      open.set(nonce, { hello, since: now() });
      // Anybody may greet: what is kept of it is little, and the oldest goes first.
      if (open.size > MOST_OPEN) open.delete(open.keys().next().value ?? '');
      return { nonce, proof: proofOf(secret, 'instance', { hello, nonce, origin: origin() }) };
    },
    accept({ hello, nonce, proof, paths }) {
      const greeting = open.get(nonce);
      open.delete(nonce);
      if (greeting?.hello !== hello || now() - greeting.since > LIFE_MS) return false;
      return sameSecret(proof, proofOf(secret, 'start', { hello, nonce, origin: origin(), paths }));
    },
  };
}
