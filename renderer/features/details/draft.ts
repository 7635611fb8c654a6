import { DETAIL_NAMES, type DetailName, type Details, type Origins } from '../../../shared/domain/details.ts';
import type { DetailsChange } from '../../../shared/library/command.ts';
import { readDetail, writeDetail } from './fields.ts';

/** What was typed and is not saved yet, by field; null: what the digests print is to count again. */
export type Draft = { readonly [D in DetailName]?: string | null };

export type DraftErrors = { readonly [D in DetailName]?: string };

/** What a draft comes to: the changes, or what is wrong with which fields. */
export type ReadDraft =
  | { readonly ok: true; readonly fields: DetailsChange['fields'] }
  | { readonly ok: false; readonly errors: DraftErrors };

/** The draft after typing into a field; a text that is what is known already is no draft. */
export function typeInto(draft: Draft, name: DetailName, text: string | null, known: Details): Draft {
  const others = Object.entries(draft).filter(([other]) => other !== name);
  const isKnown = text === writeDetail(name, known);
  return Object.fromEntries(isKnown ? others : [...others, [name, text]]);
}

/** What stands in a field. */
export function shownText(draft: Draft, name: DetailName, known: Details): string {
  const typed = draft[name];
  return typed === undefined ? writeDetail(name, known) : (typed ?? '');
}

/**
 * Reads a draft. A field that was emptied is taken away, and so is one whose digest is to count again; what a digest
 * prints (it has no origin) can't be taken away. A title is never empty, but it can be given back to a digest.
 */
export function readDraft(draft: Draft, known: Details, origins: Origins = {}): ReadDraft {
  const fields: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const name of DETAIL_NAMES) {
    const typed = draft[name];
    if (typed === undefined) continue;
    const read = typed === null ? ({ ok: true, value: undefined } as const) : readDetail(name, typed);
    if (!read.ok) errors[name] = read.message;
    else if (name === 'title' && typed !== null && read.value === undefined) errors[name] = NO_TITLE;
    else if (read.value === undefined) {
      if (origins[name] !== undefined) fields[name] = null;
    } else if (!isSame(read.value, known[name])) fields[name] = read.value;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, fields };
}

const NO_TITLE = 'A paper needs a title. The one it had is kept until you type another.';

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
