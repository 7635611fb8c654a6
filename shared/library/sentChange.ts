import type { ParsedListing } from '../digest-format/types.ts';
import type { DigestId, DumpId, PaperId } from '../domain/ids.ts';
import type { Abstract } from '../domain/paper.ts';
import type { Change } from './change.ts';
import type { Patch } from './patch.ts';

/** A digest of a dump whose text is kept. */
export interface DigestSource {
  readonly dump: DumpId;
  readonly digest: DigestId;
}

/** A digest whose listings the host has read, and gave to the page. */
export interface GivenDigest extends DigestSource {
  readonly listings: readonly ParsedListing[];
}

/**
 * Abstracts put, as the page sends them: by the listings that they stand in. They are most of what an import writes, and
 * the host has them. The id of a digest is a hash over its listings, so that a place in it is a text and no other.
 */
export interface PutGiven extends DigestSource {
  readonly kind: 'putGiven';
  readonly table: 'abstracts';
  /** A paper, and the place of its text among the listings of the digest, from 0. */
  readonly rows: readonly (readonly [PaperId, number])[];
}

/** A change on its way from the page to the host. */
export interface SentChange extends Omit<Change, 'patches'> {
  readonly patches: readonly (Patch | PutGiven)[];
}

/** The change as it is sent to a host that has read this digest. */
export function withoutGivenTexts(change: Change, given: GivenDigest): SentChange {
  return { ...change, patches: change.patches.map(patch => putGiven(patch, given)) };
}

function putGiven(patch: Patch, { dump, digest, listings }: GivenDigest): Patch | PutGiven {
  if (patch.kind !== 'put' || patch.table !== 'abstracts') return patch;
  const rows: [PaperId, number][] = [];
  let place = 0;
  for (const { id, text } of patch.rows) {
    // The texts come in the order of the listings: what is looked for is nearly always the next one.
    while (place < listings.length && listings[place]!.abstract !== text) place += 1;
    if (place === listings.length) return patch;
    rows.push([id, place]);
  }
  return { kind: 'putGiven', table: 'abstracts', dump, digest, rows };
}

/** What `withoutGivenTexts` left out, each digest once. */
export function givenDigests(changes: readonly SentChange[]): DigestSource[] {
  const sources = new Map<DigestId, DigestSource>();
  for (const patch of changes.flatMap(({ patches }) => patches)) {
    if (patch.kind === 'putGiven') sources.set(patch.digest, patch);
  }
  return [...sources.values()];
}

/** The change as it is journalled. Undefined where it names a text that the digests do not have. */
export function withGivenTexts(
  change: SentChange,
  digests: ReadonlyMap<DigestId, readonly ParsedListing[]>,
): Change | undefined {
  const patches: Patch[] = [];
  for (const patch of change.patches) {
    const whole = patch.kind === 'putGiven' ? putTexts(patch, digests.get(patch.digest) ?? []) : patch;
    if (whole === undefined) return undefined;
    patches.push(whole);
  }
  return { ...change, patches };
}

function putTexts({ rows }: PutGiven, listings: readonly ParsedListing[]): Patch | undefined {
  const abstracts: Abstract[] = [];
  for (const [id, place] of rows) {
    const text = listings[place]?.abstract;
    if (text === undefined) return undefined;
    abstracts.push({ id, text });
  }
  return { kind: 'put', table: 'abstracts', rows: abstracts };
}
