import { identifiersIn, type FoundIdentifiers } from '../../shared/domain/identifiers.ts';

/** Most identifiers that are taken at once; more are a file to be imported. */
const MOST_AT_ONCE = 200;
const MAX_LENGTH = 20_000;

/** The works of a text that is nothing but identifiers; empty for any other text. */
export function justIdentifiers(text: string): readonly FoundIdentifiers[] {
  if (text.length > MAX_LENGTH) return [];
  const words = text
    .trim()
    // "arXiv: 2310.01234 [cs.LG]" is one.
    .replace(/\b(arxiv|doi):\s+/giu, '$1:')
    .replace(/(\d)\s+\[[\w.-]{2,20}\]/gu, '$1')
    .split(/[\s,;]+/u)
    .filter(word => word !== '');
  if (words.length === 0 || words.length > MOST_AT_ONCE) return [];
  const found = words.map(identifiersIn);
  if (!found.every(hasAny)) return [];
  return [...new Map(found.map(work => [JSON.stringify(work), work])).values()];
}

function hasAny(work: FoundIdentifiers): boolean {
  return Object.keys(work).length > 0;
}
