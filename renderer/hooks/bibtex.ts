import { bibtexParts } from '../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../shared/citation/cited.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { DigestId, PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { issuedEvidence } from '../../shared/domain/resolveIssued.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import type { Library } from '../data/types.ts';
import { copyText } from '../host/copyText.ts';
import type { HostClient } from '../host/types.ts';
import { yieldToPage } from './yieldToPage.ts';

/** What entries say beside what a citation needs. */
export interface BibtexOptions {
  readonly abstracts: 'included' | 'left out';
  readonly notes: 'included' | 'left out';
}

/** Papers whose abstracts are read at a time. */
const BATCH_SIZE = 200;
/** How long the page is kept busy before it may paint again. */
const MAX_BUSY_MS = 8;

/** One file of all the papers, in their order; papers that are gone are passed over. Aborts with the signal. */
export async function buildBibtex(
  library: Library,
  papers: readonly PaperId[],
  options: BibtexOptions,
  signal?: AbortSignal,
): Promise<string> {
  const parts: string[] = [];
  let busySince = performance.now();
  for (let at = 0; at < papers.length; at += BATCH_SIZE) {
    const cited = await citePapers(library, papers.slice(at, at + BATCH_SIZE), options);
    if (at > 0 && cited.length > 0) parts.push('\n');
    for (const part of bibtexParts(cited)) {
      parts.push(part);
      if (performance.now() - busySince > MAX_BUSY_MS) {
        await yieldToPage();
        busySince = performance.now();
      }
    }
    signal?.throwIfAborted();
  }
  return parts.join('');
}

/** Copies the papers as BibTeX, without abstracts and notes. Throws `HostError` when the clipboard is closed. */
export async function copyBibtex(
  library: Library,
  host: HostClient,
  papers: readonly PaperId[],
): Promise<void> {
  const text = await buildBibtex(library, papers, { abstracts: 'left out', notes: 'left out' });
  await copyText(host, text);
}

async function citePapers(
  library: Library,
  ids: readonly PaperId[],
  options: BibtexOptions,
): Promise<readonly CitedPaper[]> {
  const { state } = library;
  const papers = ids.flatMap(id => state.papers.get(id) ?? []);
  const abstracts =
    options.abstracts === 'included' ? await library.readAbstracts(papers.map(paper => paper.id)) : [];
  return papers.map((paper, place) => citePaper(state, paper, abstracts[place] ?? '', options));
}

function citePaper(state: LibraryState, paper: Paper, abstract: string, options: BibtexOptions): CitedPaper {
  const nameOf = (id: DigestId) => {
    const digest = state.digests.get(id);
    return digest && digestName(digest);
  };
  const evidence = issuedEvidence(paper.listings, id => state.digests.get(id)?.year, nameOf);
  const note = options.notes === 'included' ? state.notes.get(paper.id)?.text : undefined;
  return {
    paper,
    abstract,
    digestNames: paper.listings.flatMap(listing => nameOf(listing.digest) ?? []),
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
