import type { Paper } from '../../../shared/domain/paper.ts';
import { areOtherWorks } from '../../../shared/domain/sameWork.ts';
import { runCommand } from '../../actions/command.ts';
import { mergePapers } from '../../actions/mergePapers.ts';
import { useApp } from '../../hooks/useApp.ts';
import type { SimilarPapers } from '../../search/types.ts';
import { Button } from '../../ui/Button.tsx';
import { counted } from './messages.ts';

export interface SuggestionsProps {
  readonly similar: readonly SimilarPapers[];
  readonly onSettled: () => void;
}

/** Papers with nearly equal titles, for the user to merge or to keep apart; nothing is merged by itself. */
export function Suggestions({ similar, onSettled }: SuggestionsProps) {
  const { library } = useApp();
  const pairs = similar.flatMap(({ papers: [a, b] }) => {
    const first = library.state.papers.get(a);
    const second = library.state.papers.get(b);
    if (!first || !second || first.keptApart.includes(b) || areOtherWorks(first, second)) return [];
    return [inOrder(first, second)];
  });
  if (pairs.length === 0) return null;
  const merge = (older: Paper, newer: Paper) => void mergePapers(library, older, newer).then(onSettled);
  const keepApart = (older: Paper, newer: Paper) => {
    runCommand(library, { name: 'keepApart', papers: [older.id, newer.id] });
    onSettled();
  };
  return (
    <section className="import__similar" aria-label="Suggested merges">
      <h3 className="import__heading">{counted(pairs.length, 'pair')} with nearly the same title</h3>
      <ul className="import__pairs">
        {pairs.map(([older, newer]) => (
          <li key={`${older.id}${newer.id}`} className="import__pair">
            <div className="import__pair-titles">
              <p dir="auto">{older.title}</p>
              <p dir="auto">{newer.title}</p>
            </div>
            <Button onPress={() => merge(older, newer)}>Merge</Button>
            <Button kind="quiet" onPress={() => keepApart(older, newer)}>
              Keep apart
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The one that was there first survives a merge. */
function inOrder(a: Paper, b: Paper): readonly [Paper, Paper] {
  return a.serial < b.serial ? [a, b] : [b, a];
}
