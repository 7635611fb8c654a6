import { useEffect, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { areOtherWorks } from '../../../shared/domain/sameWork.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { usePaper } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { MergeChoice } from './MergeChoice.tsx';
import { pickPapers } from './pickPapers.ts';

/** The merge dialog, when the session asks for it. */
export function MergeDialog() {
  const overlay = useSession(session => session.overlay);
  const paper = usePaper(overlay.kind === 'merge' ? overlay.paper : null);
  return paper === undefined ? null : <MergeSteps key={paper.id} paper={paper} />;
}

/** First which paper to merge with, then which of the two stays. */
function MergeSteps({ paper }: { readonly paper: Paper }) {
  const [other, setOther] = useState<PaperId | null>(null);
  const chosen = usePaper(other);
  if (chosen === undefined) return <PickPanel paper={paper} onPick={setOther} />;
  return <MergeChoice papers={[paper, chosen]} onBack={() => setOther(null)} />;
}

interface PickPanelProps {
  readonly paper: Paper;
  readonly onPick: (other: PaperId) => void;
}

function PickPanel({ paper, onPick }: PickPanelProps) {
  const { library } = useApp();
  const [typed, setTyped] = useState('');
  const similar = useSimilar(paper.id).filter(other => !areOtherWorks(paper, other));
  const found = typed.trim() === '' ? similar : pickPapers(library.state.papers.values(), typed, paper);
  return (
    <Dialog title="Merge with a similar paper" onClose={closeOverlay}>
      <p className="form__about merge__about" dir="auto">
        {paper.title}
      </p>
      <ChoiceField
        label="Paper to merge with"
        placeholder="Words of the other title"
        typed={typed}
        onTyped={setTyped}
        choices={found.map(({ id, title, listings }) => ({
          key: id,
          label: title,
          detail: listings.length === 1 ? '1 digest' : `${listings.length} digests`,
        }))}
        onChoose={key => onPick(key as PaperId)}
        onDone={closeOverlay}
        nothing={
          typed.trim() === ''
            ? 'No paper has nearly the same title. Type words of the one you mean.'
            : 'No title holds these words.'
        }
      />
    </Dialog>
  );
}

/** Papers with nearly the same title; none until they are found. */
function useSimilar(id: PaperId): readonly Paper[] {
  const { library, search } = useApp();
  const [similar, setSimilar] = useState<readonly PaperId[]>([]);
  useEffect(() => {
    let current = true;
    search.findSimilar([id]).then(
      pairs => current && setSimilar(pairs.map(({ papers: [a, b] }) => (a === id ? b : a))),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [search, id]);
  return similar.flatMap(other => library.state.papers.get(other) ?? []);
}
