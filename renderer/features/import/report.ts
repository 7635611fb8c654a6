import type { UnplacedLine } from '../../../shared/digest-format/types.ts';
import { digestName } from '../../../shared/domain/digestName.ts';
import type { DigestId, ImportId, PaperId, Timestamp } from '../../../shared/domain/ids.ts';
import type { RefusedPath } from '../../../shared/host/api.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { counted } from './messages.ts';
import { isFresh, type BroughtDigest, type ImportProgress } from './types.ts';

/** Papers of an import or of one digest: those it holds, and how many of them were not in the library before. */
export interface PaperCounts {
  readonly papers: number;
  readonly new: number;
}

/** What one digest brought. Counts are those of the moment of import. */
export interface DigestReport extends PaperCounts {
  readonly id: DigestId;
  readonly name: string;
  readonly file: string;
  readonly importedBefore?: Timestamp;
  readonly notUnderstood: readonly UnplacedLine[];
}

/** What an import brought, and what it could not. */
export interface ImportReport extends PaperCounts {
  readonly id: ImportId;
  readonly digests: readonly DigestReport[];
  /** Papers that only this import holds. */
  readonly newPapers: readonly PaperId[];
  /** Files that gave nothing, and paths that were no files, with the reason. */
  readonly failed: readonly RefusedPath[];
  /** Names of what was waiting when the import was cancelled. */
  readonly cancelled: readonly string[];
}

/** The report of an import that is over, from what the library holds now. */
export function reportImport(progress: ImportProgress, state: LibraryState): ImportReport {
  const brought = progress.items.flatMap(item => item.digests);
  const fresh = new Set(brought.filter(isFresh).map(digest => digest.id));
  const { papers, newPapers } = papersOf(new Set(brought.map(digest => digest.id)), fresh, state);
  return {
    id: progress.id,
    digests: brought.map(digest => reportDigest(digest, state)),
    papers,
    new: newPapers.length,
    newPapers,
    failed: [
      ...progress.refused,
      ...progress.items.flatMap(({ name, progress: end }) =>
        end.kind === 'failed' ? [{ name, message: end.message }] : [],
      ),
    ],
    cancelled: progress.items.filter(item => item.progress.kind === 'cancelled').map(item => item.name),
  };
}

/** "119 papers, 78 new, 41 already in your library". */
export function countsInWords({ papers, new: fresh }: PaperCounts): string {
  const known = papers - fresh;
  const parts = [counted(papers, 'paper'), `${counted(fresh, 'new', 'new')}`];
  if (known > 0) parts.push(`${counted(known, 'already', 'already')} in your library`);
  return parts.join(', ');
}

function reportDigest(brought: BroughtDigest, state: LibraryState): DigestReport {
  const digest = state.digests.get(brought.id);
  return {
    ...brought,
    name: digest === undefined ? brought.file : digestName(digest),
    papers: state.counts.digest(brought.id).total,
    new: isFresh(brought) ? (digest?.newCount ?? 0) : 0,
    notUnderstood: digest?.notUnderstood ?? [],
  };
}

/** One walk over the library: how many papers the digests hold, and which are new. */
function papersOf(digests: ReadonlySet<DigestId>, fresh: ReadonlySet<DigestId>, state: LibraryState) {
  const newPapers: PaperId[] = [];
  let papers = 0;
  for (const paper of state.papers.values()) {
    if (!paper.listings.some(listing => digests.has(listing.digest))) continue;
    papers += 1;
    if (paper.addedBy !== undefined && fresh.has(paper.addedBy)) newPapers.push(paper.id);
  }
  return { papers, newPapers };
}
