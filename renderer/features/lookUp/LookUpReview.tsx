import { useMemo, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { counted } from '../../hooks/counted.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { applyChanges, papersOf } from './applyChanges.ts';
import { forgetLookUp } from './lookUpFlow.ts';
import type { LookUpProgress } from './lookUpRun.ts';
import { useLookUpStore, type Choice } from './lookUpStore.ts';
import { NotFound } from './NotFound.tsx';
import { chosenChanges, reviewOf } from './review.ts';
import { ReviewedWork } from './ReviewedWork.tsx';

/** Papers that are drawn at once; more on request. */
const PORTION = 100;

/** What a look-up found, to be looked through: what each field would become, and which of it to take. */
export function LookUpReview({ progress }: { readonly progress: LookUpProgress<PaperId> }) {
  const { library } = useApp();
  const version = useLibraryVersion();
  const choices = useLookUpStore(store => store.choices);
  const [shown, setShown] = useState(PORTION);
  const [state, setState] = useState<'ready' | 'busy'>('ready');
  const [failure, setFailure] = useState<string>();
  const review = useMemo(
    () => reviewOf(progress.answers, library.state.papers, choices),
    // The maps are changed in place; the version tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [progress, library, choices, version],
  );
  const changes = useMemo(() => chosenChanges(review.changed), [review]);
  const fields = changes.reduce((sum, change) => sum + Object.keys(change.fields).length, 0);

  const choose = (paper: PaperId, choice: Choice) =>
    useLookUpStore.setState({ choices: new Map([...choices, [paper, choice]]) });
  const apply = async () => {
    setState('busy');
    try {
      await applyChanges(library, changes);
      forgetLookUp();
      closeOverlay();
    } catch (error) {
      setFailure(errorText(error));
      setState('ready');
    }
  };
  const discard = () => {
    forgetLookUp();
    closeOverlay();
  };

  return (
    <Sheet
      title="What was found"
      width="wide"
      // Where there is nothing to decide, it does not come up again.
      onClose={review.changed.length === 0 ? discard : closeOverlay}
      footer={
        <>
          <p className="look-up__hint" role="status">
            {failure !== undefined && <span className="look-up__failure">{failure}</span>}
            {failure === undefined &&
              fields > 0 &&
              `${counted(fields, 'field')} of ${counted(papersOf(changes), 'paper')}`}
          </p>
          <Button onPress={discard}>Discard</Button>
          <Button
            kind="primary"
            focus="auto"
            state={state === 'busy' ? 'busy' : changes.length === 0 ? 'disabled' : 'ready'}
            onPress={() => void apply()}
          >
            Take over
          </Button>
        </>
      }
    >
      <div className="look-up">
        <p role="status">{summary(progress, review.changed.length, review.complete.length)}</p>
        {progress.message !== undefined && <p className="look-up__failure">{progress.message}</p>}
        <ul className="look-up__papers" aria-label="Papers with something new">
          {review.changed.slice(0, shown).map(reviewed => (
            <ReviewedWork
              key={reviewed.paper.id}
              reviewed={reviewed}
              onChoose={choice => choose(reviewed.paper.id, choice)}
            />
          ))}
        </ul>
        {review.changed.length > shown && (
          <Button onPress={() => setShown(shown + PORTION)}>
            {`Show ${Math.min(PORTION, review.changed.length - shown)} more`}
          </Button>
        )}
        <NotFound papers={review.notFound} />
      </div>
    </Sheet>
  );
}

function summary(
  { answers, total, phase }: LookUpProgress<PaperId>,
  changed: number,
  complete: number,
): string {
  const found = answers.filter(({ works }) => works.length > 0).length;
  const asked =
    phase === 'finished'
      ? `${found} of ${counted(total, 'paper')} found`
      : `Stopped after ${answers.length} of ${total}; ${found} found`;
  const rest = complete === 0 ? '' : ` Of ${complete.toLocaleString('en')} everything is known already.`;
  return changed === 0 && found > 0 ? `${asked}, and there is nothing to take over.` : `${asked}.${rest}`;
}
