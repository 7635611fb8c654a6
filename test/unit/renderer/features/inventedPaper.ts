import type { CitationKey, DigestId, PaperId } from '../../../../shared/domain/ids.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import { titleKey } from '../../../../shared/domain/title.ts';

let serial = 0;

/** A paper with nothing in it but what is given. */
export function inventedPaper(fields: Partial<Paper> = {}): Paper {
  serial += 1;
  const title = fields.title ?? `Invented Paper ${serial}`;
  const key = titleKey(title);
  return {
    id: key as string as PaperId,
    serial,
    title,
    titleKeys: [key],
    opening: '',
    hasLink: false,
    hasNote: false,
    listings: [],
    addedBy: 'digest' as DigestId,
    added: 0,
    citationKey: `inventedPaper${serial}` as CitationKey,
    status: 'unread',
    starred: false,
    tags: [],
    collections: [],
    keptApart: [],
    ...fields,
  };
}
