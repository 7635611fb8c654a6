import type { CitationKey, DigestId, PaperId } from '../../../shared/domain/ids.ts';
import type { Digest } from '../../../shared/domain/digest.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { Sort } from '../../../shared/domain/view.ts';
import { titleKey } from '../../../shared/domain/title.ts';
import { SearchEngine } from '../../../renderer/search/engine.ts';
import type { SearchRequest } from '../../../renderer/search/types.ts';

export const BEST_FIRST: Sort = { key: 'match', direction: 'descending' };

/** A paper as a test tells of it; all else is plain. */
export interface Told extends Partial<Omit<Paper, 'tags'>> {
  readonly abstract?: string;
  readonly note?: string;
  readonly tags?: readonly string[];
}

export interface ToldRows {
  readonly papers: readonly Paper[];
  readonly abstracts: readonly { readonly id: PaperId; readonly text: string }[];
  readonly notes: readonly { readonly id: PaperId; readonly text: string; readonly changed: number }[];
}

/** Rows of papers with serials 1, 2, 3 … */
export function rowsOf(told: readonly Told[]): ToldRows {
  const papers = told.map((one, index): Paper => {
    const title = one.title ?? `Untitled ${index + 1}`;
    const key = titleKey(`${title} ${index}`);
    return {
      id: key as string as PaperId,
      serial: index + 1,
      title,
      titleKeys: [key],
      opening: '',
      hasLink: false,
      hasNote: one.note !== undefined,
      listings: [],
      addedBy: 'first' as DigestId,
      added: 0,
      citationKey: `anon${index + 1}` as CitationKey,
      status: 'unread',
      starred: false,
      tags: [],
      collections: [],
      keptApart: [],
      ...one,
    };
  });
  const withText = <T extends 'abstract' | 'note'>(what: T): { id: PaperId; text: string }[] =>
    papers.flatMap(({ id }, index) => {
      const text = told[index]?.[what];
      return text === undefined ? [] : [{ id, text }];
    });
  return {
    papers,
    abstracts: withText('abstract'),
    notes: withText('note').map(row => ({ ...row, changed: 0 })),
  };
}

export function engineOf(told: readonly Told[], digests: readonly Digest[] = []): SearchEngine {
  const { papers, abstracts, notes } = rowsOf(told);
  const engine = new SearchEngine();
  engine.load({ papers, notes, digests });
  engine.loadAbstracts(abstracts);
  return engine;
}

/** Serials found, in their order. */
export function find(
  engine: SearchEngine,
  query: string,
  request: Partial<SearchRequest> = {},
): readonly number[] {
  return [...engine.search({ query, within: { kind: 'all' }, sort: BEST_FIRST, ...request }).serials];
}

export function digestOf(id: string, givenName: string): Digest {
  return {
    id: id as DigestId,
    dump: 'dump' as Digest['dump'],
    file: `${id}.txt`,
    givenName,
    shape: 'search-compact',
    header: { lines: [] },
    year: { source: 'unknown', evidence: '' },
    imported: 0,
    importId: 'import' as Digest['importId'],
    listingCount: 0,
    newCount: 0,
    notUnderstood: [],
  };
}
