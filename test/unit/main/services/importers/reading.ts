import { expect } from 'vitest';
import type { FileReader } from '../../../../../main/services/importers/types.ts';
import type { ParsedDigest, ParsedDump } from '../../../../../shared/digest-format/types.ts';

/** The one digest in a text that a reader fits. */
export async function papersOf(reader: FileReader, text: string): Promise<ParsedDigest> {
  expect(reader.fits(text)).toBe(true);
  const found = await reader.read(text);
  const [digest, ...more] = found.kind === 'digests' ? found.digests : [];
  if (digest === undefined) throw new Error(`There are no papers: ${JSON.stringify(found)}`);
  expect(more).toEqual([]);
  return digest;
}

/** Why a text that a reader fits holds no papers. */
export async function refusalOf(reader: FileReader, text: string): Promise<ParsedDump> {
  expect(reader.fits(text)).toBe(true);
  return reader.read(text);
}
