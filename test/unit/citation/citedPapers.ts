import { makeCitationKey } from '../../../shared/citation/keys.ts';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import type { DigestId, PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { titleKey } from '../../../shared/domain/title.ts';

/** A paper for citing, with a key made from its title unless `fields` gives one. */
export function citedPaper(
  fields: Partial<Paper> & { readonly title: string },
  rest: Partial<Omit<CitedPaper, 'paper'>> = {},
): CitedPaper {
  const digest = '0'.repeat(32) as DigestId;
  const key = titleKey(fields.title);
  const paper: Paper = {
    id: key as string as PaperId,
    serial: 1,
    titleKeys: [key],
    opening: '',
    hasLink: false,
    hasNote: false,
    listings: [{ digest, rank: 1 }],
    addedBy: digest,
    added: 0,
    citationKey: makeCitationKey({ title: fields.title, year: fields.issued?.year }, () => false),
    status: 'unread',
    starred: false,
    tags: [],
    collections: [],
    keptApart: [],
    ...fields,
  };
  return { paper, abstract: '', digestNames: [], ...rest };
}

/** Papers with these titles and abstracts under unique keys, as an import would give them. */
export function citedPapers(
  texts: readonly { readonly title: string; readonly abstract: string; readonly note?: string }[],
): CitedPaper[] {
  const taken = new Set<string>();
  return texts.map(({ title, ...rest }) => {
    const citationKey = makeCitationKey({ title }, lower => taken.has(lower));
    taken.add(citationKey.toLowerCase());
    return citedPaper({ title, citationKey }, rest);
  });
}
