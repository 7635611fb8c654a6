import type { CitationKey, PaperId, TitleKey } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';

/** A paper that nobody wrote, the same for a number every time. */
export function inventedPaper(number: number): Paper {
  const key = number.toString(16).padStart(32, '0');
  return {
    id: key as PaperId,
    serial: number,
    title: `On the ${number}th lantern`,
    titleKeys: [key as TitleKey],
    opening: `Lantern ${number} is lit.`,
    hasLink: false,
    hasNote: false,
    listings: [],
    added: 1_700_000_000_000,
    citationKey: `lantern${number}` as CitationKey,
    status: 'unread',
    starred: false,
    tags: [],
    collections: [],
    keptApart: [],
  };
}
