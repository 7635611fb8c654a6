import { assertNever } from '../../../shared/domain/assertNever.ts';
import { identifiersIn, type FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import { justIdentifiers } from '../../hooks/justIdentifiers.ts';

/** What a typed or pasted text names: works by their identifiers, one by its title, or nothing. */
export type Understood =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'title'; readonly title: string }
  /** At least one; all different. */
  | { readonly kind: 'works'; readonly works: readonly FoundIdentifiers[] };

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
  return Object.keys(within).length > 0 ? { kind: 'works', works: [within] } : { kind: 'title', title };
}

/** "arXiv 2310.01234", "DOI 10.1000/182", "web address https://…". */
export function identifierInWords({ arxiv, doi, url }: FoundIdentifiers): string {
  if (arxiv !== undefined) return `arXiv ${arxiv}`;
  return doi === undefined ? `web address ${url ?? ''}` : `DOI ${doi}`;
}

/** What was understood, as a line below the field. */
export function understoodInWords(understood: Understood): string {
  switch (understood.kind) {
    case 'nothing':
      return 'Type or paste what you have; several identifiers at once are fine.';
    case 'title':
      return 'Understood as a title';
    case 'works': {
      const [first] = understood.works;
      if (understood.works.length > 1) return `${understood.works.length} papers`;
      return first === undefined ? '' : `Understood as ${identifierInWords(first)}`;
    }
    default:
      return assertNever(understood);
  }
}
