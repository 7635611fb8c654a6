import { parseDump } from '../../shared/digest-format/parseDump.ts';
import type { ParsedDigest, ParsedDump } from '../../shared/digest-format/types.ts';
import { bundlePages } from '../../shared/digest-format/pageBundle.ts';
import { FILE_READERS } from '../services/importers/readers.ts';
import { runReader } from '../services/importers/runReader.ts';
import { decodeText } from './decodeText.ts';
import { noPapers, unknownEncoding } from './dumpErrors.ts';
import { isZip, zipTexts } from './zipTexts.ts';

/** A dump that holds papers. */
export interface DumpText {
  /** Decoded; what is kept. */
  readonly text: string;
  readonly digests: readonly ParsedDigest[];
}

/** From bytes to digests. Throws a `HostError` that names the file and says why it holds no papers. */
export async function readDump(bytes: Uint8Array, name: string): Promise<DumpText> {
  if (isZip(bytes)) return readPages(bytes, name);
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw decoded.code === 'unreadable' ? unknownEncoding(name) : noPapers(name, decoded.code);
  return { text: decoded.text, digests: await readText(decoded.text, name) };
}

/** An archive of pages, kept as one text. */
async function readPages(bytes: Uint8Array, name: string): Promise<DumpText> {
  const unzipped = zipTexts(bytes, '.md');
  if (!unzipped.ok) throw noPapers(name, 'notADigest', `${unzipped.why}, so no page in it was read`);
  if (unzipped.texts.length === 0) throw noPapers(name, 'notADigest', 'it is an archive without pages (.md)');
  const text = bundlePages(unzipped.texts);
  return { text, digests: await readText(text, name) };
}

/**
 * From a dump's text to digests, by what it holds: a text dump is parsed here, any other file by its reader in a thread.
 * Throws as `readDump`.
 */
export async function readText(text: string, name: string): Promise<readonly ParsedDigest[]> {
  const parsed = await parse(text, name);
  if (parsed.kind === 'noPapers') throw noPapers(name, parsed.reason, parsed.why);
  return parsed.digests;
}

async function parse(text: string, name: string): Promise<ParsedDump> {
  const reader = FILE_READERS.find(({ fits }) => fits(text));
  return reader === undefined ? parseDump(text) : runReader({ shape: reader.shape, text }, name);
}
