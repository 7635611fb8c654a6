import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { atomicWrite } from '../lib/atomicWrite.ts';

const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const tokensFile = v.object({ page: secret, instance: secret });

/**
 * The two secrets of a data folder, 256 bits each in hexadecimal. `page` lets a page make calls; `instance` lets a second
 * start hand over paths, which no page may do.
 */
export type Tokens = v.InferOutput<typeof tokensFile>;

/**
 * Reads the tokens, or makes and keeps new ones where there are none or the file is damaged. Rejects with the `HostError`
 * of `atomicWrite` if they can't be kept.
 */
export async function loadTokens(file: string): Promise<Tokens> {
  const kept = readTokens(file);
  if (kept) {
    chmodSync(file, 0o600);
    return kept;
  }
  const made: Tokens = { page: randomBytes(32).toString('hex'), instance: randomBytes(32).toString('hex') };
  await atomicWrite(file, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return made;
}

/** True if both are the same, taking the same time however much of them agrees. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function readTokens(file: string): Tokens | undefined {
  try {
    const checked = v.safeParse(tokensFile, JSON.parse(readFileSync(file, 'utf8')));
    return checked.success ? checked.output : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
