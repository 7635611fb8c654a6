import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { completeOptions, type TextFormat } from '../../../shared/citation/format.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { type FreshExport } from '../../../shared/host/freshExportsApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Library } from '../../data/types.ts';
import { textPortions } from '../../hooks/exportPapers.ts';
import { yieldToPage } from '../../data/yieldToPage.ts';
import { MAX_EXPORT_LENGTH, MAX_FRESH_PORTION } from '../../../shared/host/limits.ts';

/** A text of up to so many characters is kept until it is sent; a longer one is made twice. */
const MOST_KEPT = 8 * 1024 * 1024;

/** What a file is to hold. */
export interface FreshText {
  /** SHA-256 of its UTF-8. */
  readonly hash: string;
  /** The text in portions that one call can carry. */
  portions(): AsyncIterable<string>;
}

/** Writes papers down, slice by slice, as an export does. Throws `tooLarge`. */
export async function freshText(
  library: Library,
  papers: readonly PaperId[],
  format: TextFormat,
  { options: chosen }: Pick<FreshExport, 'options'>,
  signal: AbortSignal,
): Promise<FreshText> {
  const job = { library, papers, format, options: completeOptions(format, chosen) };
  const hash = sha256.create();
  let kept: string[] | undefined = [];
  let length = 0;
  for await (const text of textPortions(job, signal)) {
    for (const portion of inPortions(text)) {
      hash.update(utf8ToBytes(portion));
      length += portion.length;
      if (length > MAX_EXPORT_LENGTH) throw tooLarge();
      if (length > MOST_KEPT) kept = undefined;
      kept?.push(portion);
      await yieldToPage();
    }
  }
  const whole = kept;
  return {
    hash: bytesToHex(hash.digest()),
    async *portions() {
      if (whole !== undefined) return yield* whole;
      for await (const text of textPortions(job, signal)) yield* inPortions(text);
    },
  };
}

/** Cut where no character is. */
function* inPortions(text: string): Generator<string, void> {
  let from = 0;
  while (from < text.length) {
    let to = Math.min(from + MAX_FRESH_PORTION, text.length);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to -= 1;
    yield text.slice(from, to);
    from = to;
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function tooLarge(): HostError {
  const megabytes = MAX_EXPORT_LENGTH / 1024 / 1024;
  return new HostError(
    'tooLarge',
    `The file would be larger than ${megabytes} million characters, so it stays as it is. Tie it without abstracts, or to fewer papers.`,
  );
}
