/**
 * The text on one line without what can't be seen: control, format (bidirectional overrides among them) and broken
 * characters are dropped, white space becomes single spaces.
 */
export function toPlainLine(text: string): string {
  return text
    .replace(/[\t-\r\u0085\u2028\u2029]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, '')
    .normalize('NFC')
    .replace(/[^\S\u00a0]+/gu, ' ')
    .trim();
}

/** The same over several lines: every line break is `\n`, tabs are spaces, there are no empty lines at the ends. */
export function toPlainLines(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, '')
    .normalize('NFC')
    .replace(/[^\S\n\u00a0]+$/gmu, '')
    .replace(/^\n+|\n+$/gu, '');
}

/**
 * An identifier or address for a place that knows no escaping: white space, quotes, braces, backslashes and whatever is
 * not ASCII are percent-encoded, and so is a percent sign that encodes nothing.
 */
export function toVerbatim(text: string): string {
  return toPlainLine(text)
    .replace(/[\s"<>\\^`{|}]|[^\0-\x7f]+/gu, part => encodeURIComponent(part))
    .replace(/%(?![\dA-F]{2})/giu, '%25');
}

/** True for an address that may be handed on as a link. */
export function isAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\/[^\s/]/iu.test(url);
}
