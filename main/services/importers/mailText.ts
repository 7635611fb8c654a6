import { opening } from './opening.ts';

const KNOWN =
  /^(?:from|to|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to|reply-to|list-id|snapshot-content-location)$/iu;
/** Fields that a text must begin with to be a mail, at least. */
const FEWEST_KNOWN = 3;
const LONGEST_HEADERS = 64 * 1024;

/** Whether a text begins with the fields of a mail; a mailbox's "From " line may stand before them. */
export function isMail(text: string): boolean {
  const known = new Set<string>();
  const start = opening(text);
  const lines = start.split(/\r?\n/u);
  // The last one may be cut off.
  for (const line of lines.length === 1 ? lines : lines.slice(0, -1)) {
    if (line === '') break;
    const name = /^([!-9;-~]{1,76}):/u.exec(line)?.[1];
    if (name !== undefined) {
      if (KNOWN.test(name)) known.add(name.toLowerCase());
    } else if (!/^[ \t]|^From /u.test(line)) return false;
  }
  return known.size >= FEWEST_KNOWN;
}

/**
 * A mail that was decoded as a whole, to be encoded as UTF-8: parts that were sent as they are were decoded with it, so they
 * are in UTF-8 then, whatever they say. Parts in quoted-printable, base64 or an encoding of seven bits are still what they say.
 */
export function inUtf8(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  return text
    .split(/(\r?\n(?:\r?\n)+)/u)
    .map(block => {
      if (block.length > LONGEST_HEADERS || !/^content-type:/imu.test(block)) return block;
      if (/^content-transfer-encoding:\s*(?:base64|quoted-printable)/imu.test(block)) return block;
      return block.replace(
        /charset\s*=\s*(?:"(?!iso-2022|utf-7|hz)[^"\n]{1,40}"|(?!["]|iso-2022|utf-7|hz)[^\s;"]{1,40})/giu,
        'charset=utf-8',
      );
    })
    .join('');
}
