import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { atomicWrite } from './atomicWrite.ts';
import { systemCode } from './dumpErrors.ts';

const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
/** How long a claim on a damaged file is another's, and how often it is looked at meanwhile. */
const CLAIM_MS = 2_000;
const CLAIM_LOOK_MS = 5;

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
      const replaced = await replaceDamaged(temporary, file);
      if (replaced) return made;
    }
  }
}

/**
 * Puts a file in the place of a damaged one, unless another process is at it: one claim for every damaged file, named after
 * what it is, so that nobody ever replaces the good file that another has just put there. True when it was done.
 */
async function replaceDamaged(temporary: string, file: string): Promise<boolean> {
  const damaged = await stat(file, { bigint: true }).catch(() => undefined);
  if (damaged === undefined || readTokens(file)) return false;
  const claim = `${file}.damaged-${damaged.ino}-${damaged.mtimeNs}`;
  try {
    await link(file, claim);
  } catch {
    // Another is faster, or ended in the middle: then its claim is left, and is older than any start takes.
    const since = await stat(claim).catch(() => undefined);
    if (since === undefined || Date.now() - since.ctimeMs < CLAIM_MS) {
      await setTimeout(CLAIM_LOOK_MS);
      return false;
    }
    await rm(claim, { force: true });
    return false;
  }
  // Between the look and the claim another may have done it all.
  const now = await stat(file, { bigint: true }).catch(() => undefined);
  if (now?.ino !== damaged.ino || now.mtimeNs !== damaged.mtimeNs) {
    await rm(claim, { force: true });
    return false;
  }
  await rename(temporary, file);
  return true;
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
