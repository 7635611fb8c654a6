import { useEffect, useRef } from 'react';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { choose, loadSnapshots, takeBackup } from './snapshotFlow.ts';
import { SnapshotsPanel } from './SnapshotsPanel.tsx';
import { tell, useSnapshotStore } from './snapshotStore.ts';
import { useSnapshotRequests } from './useSnapshotRequests.ts';
import './Snapshots.css';

/** The snapshots, when the session asks for them, and the file input for backups, which is always there. */
export function SnapshotsSheet() {
  const app = useApp();
  const input = useRef<HTMLInputElement>(null);
  useSnapshotRequests(input);
  const open = useSession(session => session.overlay.kind === 'snapshots');
  return (
    <>
      <input
        ref={input}
        hidden
        type="file"
        accept=".gz,application/gzip"
        aria-label="Backup to bring in"
        onChange={event => {
          const [file] = event.target.files ?? [];
          if (file) void takeBackup(app, file);
          event.target.value = '';
        }}
      />
      {open && <OpenSheet />}
    </>
  );
}

function OpenSheet() {
  const app = useApp();
  useEffect(() => {
    const { overlay } = useSession.getState();
    if (overlay.kind === 'snapshots' && overlay.chosen !== undefined) choose(overlay.chosen);
    void loadSnapshots(app);
    return () => {
      // What is told once need not be told again when the sheet is next opened.
      const { kind } = useSnapshotStore.getState().outcome;
      if (kind === 'done' || kind === 'failed') tell({ kind: 'idle' });
    };
  }, [app]);
  return <SnapshotsPanel />;
}
