/** Longest name without its extension, in bytes of UTF-8: file systems take 255, and paths may be short of room. */
const MAX_BYTES = 160;
/** Reserved by some file system, or by the links of Obsidian and Logseq. */
const RESERVED = /[/\\:*?"<>|#^[\]%]+/gu;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/gu;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/iu;

/**
 * A text as the name of a file, without extension, that every file system takes and that stays in its folder: no
 * separators, reserved characters, device names, or dots and spaces at the ends. `fallback` when nothing is left.
 */
export function safeStem(text: string, fallback: string, maxBytes = MAX_BYTES): string {
  const cleaned = text
    .normalize('NFC')
    .replace(/[\t-\r]/gu, ' ')
    .replace(UNSEEN, '')
    .replace(RESERVED, ' ');
  const stem = trimmed(cut(trimmed(cleaned), maxBytes));
  return stem === '' || DEVICE.test(stem) ? fallback : stem;
}

/** True for a name that `safeStem` leaves alone, with a short extension. For names that come from elsewhere. */
export function isSafeFileName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  const stem = name.slice(0, dot);
  return dot > 0 && /^\.[a-z]{1,8}$/u.test(name.slice(dot)) && safeStem(stem, '') === stem;
}

/** Gives out names that differ even where a file system makes no difference between cases or spellings of accents. */
export function createNamer(): (stem: string) => string {
  const next = new Map<string, number>();
  const fold = (name: string): string => name.normalize('NFKD').toUpperCase().toLowerCase();
  return stem => {
    if (!next.has(fold(stem))) {
      next.set(fold(stem), 2);
      return stem;
    }
    for (let count = next.get(fold(stem)) ?? 2; ; count += 1) {
      const name = `${stem} ${count}`;
      if (next.has(fold(name))) continue;
      next.set(fold(stem), count + 1);
      next.set(fold(name), 2);
      return name;
    }
  };
}

function trimmed(name: string): string {
  return name.replace(/\s+/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '');
}

function cut(name: string, maxBytes: number): string {
  let bytes = 0;
  let kept = '';
  for (const sign of name) {
    bytes += bytesOf(sign.codePointAt(0) ?? 0);
    if (bytes > maxBytes) return kept;
    kept += sign;
  }
  return kept;
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
