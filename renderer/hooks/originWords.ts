import type { DigestShape } from '../../shared/digest-format/types.ts';
import { assertNever } from '../../shared/domain/assertNever.ts';
import type { DetailName, Origin } from '../../shared/domain/details.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { Timestamp } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { issuedEvidence } from '../../shared/domain/resolveIssued.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import { dayOf } from './when.ts';

/** Who told a detail of a paper: "from the digest “Apr 23”", "from refs.bib", "looked up at Crossref on 3 March"; undefined if nobody says. */
export function originInWords(
  paper: Paper,
  name: DetailName,
  digests: LibraryState['digests'],
  now: Timestamp = Date.now(),
): string | undefined {
  const origin = paper.origins?.[name];
  if (origin !== undefined) return toldBy(origin, now);
  const digest = digests.get(paper.listings[0]?.digest ?? '');
  if (digest === undefined) return undefined;
  if (FILES_OF_PAPERS.has(digest.shape)) return `from ${digest.file}`;
  return `from the digest “${digestName(digest)}”`;
}

/** Files that nobody would call a digest. */
const FILES_OF_PAPERS: ReadonlySet<DigestShape> = new Set<DigestShape>([
  'bibtex',
  'ris',
  'csl-json',
  'csv',
  'zotero-rdf',
  'bookmarks',
  'markdown-pages',
]);

function toldBy({ kind, from, at }: Origin, now: Timestamp): string {
  switch (kind) {
    case 'file':
      return from === undefined ? 'from a file' : `from ${from}`;
    case 'lookUp':
      return `looked up${from === undefined ? '' : ` at ${from}`} on ${dayOf(at, now)}`;
    case 'hand':
      return `typed by you on ${dayOf(at, now)}`;
    default:
      return assertNever(kind);
  }
}

/** Why a paper has the date it has, as a sentence: who told it, or how the digests' dates were read. */
export function dateEvidence(paper: Paper, digests: LibraryState['digests']): string {
  const origin = paper.origins?.issued;
  if (origin !== undefined) {
    const words = toldBy(origin, Date.now());
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  }
  const evidence = issuedEvidence(
    paper.listings,
    id => digests.get(id)?.year,
    id => {
      const digest = digests.get(id);
      return digest && digestName(digest);
    },
  );
  return evidence ?? '';
}
