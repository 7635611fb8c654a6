import type { Paper } from '../../../shared/domain/paper.ts';
import { runCommand } from '../../actions/command.ts';
import { mergePapers } from '../../actions/mergePapers.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { useDuplicates } from './useDuplicates.ts';

/** Whose duplicates are shown, and what to do when one is settled. */
export interface DuplicatesProps {
  readonly paper: Paper;
  readonly onSettled: () => void;
}

/** Papers that may be this one under another title: the user decides. */
export function Duplicates({ paper, onSettled }: DuplicatesProps) {
  const { library } = useApp();
  const duplicates = useDuplicates(paper);
  if (duplicates.length === 0) return null;
  const merge = (other: Paper) => void mergePapers(library, paper, other).then(onSettled);
  const keepApart = (other: Paper) => {
    runCommand(library, { name: 'keepApart', papers: [paper.id, other.id] });
    onSettled();
  };
  return (
    <section className="paper__section" aria-labelledby="paper-duplicates">
      <h2 id="paper-duplicates" className="paper__heading">
        Perhaps the same paper
      </h2>
      <ul className="paper__duplicates">
        {duplicates.map(other => (
          <li key={other.id} className="paper__duplicate">
            <button
              type="button"
              className="paper__digest"
              dir="auto"
              onClick={() => useSession.setState({ focused: other.id })}
            >
              {other.title}
            </button>
            <Button onPress={() => merge(other)}>Merge</Button>
            <Button kind="quiet" onPress={() => keepApart(other)}>
              Not the same
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
