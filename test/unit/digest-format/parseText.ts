import { readFileSync } from 'node:fs';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import type { ParsedDigest } from '../../../shared/digest-format/types.ts';

const FIXTURES = new URL('../../fixtures/digests/', import.meta.url);

export function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

/** The digests of a text that must hold some. */
export function digestsIn(text: string): readonly ParsedDigest[] {
  const parsed = parseDump(text);
  if (parsed.kind === 'noPapers') throw new Error(`no papers: ${parsed.reason}`);
  return parsed.digests;
}

/** The digest of a text that must hold exactly one. */
export function digestIn(text: string): ParsedDigest {
  const digests = digestsIn(text);
  if (digests.length !== 1 || digests[0] === undefined) throw new Error(`${digests.length} digests`);
  return digests[0];
}
