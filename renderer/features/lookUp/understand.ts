import { identifiersIn, type FoundIdentifiers } from '../../../shared/domain/identifiers.ts';

/** What a typed or pasted text names: works by their identifiers, one by its title, or nothing. */
export type Understood =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'title'; readonly title: string }
  /** At least one; all different. */
  | { readonly kind: 'works'; readonly works: readonly FoundIdentifiers[] };

/** Most identifiers that are taken at once; more are a file to be imported. */
export const MOST_AT_ONCE = 200;
/** No title is longer, in characters. */
const MAX_TITLE_LENGTH = 2_000;

/** Understands what stands in the field: identifiers alone, a sentence with one in it, or else a title. */
export function understand(text: string): Understood {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'nothing' };
  const works = justIdentifiers(trimmed);
  if (works.length > 0) return { kind: 'works', works };
  const title = trimmed.replace(/\s+/gu, ' ').slice(0, MAX_TITLE_LENGTH);
  const within = identifiersIn(title);
  return hasAny(within) ? { kind: 'works', works: [within] } : { kind: 'title', title };
}

/** The works of a text that is nothing but identifiers; empty for any other text. */
export function justIdentifiers(text: string): readonly FoundIdentifiers[] {
  if (text.length > MOST_AT_ONCE * MAX_TITLE_LENGTH) return [];
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

/** "arXiv 2310.01234", "DOI 10.1000/182", "web address https://…". */
export function identifierInWords({ arxiv, doi, url }: FoundIdentifiers): string {
  if (arxiv !== undefined) return `arXiv ${arxiv}`;
  return doi === undefined ? `web address ${url ?? ''}` : `DOI ${doi}`;
}
