import type { CitedPaper } from '../../shared/citation/cited.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { FormerKeys } from '../../shared/library/formerKeys.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { evidenceOf } from './papers.ts';

/** The papers with all that citations of them say, in their order; the format's options leave parts out. */
export function* citedPapers(library: MemoryLibrary, papers: readonly Paper[]): Generator<CitedPaper, void> {
  const { state, abstracts } = library;
  const formerKeys = new FormerKeys();
  for (const holder of state.citationKeys.values()) formerKeys.add(holder, state.papers.get(holder.paper));
  for (const paper of papers) {
    const note = state.notes.get(paper.id)?.text;
    const evidence = evidenceOf(state, paper);
    yield {
      paper,
      abstract: abstracts.get(paper.id)?.text ?? '',
      digestNames: paper.listings.flatMap(({ digest }) => {
        const found = state.digests.get(digest);
        return found ? [digestName(found)] : [];
      }),
      collectionNames: paper.collections.flatMap(id => state.collections.get(id)?.name ?? []),
      formerKeys: formerKeys.of(paper),
      ...(note !== undefined && { note }),
      ...(evidence !== undefined && { evidence }),
    };
  }
}
