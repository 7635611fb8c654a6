/** One element of a list in JSON: its value, or why it has none. */
export interface JsonItem {
  readonly value: unknown;
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** How it stands in the file. */
  readonly text: string;
  readonly broken?: string;
}

/**
 * The elements of a list in JSON, each parsed for itself, so that one that is broken, or a file that breaks off, costs no
 * other. Undefined when the text is no list. Linear in the text.
 */
export function jsonItems(text: string): readonly JsonItem[] | undefined {
  const start = /\S/u.exec(text)?.index ?? 0;
  if (text[start] !== '[') return undefined;
  const items: JsonItem[] = [];
  let line = lineAfter(text.slice(0, start), 1);
  let from = start + 1;
  for (const to of elementEnds(text, from)) {
    const element = text.slice(from, to);
    const begin = /\S/u.exec(element)?.index;
    if (begin !== undefined) {
      items.push(itemOf(element.slice(begin).trimEnd(), lineAfter(element.slice(0, begin), line)));
    }
    line = lineAfter(element, line);
    from = to + 1;
  }
  return items;
}

/** Where each element ends: at a comma or bracket of the list itself, or where the text does. */
function* elementEnds(text: string, from: number): Generator<number> {
  const sign = /["[\]{},]/gu;
  sign.lastIndex = from;
  let depth = 0;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const at = found.index;
    if (found[0] === '"') sign.lastIndex = stringEnd(text, at);
    else if (found[0] === ',') {
      if (depth === 0) yield at;
    } else if (found[0] === '[' || found[0] === '{') depth += 1;
    else if (depth === 0) return yield at;
    else depth -= 1;
  }
  yield text.length;
}

/** Behind the closing quote of a string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  const quote = /["\\]/gu;
  quote.lastIndex = at + 1;
  for (let found = quote.exec(text); found !== null; found = quote.exec(text)) {
    if (found[0] === '"') return found.index + 1;
    quote.lastIndex = found.index + 2;
  }
  return text.length;
}

function itemOf(text: string, line: number): JsonItem {
  const parsed = parseJson(text);
  return 'value' in parsed
    ? { value: parsed.value, line, text }
    : { value: undefined, line: line + parsed.line - 1, text, broken: parsed.why };
}

/** The value of a JSON text, or the line where it breaks (from 1) and why, in a sentence. */
export function parseJson(
  text: string,
): { readonly value: unknown } | { readonly line: number; readonly why: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = Number(
      /at position (\d+)/u.exec(message)?.[1] ?? (/\bend\b/iu.test(message) ? text.length : 0),
    );
    const why = at >= text.trimEnd().length ? 'Its JSON breaks off.' : 'Its JSON is wrong here.';
    return { line: lineAfter(text.slice(0, at), 1), why };
  }
}

function lineAfter(text: string, line: number): number {
  let count = line;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** A field of an object of JSON, its own alone; undefined for anything else. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** A text in JSON; undefined for anything else. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A list in JSON; empty for anything else. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
