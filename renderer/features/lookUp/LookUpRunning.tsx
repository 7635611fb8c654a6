import type { PaperId } from '../../../shared/domain/ids.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { cancelLookUp } from './lookUpFlow.ts';
import type { LookUpProgress } from './lookUpRun.ts';

/** How far a look-up has come; it can be stopped, and what was found stays. */
export function LookUpRunning({ progress }: { readonly progress: LookUpProgress<PaperId> }) {
  const { library } = useApp();
  const { answers, total } = progress;
  const notFound = answers.filter(({ works }) => works.length === 0).length;
  const last = answers.at(-1);
  return (
    <Sheet
      title="Looking up the details"
      onClose={closeOverlay}
      footer={
        <>
          <p className="look-up__hint">You can close this and go on working.</p>
          <Button focus="auto" onPress={cancelLookUp}>
            Stop and look through
          </Button>
        </>
      }
    >
      <div className="look-up">
        <Progress label="Looking up" value={answers.length} max={total} />
        <p role="status">{progressInWords(answers.length, total, notFound)}</p>
        {last !== undefined && (
          <p className="look-up__last" dir="auto">
            {library.state.papers.get(last.id)?.title}
          </p>
        )}
        {last?.troubles.map(trouble => (
          <p key={trouble} className="look-up__trouble">
            {trouble}
          </p>
        ))}
      </div>
    </Sheet>
  );
}

/** "12 of 290, 3 not found". */
function progressInWords(done: number, total: number, notFound: number): string {
  const far = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return notFound === 0 ? far : `${far}, ${notFound.toLocaleString('en')} not found`;
}
