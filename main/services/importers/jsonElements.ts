import { parseJson, type JsonTrouble } from './jsonFields.ts';
import { lineCounter } from './lineCounter.ts';

/** An element of a list in JSON, parsed by itself: its value, or why it has none. */
export type JsonElement = {
  /** Where it begins, or where it is broken, counted from 1. */
  readonly line: number;
  /** How it begins in the file. */
  readonly start: string;
} & (
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'broken'; readonly reason: string }
);

const START_LENGTH = 400;
/** A longer element is refused: a reference with abstract and notes is a hundredth of it. */
const MAX_ELEMENT_LENGTH = 1_000_000;
/** A file with more broken elements is given up: each may cost the reading of `MAX_ELEMENT_LENGTH`. */
const MOST_BROKEN = 500;

/**
 * The elements of a list in JSON one by one, so that a broken one or a file that breaks off costs no other: of the list
 * that the text is, or of one in the object that it is, under the first of these names that has any. Undefined when there
 * is no such list. Linear in the text; behind a broken element it goes on where the next one seems to begin.
 */
export function jsonElements(text: string, names: readonly string[]): Iterable<JsonElement> | undefined {
  const start = listStart(text, names);
  return start === undefined ? undefined : elementsFrom(text, start);
}

function* elementsFrom(text: string, start: number): Generator<JsonElement, void> {
  const lineAt = lineCounter(text);
  let broken = 0;
  let at = skipGap(text, start);
  while (at < text.length && text[at] !== ']') {
    const end = elementEnd(text, at);
    const place = { line: lineAt(at), start: text.slice(at, Math.min(end, at + START_LENGTH)) };
    const parsed = end - at >= MAX_ELEMENT_LENGTH ? TOO_LONG : parseJson(text.slice(at, end));
    if ('value' in parsed) {
      yield { kind: 'value', value: parsed.value, ...place };
      at = skipGap(text, end);
      continue;
    }
    broken += 1;
    const isLast = broken === MOST_BROKEN;
    // What was left open may have swallowed the elements behind it.
    const next = nextElement(text, at, end);
    const { line, why } = next === undefined ? parsed : (troubleIn(text.slice(at, next)) ?? parsed);
    yield {
      kind: 'broken',
      reason: isLast ? `${why} ${GIVEN_UP}` : why,
      ...place,
      line: place.line + line - 1,
    };
    if (isLast) return;
    at = skipGap(text, next ?? Math.max(end, at + 1));
  }
}

function troubleIn(text: string): JsonTrouble | undefined {
  const parsed = parseJson(text.trimEnd());
  return 'why' in parsed ? parsed : undefined;
}

const TOO_LONG = { line: 1, why: `It is longer than ${MAX_ELEMENT_LENGTH} characters.` };
const GIVEN_UP = 'Nothing behind it was read, as so much of the file is broken.';

function skipGap(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,]/u.test(text[at] ?? '')) at += 1;
  return at;
}

/** Behind the bracket that opens the list. */
function listStart(text: string, names: readonly string[]): number | undefined {
  const [opening = ''] = /^\ufeff?\s*[[{]/u.exec(text) ?? [];
  if (opening.endsWith('[')) return opening.length;
  if (!opening.endsWith('{')) return undefined;
  const starts = listsOf(text, opening.length, new Set(names));
  const known = names.flatMap(name => starts.get(name) ?? []);
  return known.find(start => text[skipGap(text, start)] !== ']') ?? known[0];
}

/** Where the lists of these names begin among the fields of an object whose brace stands before `from`. */
function listsOf(text: string, from: number, names: ReadonlySet<string>): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  const list = /\s*:\s*\[/uy;
  for (const { at, end } of textsIn(text, from)) {
    list.lastIndex = end;
    const name = end - at > 50 ? '' : text.slice(at + 1, end - 1);
    if (names.has(name) && !starts.has(name) && list.test(text)) starts.set(name, list.lastIndex);
  }
  return starts;
}

/** The texts of an object itself, not of what it holds. */
function* textsIn(
  text: string,
  from: number,
): Generator<{ readonly at: number; readonly end: number }, void> {
  let depth = 0;
  for (let at = from; at < text.length && depth >= 0; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = textEnd(text, at, text.length);
      if (depth === 0) yield { at, end: end + 1 };
      at = end;
    } else depth += depthOf(sign);
  }
}

/** Behind the comma or bracket that ends the element, outside of texts and of what it holds. */
function elementEnd(text: string, from: number): number {
  let depth = 0;
  const most = Math.min(text.length, from + MAX_ELEMENT_LENGTH);
  for (let at = from; at < most; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = textEnd(text, at, most);
    else if (sign === COMMA && depth === 0) return at;
    else depth += depthOf(sign);
    if (depth < 0) return at;
  }
  return most;
}

const [QUOTE, COMMA, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 44, 123, 125, 91, 93];

function depthOf(sign: number): -1 | 0 | 1 {
  if (sign === OPEN_BRACE || sign === OPEN_BRACKET) return 1;
  return sign === CLOSE_BRACE || sign === CLOSE_BRACKET ? -1 : 0;
}

/** The quotation mark that ends a text; `most` when it stands there or behind, or nowhere. */
function textEnd(text: string, from: number, most: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0 && at < most; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return most;
}

/**
 * Where an element seems to begin within a broken one: a brace as far in on its line as that one's, or one with the same
 * first name behind the end of another.
 */
function nextElement(text: string, from: number, to: number): number | undefined {
  const broken = text.slice(from, to);
  const indent = /\n([ \t]{0,40})$/u.exec(text.slice(Math.max(0, from - 50), from))?.[1];
  const onLine = indent === undefined ? -1 : broken.indexOf(`\n${indent}{`, 1);
  if (onLine >= 0) return from + onLine + 1;
  const name = /^\{\s{0,20}"([\w-]{1,50})"/u.exec(broken.slice(0, 100))?.[1];
  if (name === undefined) return undefined;
  const behind = new RegExp(`\\}\\s{0,20},\\s{0,20}(?=\\{\\s{0,20}"${name}")`, 'gu');
  return behind.test(broken) ? from + behind.lastIndex : undefined;
}
