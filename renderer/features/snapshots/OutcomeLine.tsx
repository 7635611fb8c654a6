import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useSnapshotStore } from './snapshotStore.ts';

/** What became of the last thing done, at the foot of the sheet. */
export function OutcomeLine() {
  const { outcome } = useSnapshotStore();
  const text = outcome.kind === 'idle' ? '' : outcome.text;
  return (
    <div className={`snapshots__outcome snapshots__outcome--${outcome.kind}`}>
      <p role="status">{text}</p>
      {outcome.kind === 'working' && outcome.done !== undefined && (
        <Progress label={outcome.text} value={outcome.done.value} max={outcome.done.max} />
      )}
      {outcome.kind === 'done' && outcome.undo !== undefined && (
        <Button key={text} kind="quiet" focus="auto" onPress={outcome.undo}>
          Undo
        </Button>
      )}
    </div>
  );
}
