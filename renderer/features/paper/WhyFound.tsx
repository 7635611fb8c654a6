import { Lightbulb } from 'lucide-react';
import { actionInfo } from '../../../shared/actions/registry.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useIsSearching } from '../../hooks/useVisiblePapers.ts';
import { useWhenTypingPauses } from '../../hooks/useWhenTypingPauses.ts';
import { useSession } from '../../session/session.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { ariaKeys } from '../../ui/keyNames.ts';
import { useExplanation } from './useExplanation.ts';
import type { WhyLine } from './whyWords.ts';
import './WhyFound.css';

const { title, keys } = actionInfo('whyFound');
const [KEY = ''] = keys;

/** While searching: on request, why the paper is found. It stays open while one goes through the results. */
export function WhyFound({ paper }: { readonly paper: Paper }) {
  const isShown = useSession(session => session.why === 'shown');
  // It moves the whole paper: not in the frame of the first letter.
  const isSearching = useWhenTypingPauses(useIsSearching());
  const run = useRunAction();
  if (!isSearching) return null;
  return (
    <section className="why-found" aria-label={title}>
      <button
        type="button"
        className="paper__fact"
        aria-expanded={isShown}
        aria-keyshortcuts={ariaKeys(KEY)}
        onClick={() => run('whyFound')}
      >
        <Lightbulb />
        <span>{title}</span>
        <Kbd keys={KEY} />
      </button>
      {isShown && <Reasons paper={paper} />}
    </section>
  );
}

/** A status: screen readers tell it when it comes, as the focus stays in the list. */
function Reasons({ paper }: { readonly paper: Paper }) {
  const why = useExplanation(paper);
  return (
    <div className="why-found__card" role="status">
      {why.kind === 'elsewhere' && <p>This paper is not among the results.</p>}
      {why.kind === 'failed' && <p>{why.message}</p>}
      {why.kind === 'known' && why.lines.length === 0 && (
        <p>It is what the filters ask for. No words were searched, so there are no points.</p>
      )}
      {why.kind === 'known' && why.lines.length > 0 && <Lines lines={why.lines} />}
      {why.kind === 'known' && why.lines.length > 0 && !why.isRanked && (
        <p>The list is in another order than the best match first, so points don’t count now.</p>
      )}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly WhyLine[] }) {
  // Of what is shown, so that it adds up for the reader.
  const sum = lines.reduce((total, { points }) => total + Number(points.toFixed(2)), 0);
  return (
    <table className="why-found__lines">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ words, points }) => (
          <tr key={words}>
            <td dir="auto">{words}</td>
            <td className="why-found__points">{points.toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
      {lines.length > 1 && (
        <tfoot>
          <tr>
            <td>Points together; the most come first</td>
            <td className="why-found__points">{sum.toFixed(2)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
