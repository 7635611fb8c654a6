import { useState } from 'react';
import { Eye, History } from 'lucide-react';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import { runAction } from '../../actions/runAction.ts';
import { useApp } from '../../hooks/useApp.ts';
import { counted } from '../../hooks/counted.ts';
import { dayOf, timeOf } from '../../hooks/when.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Strip } from '../../ui/Strip.tsx';

/** Says what the window shows when it is not the live library, and how to get back to that. */
export function AccessBanner() {
  const app = useApp();
  const [opened] = useState(Date.now);
  const { access, state } = app.library;
  switch (access.kind) {
    case 'write':
      return null;
    case 'snapshot': {
      const { at, id } = access.snapshot;
      const restoreAll = () => {
        app.backToNow();
        useSession.setState({ overlay: { kind: 'snapshots', chosen: id } });
      };
      return (
        <Strip
          tone="info"
          role="status"
          icon={<History />}
          title={`Snapshot of ${dayOf(at, opened)}, ${timeOf(at)}:`}
          actions={
            <>
              <Button onPress={restoreAll}>Restore…</Button>
              <Button kind="primary" onPress={() => runAction('backToNow', app)}>
                Back to now
              </Button>
            </>
          }
        >
          {counted(state.papers.size, 'paper')}. Nothing can be changed here.
        </Strip>
      );
    }
    case 'look':
      return (
        <Strip
          tone="info"
          role="status"
          icon={<Eye />}
          actions={
            <Button onPress={() => window.location.reload()}>
              {access.holder.canTakeOver ? 'Refresh, or use it here' : 'Refresh'}
            </Button>
          }
        >
          {sentence(access.holder.name)} is working with this library; you are looking at it as it was at{' '}
          {timeOf(opened)}. Nothing can be changed here.
        </Strip>
      );
    default:
      return assertNever(access);
  }
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
