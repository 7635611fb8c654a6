import { lineCounter } from './lineCounter.ts';

/** What an object of JSON may hold: read field by field, and nothing of it is trusted. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is an object and no list. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** A field of an object of JSON, its own alone; undefined for anything else. */
export function fieldOf(value: unknown, name: string): unknown {
  const object = objectOf(value);
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value if it is a list; else an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not blank; a number as its digits. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap(each => textOf(each) ?? []);
}

/** Why a text is no JSON, in a sentence, and the line where it stops being any, from 1. */
export interface JsonTrouble {
  readonly line: number;
  readonly why: string;
}

/** The value of a JSON text, or why it has none. */
export function parseJson(text: string): { readonly value: unknown } | JsonTrouble {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = Number(
      /at position (\d+)/u.exec(message)?.[1] ?? (/\bend\b/iu.test(message) ? text.length : 0),
    );
    const why = at >= text.trimEnd().length ? 'Its JSON breaks off.' : 'Its JSON is wrong here.';
    return { line: lineCounter(text)(at), why };
  }
}
