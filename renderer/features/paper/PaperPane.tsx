import { memo, startTransition, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { BookOpenText } from 'lucide-react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { afterPaint } from '../../hooks/afterPaint.ts';
import { listenForRequests } from '../../hooks/requests.ts';
import { useApp } from '../../hooks/useApp.ts';
import { usePaper } from '../../hooks/useLibrary.ts';
import { useIsListEmpty } from '../../hooks/useVisiblePapers.ts';
import { useWhenTypingPauses } from '../../hooks/useWhenTypingPauses.ts';
import { useSession } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PaperToolbar } from './PaperToolbar.tsx';
import { PaperView } from './PaperView.tsx';
import { SelectionView } from './SelectionView.tsx';
import './PaperPane.css';

/** The right pane: the focused paper, or what can be done with several selected ones. */
export function PaperPane() {
  const focused = useWhenTypingPauses(useSession(session => session.focused));
  const selected = useSession(session => session.selected);
  const paper = usePaperAfterList(focused);
  const isListEmpty = useIsListEmpty();
  const isOneOpen = selected.size === 0 || (selected.size === 1 && focused !== null && selected.has(focused));
  if (!isOneOpen) return <SelectionView selected={selected} />;
  if (paper === undefined) {
    return (
      <section className="paper-pane" aria-label="Paper">
        <EmptyState
          icon={<BookOpenText />}
          title="No paper is open"
          text={isListEmpty ? undefined : 'Choose one in the list, or press j to start with the first.'}
        />
      </section>
    );
  }
  return <OpenPaper paper={paper} />;
}

/** The paper; after the list, which the eyes are on, was painted. At once when something is to be written in the pane. */
function usePaperAfterList(focused: PaperId | null): Paper | undefined {
  const { library } = useApp();
  const now = usePaper(focused);
  const [paper, setPaper] = useState(now);
  useEffect(() => afterPaint(() => startTransition(() => setPaper(now))), [now]);
  useEffect(
    () =>
      listenForRequests(({ kind }) => {
        const { focused: meant } = useSession.getState();
        // The next key is already meant for the note.
        if (kind === 'writeNote' && meant !== null)
          flushSync(() => setPaper(library.state.papers.get(meant)));
      }),
    [library],
  );
  return paper;
}

const OpenPaper = memo(function OpenPaper({ paper }: { readonly paper: Paper }) {
  return (
    <section className="paper-pane" aria-label="Paper">
      <PaperToolbar paper={paper} />
      <PaperView key={paper.id} paper={paper} />
    </section>
  );
});
