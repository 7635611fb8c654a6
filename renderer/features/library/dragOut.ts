import type { DragEvent } from 'react';
import { toBibtex } from '../../../shared/citation/bibtex.ts';
import { digestName } from '../../../shared/domain/digestName.ts';
import { targetPapers } from '../../actions/targets.ts';
import type { AppServices } from '../../hooks/useApp.ts';

/** Papers dragged out of the window are BibTeX where they are dropped: the selection, or the one under the pointer. */
export function dragOut(app: AppServices, event: DragEvent): void {
  const papers = targetPapers(app);
  if (papers.length === 0) return;
  const { digests } = app.library.state;
  const cited = papers.map(paper => ({
    paper,
    abstract: '',
    digestNames: paper.listings.flatMap(listing => {
      const digest = digests.get(listing.digest);
      return digest ? [digestName(digest)] : [];
    }),
  }));
  const text = toBibtex(cited);
  event.dataTransfer.effectAllowed = 'copy';
  event.dataTransfer.setData('text/plain', text);
  event.dataTransfer.setData('application/x-bibtex', text);
}
