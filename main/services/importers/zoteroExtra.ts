import type { ReadingStatus } from '../../../shared/domain/paper.ts';

/** What Zotero's field "Extra" says beside free words. */
export interface Extra {
  readonly doi?: string;
  readonly arxiv?: string;
  readonly citationKey?: string;
  /** Of the plugin "Reading List". */
  readonly status?: ReadingStatus;
  /** Lines that are no fields. */
  readonly rest?: string;
}

const STATUSES: Readonly<Record<string, ReadingStatus>> = {
  new: 'unread',
  'to read': 'unread',
  'in progress': 'reading',
  read: 'read',
  'not reading': 'archived',
};
const MAX_LENGTH = 200_000;

/**
 * Reads "Extra": lines of `Name: value`, some of which Zotero and its plugins give a meaning
 * (zotero.org/support/kb/item_types_and_fields, "Citing Fields from Extra"). Other fields are no words of the user's.
 */
export function extraLines(extra: string | undefined): Extra {
  const fields = new Map<string, string>();
  const rest: string[] = [];
  for (const line of (extra ?? '').slice(0, MAX_LENGTH).split(/\r\n|\r|\n/u)) {
    const [, name, value] = /^([A-Za-z][\w -]{1,40}):\s+(\S.*)$/u.exec(line.trim()) ?? [];
    const field = name?.toLowerCase().replace(/_/gu, ' ');
    if (field === undefined || value === undefined || !KNOWN.has(field)) rest.push(line);
    else if (!fields.has(field)) fields.set(field, value);
  }
  const doi = fields.get('doi');
  // "arXiv:2310.01234 [cs]" has no space behind its colon.
  const id = fields.get('arxiv') ?? rest.map(line => /^\s*arXiv:\s*(\S+)/iu.exec(line)?.[1]).find(Boolean);
  const citationKey = fields.get('citation key');
  const status = STATUSES[fields.get('read status')?.trim().toLowerCase() ?? ''];
  const words = rest
    .filter(line => !/^\s*arXiv:\s*\S+(?:\s+\[[\w.-]+\])?\s*$/iu.test(line))
    .join('\n')
    .trim();
  return {
    ...(doi !== undefined && { doi }),
    ...(id !== undefined && { arxiv: `arXiv:${id}` }),
    ...(citationKey !== undefined && { citationKey }),
    ...(status !== undefined && { status }),
    ...(words !== '' && { rest: words }),
  };
}

/** Fields that are not shown as a note. */
const KNOWN = new Set(
  `doi|arxiv|citation key|read status|read status date|publisher|issn|isbn|pmid|pmcid|type|original date|original-date
|number of pages|container title|issue|volume|version|place|tex.ids|accessed|status|event title|publication title`
    .replace(/\n/gu, '')
    .split('|'),
);
