import { DETAIL_NAMES } from '../../../shared/domain/details.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Draft } from './draft.ts';

const PREFIX = 'pandect.details.';
/** Drafts of this page, where the browser keeps nothing. */
const here = new Map<PaperId, Draft>();

/** What was typed for a paper and neither saved nor thrown away, also by an earlier window; empty when there is none. */
export function keptDraft(paper: PaperId): Draft {
  const held = here.get(paper);
  if (held !== undefined) return held;
  try {
    return readStored(JSON.parse(localStorage.getItem(PREFIX + paper) ?? 'null'));
  } catch {
    return {};
  }
}

/** Keeps a draft until it is saved or thrown away; an empty one is none. */
export function keepDraft(paper: PaperId, draft: Draft): void {
  const isEmpty = Object.keys(draft).length === 0;
  if (isEmpty) here.delete(paper);
  else here.set(paper, draft);
  try {
    if (isEmpty) localStorage.removeItem(PREFIX + paper);
    else localStorage.setItem(PREFIX + paper, JSON.stringify(draft));
  } catch {
    // A browser that stores nothing keeps it as long as the window is open.
  }
}

function readStored(stored: unknown): Draft {
  if (typeof stored !== 'object' || stored === null) return {};
  const values = new Map(Object.entries(stored));
  return Object.fromEntries(
    DETAIL_NAMES.flatMap(name => {
      const value: unknown = values.get(name);
      return typeof value === 'string' || value === null ? [[name, value]] : [];
    }),
  );
}
