import { counted } from '../../hooks/counted.ts';
import { Progress } from '../../ui/Progress.tsx';
import type { LookUpProgress } from './lookUpRun.ts';

interface AskOutcomeProps {
  readonly progress: LookUpProgress<string>;
  readonly amount: 'one' | 'many';
}

/** How far asking has come, what it gave, and what went wrong. */
export function AskOutcome({ progress, amount }: AskOutcomeProps) {
  const { answers, total, phase, message } = progress;
  const troubles = [
    ...new Set([...answers.flatMap(answer => answer.troubles), ...(message === undefined ? [] : [message])]),
  ];
  return (
    <div className="add-paper__outcome">
      {phase === 'running' && amount === 'many' && (
        <Progress label="Looking up" value={answers.length} max={total} />
      )}
      <p role="status">{inWords(progress, amount)}</p>
      {phase !== 'running' &&
        troubles.slice(0, 4).map(trouble => (
          <p key={trouble} className="look-up__trouble">
            {trouble}
          </p>
        ))}
    </div>
  );
}

function inWords({ answers, total, phase }: LookUpProgress<string>, amount: 'one' | 'many'): string {
  const found = answers.filter(({ works }) => works.length > 0).length;
  if (phase === 'running') {
    return amount === 'one' ? 'Looking it up…' : `Looked up ${answers.length} of ${total}`;
  }
  if (amount === 'many') return `${counted(found, 'paper')} found, ${answers.length - found} not found`;
  if (phase === 'cancelled') return 'Stopped. Nothing was added.';
  const works = answers[0]?.works.length ?? 0;
  if (works === 0) return 'Nothing was found. Check what you typed, or add the paper by hand.';
  return works === 1 ? 'Found:' : `${counted(works, 'paper')} found; Enter takes the marked one.`;
}
