import * as v from 'valibot';
import { proofOf } from '../../lib/instanceProof.ts';

/** Longest line before anything is proved, and of a command, in bytes. */
export const MAX_GREETING_BYTES = 1_024;
export const MAX_COMMAND_BYTES = 16 * 1024 * 1024;
/** Longest answer, in bytes: a report names every digest. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** How long either side waits for the other's part of the greeting. */
export const GREETING_MS = 5_000;

const number = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

/** What the command line says last: its proof, and the command as JSON, which the proof covers. */
export const provedCommand = v.strictObject({
  hello: number,
  nonce: number,
  proof: number,
  command: v.string(),
});

/**
 * Proof that the command line knows the secret of the data folder and said exactly this. The address keeps it apart from
 * what is said to the loopback host's port, and from other libraries.
 */
export function commandProof(
  secret: string,
  said: {
    readonly hello: string;
    readonly nonce: string;
    readonly command: string;
    readonly address: string;
  },
): string {
  const { hello, nonce, command, address } = said;
  return proofOf(secret, 'start', { hello, nonce, origin: originOf(address), paths: [command] });
}

/** What stands for the address where the loopback host has its origin. */
export function originOf(address: string): string {
  return `command:${address}`;
}
