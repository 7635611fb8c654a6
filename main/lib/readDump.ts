import { parseDump } from '../../shared/digest-format/parseDump.ts';
import type { ParsedDigest } from '../../shared/digest-format/types.ts';
import { decodeText } from './decodeText.ts';
import { noPapers, unknownEncoding } from './dumpErrors.ts';

/** A dump that holds papers. */
export interface DumpText {
  /** Decoded; what is kept. */
  readonly text: string;
  readonly digests: readonly ParsedDigest[];
}

/** From bytes to digests. Throws a `HostError` that names the file and says why it holds no papers. */
export function readDump(bytes: Uint8Array, name: string): DumpText {
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw decoded.code === 'unreadable' ? unknownEncoding(name) : noPapers(name, decoded.code);
  const parsed = parseDump(decoded.text);
  if (parsed.kind === 'noPapers') throw noPapers(name, parsed.reason);
  return { text: decoded.text, digests: parsed.digests };
}
