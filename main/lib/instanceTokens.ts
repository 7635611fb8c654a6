import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { atomicWrite } from './atomicWrite.ts';
import { systemCode } from './dumpErrors.ts';

const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const tokensFile = v.object({ page: secret, instance: secret });

/**
 * The two secrets of a data folder, 256 bits each in hexadecimal. `page` lets a page make calls; `instance` lets a second
 * start hand over paths, which no page may do.
 */
export type Tokens = v.InferOutput<typeof tokensFile>;

/**
 * Reads the tokens, or makes and keeps new ones where there are none or the file is damaged: the same ones for all
 * processes that start at that moment. Rejects with the `HostError` of `atomicWrite` if they can't be kept.
 */
export async function loadTokens(file: string): Promise<Tokens> {
  const kept = readTokens(file);
  if (kept) {
    // Left alone where nothing needs changing: on a disk that can't be written the library can still be read.
    if ((statSync(file).mode & 0o777) !== 0o600) chmodSync(file, 0o600);
    return kept;
  }
  const made: Tokens = { page: randomBytes(32).toString('hex'), instance: randomBytes(32).toString('hex') };
  const temporary = join(dirname(file), `.pandect-${randomUUID()}.tmp`);
  await atomicWrite(temporary, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  try {
    return await keepFirst(temporary, file, made);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Gives a file its name unless another has it; the tokens that are under that name then. */
async function keepFirst(temporary: string, file: string, made: Tokens): Promise<Tokens> {
  for (;;) {
    try {
      await link(temporary, file);
      return made;
    } catch (error) {
      const theirs = readTokens(file);
      if (theirs) return theirs;
      if (systemCode(error) !== 'EEXIST') {
        // This file system knows no second names.
        await rename(temporary, file);
        return made;
      }
      // What is there is damaged and moved away; unless another process has just put good ones there.
      const moved = `${file}.damaged-${randomUUID()}`;
      await rename(file, moved).catch(() => undefined);
      if (readTokens(moved)) await rename(moved, file);
    }
  }
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
