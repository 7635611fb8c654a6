import { lineCounter } from './lineCounter.ts';

/** An element of an array of JSON, parsed by itself, and where it begins. */
export type JsonElement = { readonly line: number; readonly start: string } & (
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'broken'; readonly reason: string }
);

const START_LENGTH = 400;
/** A longer element is refused: a reference with abstract and notes is a hundredth of it. */
const MAX_ELEMENT_LENGTH = 1_000_000;
/** A file with more broken elements is given up: each may cost the reading of `MAX_ELEMENT_LENGTH`. */
const MOST_BROKEN = 500;

/**
 * The elements of a JSON array one by one, so that a broken one or a file that breaks off costs no other: of the array
 * that the text is, or of the first one named so in the object that it is. Linear in the text; behind a broken element
 * it goes on where the next one seems to begin.
 */
export function* jsonElements(text: string, names: readonly string[]): Generator<JsonElement, void> {
  const lineAt = lineCounter(text);
  let broken = 0;
  let at = skipGap(text, arrayStart(text, names) ?? text.length);
  while (at < text.length && text[at] !== ']') {
    const end = elementEnd(text, at);
    const place = { line: lineAt(at), start: text.slice(at, Math.min(end, at + START_LENGTH)) };
    const isTooLong = end - at >= MAX_ELEMENT_LENGTH;
    const value = isTooLong ? undefined : parsed(text.slice(at, end));
    if (value === undefined) {
      broken += 1;
      const isLast = broken === MOST_BROKEN;
      yield { kind: 'broken', reason: whyBroken(isTooLong, isLast), ...place };
      if (isLast) return;
    } else yield { kind: 'value', value, ...place };
    // What was left open may have swallowed the elements behind it.
    const next = value === undefined ? nextElement(text, at, end) : undefined;
    at = skipGap(text, next ?? Math.max(end, at + 1));
  }
}

function whyBroken(isTooLong: boolean, isLast: boolean): string {
  if (isLast) return 'It is not whole either. Nothing behind it was read, as so much of the file is broken.';
  return isTooLong ? `It is longer than ${MAX_ELEMENT_LENGTH} characters.` : 'Its JSON is broken.';
}

function skipGap(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,]/u.test(text[at] ?? '')) at += 1;
  return at;
}

/** Behind the bracket that opens the array. */
function arrayStart(text: string, names: readonly string[]): number | undefined {
  const [opening = ''] = /^\ufeff?\s*[[{]/u.exec(text) ?? [];
  if (opening.endsWith('[')) return opening.length;
  if (!opening.endsWith('{')) return undefined;
  const named = new RegExp(`"(?:${names.join('|')})"\\s*:\\s*\\[`, 'u').exec(text);
  return named === null ? undefined : named.index + named[0].length;
}

/** Behind the comma or bracket that ends the element, outside of texts and of what it holds. */
function elementEnd(text: string, from: number): number {
  let depth = 0;
  const most = Math.min(text.length, from + MAX_ELEMENT_LENGTH);
  for (let at = from; at < most; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = textEnd(text, at);
      if (end === undefined) return most;
      at = end;
    } else if (sign === OPEN_BRACE || sign === OPEN_BRACKET) depth += 1;
    else if (sign === CLOSE_BRACE || sign === CLOSE_BRACKET) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (sign === COMMA && depth === 0) return at;
  }
  return most;
}

const [QUOTE, COMMA, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 44, 123, 125, 91, 93];

/** The quotation mark that ends a text. */
function textEnd(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return undefined;
}

/**
 * Where an element seems to begin behind a broken one: a brace as far in on its line as that one's, or one with the same
 * first name behind the end of another.
 */
function nextElement(text: string, from: number, to: number): number | undefined {
  const indent = /\n([ \t]{0,40})$/u.exec(text.slice(Math.max(0, from - 50), from))?.[1];
  const onLine = indent === undefined ? -1 : text.indexOf(`\n${indent}{`, from + 1);
  const name = /^\{\s{0,20}"([\w-]{1,50})"/u.exec(text.slice(from, from + 100))?.[1];
  const behind = new RegExp(`\\}\\s{0,20},\\s{0,20}(?=\\{\\s{0,20}"${name ?? ''}")`, 'gu');
  behind.lastIndex = from;
  const inLine = onLine < 0 && name !== undefined && behind.test(text) ? behind.lastIndex : -1;
  const next = onLine < 0 ? inLine : onLine + 1;
  return next < 0 || next >= to ? undefined : next;
}

/** Undefined for what is no JSON; nothing in JSON is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
