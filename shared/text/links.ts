/** A link found in a text: where it stands (`from` included, `to` not) and where it leads. */
export interface FoundLink {
  readonly url: string;
  readonly from: number;
  readonly to: number;
}

const MAX_LINK_LENGTH = 2_000;
/** A link ends at white space, quotation marks, angle brackets, braces, backslashes and characters that aren't shown. */
const LINK = /https?:\/\/[^\s<>"“”„«»‘`{}\\|^\p{C}]+/giu;
/** What a sentence puts behind a link. */
const TRAILING = /[.,;:!?'’*…)\]]/u;

/**
 * The http and https links of a text, in order. Punctuation behind a link isn't part of it, nor is a closing bracket
 * that was opened before it; a link glued to itself in braces (`https://a.example{https://a.example}`) is one link
 * whose span ends behind the braces.
 */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = [];
  let free = 0;
  for (const match of text.matchAll(LINK)) {
    const from = match.index;
    if (from < free) continue;
    const url = withoutTrailing(match[0]);
    if (!isLink(url)) continue;
    const to = endOfGluedCopies(text, url, from + url.length);
    found.push({ url, from, to });
    free = to;
  }
  return found;
}

/** The different links of a text, each once, in order. */
export function linksIn(text: string): string[] {
  return [...new Set(findLinks(text).map(link => link.url))];
}

/** True if the text holds a link. */
export function hasLink(text: string): boolean {
  return text.includes('://') && findLinks(text).length > 0;
}

function withoutTrailing(raw: string): string {
  let open = count(raw, /[([]/gu) - count(raw, /[)\]]/gu);
  let end = raw.length;
  for (; end > 0 && TRAILING.test(raw.charAt(end - 1)); end--) {
    if (/[)\]]/u.test(raw.charAt(end - 1))) {
      if (open >= 0) break;
      open++;
    }
  }
  return raw.slice(0, end);
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

function isLink(url: string): boolean {
  if (url.length > MAX_LINK_LENGTH) return false;
  return /^https?:\/\/[\p{L}\p{N}[]/iu.test(url);
}

/** Past `{url}` and `(url)` directly behind a link, as often as they stand there. */
function endOfGluedCopies(text: string, url: string, end: number): number {
  const copy = `{${url}}`;
  let to = end;
  while (text.startsWith(copy, to)) to += copy.length;
  return to;
}
