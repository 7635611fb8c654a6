import type { CitedPaper } from '../../shared/citation/cited.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { DigestId, PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { dateEvidence } from '../../shared/domain/resolveIssued.ts';
import { FormerKeys } from '../../shared/library/formerKeys.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import type { Library } from '../data/types.ts';

/** Papers whose abstracts are read at a time. */
const BATCH_SIZE = 100;
/** Rows of the key table looked at before the page may paint. */
const KEYS_AT_ONCE = 2_000;

/** Which parts that aren't in memory, or are the user's own, an entry is to have. */
export interface CitedParts {
  readonly abstracts: 'included' | 'left out';
  readonly notes: 'included' | 'left out';
}

/**
 * The papers with all that citations of them say, in their order and in portions; papers that are gone are passed over.
 * `pace` is awaited between pieces of work.
 */
export async function* citedPortions(
  library: Library,
  ids: readonly PaperId[],
  parts: CitedParts,
  pace: () => Promise<void> | undefined,
): AsyncGenerator<readonly CitedPaper[], void> {
  const formerKeys = await gatherFormerKeys(library.state, pace);
  for (let at = 0; at < ids.length; at += BATCH_SIZE) {
    const { state } = library;
    const papers = ids.slice(at, at + BATCH_SIZE).flatMap(id => state.papers.get(id) ?? []);
    const abstracts =
      parts.abstracts === 'included' ? await library.readAbstracts(papers.map(paper => paper.id)) : [];
    await pace();
    yield papers.map((paper, place) =>
      citePaper(state, paper, { abstract: abstracts[place] ?? '', parts, formerKeys }),
    );
  }
}

/** The papers without what isn't in memory, at once: for a few, where nothing can be waited for. */
export function citeAtOnce(state: LibraryState, papers: readonly Paper[], parts: CitedParts): CitedPaper[] {
  const formerKeys = new FormerKeys();
  for (const holder of state.citationKeys.values()) formerKeys.add(holder, state.papers.get(holder.paper));
  return papers.map(paper => citePaper(state, paper, { abstract: '', parts, formerKeys }));
}

async function gatherFormerKeys(
  state: LibraryState,
  pace: () => Promise<void> | undefined,
): Promise<FormerKeys> {
  const formerKeys = new FormerKeys();
  let count = 0;
  for (const holder of state.citationKeys.values()) {
    formerKeys.add(holder, state.papers.get(holder.paper));
    count += 1;
    if (count % KEYS_AT_ONCE === 0) await pace();
  }
  return formerKeys;
}

interface Besides {
  readonly abstract: string;
  readonly parts: CitedParts;
  readonly formerKeys: FormerKeys;
}

function citePaper(state: LibraryState, paper: Paper, besides: Besides): CitedPaper {
  const nameOf = (id: DigestId) => {
    const digest = state.digests.get(id);
    return digest && digestName(digest);
  };
  const evidence = dateEvidence(paper, id => state.digests.get(id)?.year, nameOf);
  const note = besides.parts.notes === 'included' ? state.notes.get(paper.id)?.text : undefined;
  return {
    paper,
    abstract: besides.abstract,
    digestNames: paper.listings.flatMap(listing => nameOf(listing.digest) ?? []),
    collectionNames: paper.collections.flatMap(id => state.collections.get(id)?.name ?? []),
    formerKeys: besides.formerKeys.of(paper),
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
