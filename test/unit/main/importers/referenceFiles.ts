import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileReader } from '../../../../main/services/importers/types.ts';
import type { ParsedDigest, ParsedListing } from '../../../../shared/digest-format/types.ts';

/** The files of references of invented papers that tests read, and the shape that each has. */
export const REFERENCE_FILES = {
  'better-bibtex.json': 'csl-json',
  'broken.bib': 'bibtex',
  'browser.html': 'bookmarks',
  'csl.json': 'csl-json',
  'instapaper.csv': 'bookmarks',
  'jabref-old.bib': 'bibtex',
  'jabref.bib': 'bibtex',
  'miniflux.json': 'bookmarks',
  'paperlib.bib': 'bibtex',
  'paperlib.csv': 'csv',
  'pocket.csv': 'bookmarks',
  'pocket.html': 'bookmarks',
  'readwise.csv': 'bookmarks',
  'scholar.bib': 'bibtex',
  'scopus.csv': 'csv',
  'subscriptions.opml': 'bookmarks',
  'zotero.bib': 'bibtex',
  'zotero.csv': 'csv',
  'zotero.rdf': 'zotero-rdf',
  'zotero.ris': 'ris',
} as const;

export type ReferenceFile = keyof typeof REFERENCE_FILES;

/** The first paper of most of them, as far as all of these tell of it. */
export const QUIET_LAKES = {
  title: 'Quiet Lakes of Attention',
  issued: { year: 2023, month: 10, day: 9 },
  authors: [
    { family: 'Lake', given: 'Ada' },
    { family: 'van der Berg', given: 'Jan' },
    { literal: 'Fjord Lab' },
  ],
  venue: 'Journal of Invented Limnology',
  doi: '10.5555/lakes.2023.1',
};

/** The second. */
export const PEAT_MODELS = {
  title: 'Small Peat Models',
  abstract: '',
  issued: { year: 2024, month: 1 },
  authors: [{ family: 'Moor', given: 'Kai' }],
  arxiv: '2401.01234',
};

/** The text of such a file. */
export function referenceFile(name: ReferenceFile): string {
  return readFileSync(
    fileURLToPath(new URL(`../../../fixtures/references/${name}`, import.meta.url)),
    'utf8',
  );
}

/** The one digest of a text. Throws when there is none. */
export async function digestIn(reader: FileReader, text: string): Promise<ParsedDigest> {
  const parsed = await reader.read(text);
  if (parsed.kind === 'noPapers') throw new Error(`No papers, because ${parsed.why ?? parsed.reason}.`);
  const [digest] = parsed.digests;
  if (digest === undefined || parsed.digests.length > 1) throw new Error('There is not one digest.');
  return digest;
}

/** Its listings without ranks, which have to count from 1, after every entry was understood. */
export async function listingsIn(reader: FileReader, text: string): Promise<readonly Unranked[]> {
  const { listings, notUnderstood } = await digestIn(reader, text);
  if (notUnderstood.length > 0) throw new Error(`Not understood: ${JSON.stringify(notUnderstood)}`);
  return listings.map(({ rank, ...listing }, place) => {
    if (rank !== place + 1) throw new Error(`Rank ${rank} stands in place ${place + 1}.`);
    return listing;
  });
}

export type Unranked = Omit<ParsedListing, 'rank'>;
