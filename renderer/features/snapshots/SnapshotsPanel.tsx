import { useEffect, useRef, useState } from 'react';
import { ArrowLeft, Download, FolderInput } from 'lucide-react';
import { useRunAction } from '../../actions/runAction.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useNarrow } from '../../hooks/useMedia.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { NoSnapshots } from './NoSnapshots.tsx';
import { OutcomeLine } from './OutcomeLine.tsx';
import { SnapshotDetail } from './SnapshotDetail.tsx';
import { SnapshotList } from './SnapshotList.tsx';
import { choose } from './snapshotFlow.ts';
import { useSnapshotStore } from './snapshotStore.ts';

/** All snapshots by day, and what the chosen one holds that the library does not. */
export function SnapshotsPanel() {
  const narrow = useNarrow();
  const { list, chosen, removing, outcome } = useSnapshotStore();
  const [pane, setPane] = useState<'list' | 'detail'>('list');
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was pressed may be gone, and with it the focus: then no key would reach the sheet.
    if (document.activeElement === document.body) root.current?.focus();
  }, [outcome, list, pane]);
  const shown = list?.filter(({ id }) => id !== removing);
  const snapshot = shown?.find(({ id }) => id === chosen) ?? shown?.[0];
  return (
    <Sheet title="Snapshots" width="wide" onClose={closeOverlay} footer={<Footer />}>
      {shown !== undefined && snapshot === undefined && outcome.kind !== 'working' && <NoSnapshots />}
      {shown !== undefined && snapshot !== undefined && (
        <div ref={root} className="snapshots" tabIndex={-1}>
          {(!narrow || pane === 'list') && (
            <SnapshotList
              list={shown}
              chosen={narrow ? undefined : snapshot.id}
              onChoose={id => {
                choose(id);
                setPane('detail');
              }}
            />
          )}
          {(!narrow || pane === 'detail') && (
            <div className="snapshots__detail">
              {narrow && (
                <Button kind="quiet" icon={<ArrowLeft />} onPress={() => setPane('list')}>
                  All snapshots
                </Button>
              )}
              <SnapshotDetail key={snapshot.id} snapshot={snapshot} list={shown} />
            </div>
          )}
        </div>
      )}
    </Sheet>
  );
}

function Footer() {
  const run = useRunAction();
  const working = useSnapshotStore(store => store.outcome.kind === 'working');
  const state = working ? 'busy' : 'ready';
  return (
    <>
      <OutcomeLine />
      <Button icon={<FolderInput />} state={state} onPress={() => run('takeBackup')}>
        Bring in a backup…
      </Button>
      <Button icon={<Download />} state={state} onPress={() => run('saveBackup')}>
        Save as one file…
      </Button>
      <Button kind="primary" state={state} onPress={() => run('makeSnapshot')}>
        Make a snapshot now
      </Button>
    </>
  );
}
