import { useState } from 'react';
import { BookOpen, History, Trash2, TriangleAlert } from 'lucide-react';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';
import { whyReadOnly } from '../../actions/readOnly.ts';
import { sizeInWords } from '../../hooks/counted.ts';
import { useApp } from '../../hooks/useApp.ts';
import { dayName, timeOf } from '../../hooks/when.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Differences } from './Differences.tsx';
import { openReadOnly, removeSnapshot, restoreFrom } from './snapshotFlow.ts';
import { useSnapshotStore } from './snapshotStore.ts';
import { useComparison } from './useComparison.ts';
import { useUndo } from './useUndo.ts';
import { comparisonInWords, countsInWords, reasonInWords } from './words.ts';

export interface SnapshotDetailProps {
  readonly snapshot: SnapshotInfo;
  readonly list: readonly SnapshotInfo[];
}

/** One snapshot: what it holds, what happened since, and the ways back to it. */
export function SnapshotDetail({ snapshot, list }: SnapshotDetailProps) {
  const app = useApp();
  const undo = useUndo();
  const [now] = useState(Date.now);
  const { outcome } = useSnapshotStore();
  const readOnly = whyReadOnly(app.library.access);
  const state = readOnly === undefined ? (outcome.kind === 'working' ? 'busy' : 'ready') : 'disabled';
  const newestGood = list.find(({ kind, damaged }) => kind === 'snapshot' && damaged === undefined);
  const { at, counts, bytes, damaged, reason, name } = snapshot;
  return (
    <>
      <header className="snapshots__head">
        <h3 className="snapshots__title">
          {dayName(at, now)}, {timeOf(at)}
        </h3>
        <p className="snapshots__facts" dir="auto">
          {name ?? reasonInWords(reason)} · {countsInWords(counts)} · {sizeInWords(bytes)}
        </p>
      </header>
      {damaged ? (
        <Damaged />
      ) : (
        <>
          <div className="snapshots__actions">
            <Button icon={<BookOpen />} onPress={() => void openReadOnly(app, snapshot)}>
              Open
            </Button>
            <Button
              icon={<History />}
              state={state}
              onPress={() => void restoreFrom(app, { snapshot, papers: null, parts: 'everything' }, undo)}
            >
              Restore the whole library
            </Button>
            {snapshot.id !== newestGood?.id && readOnly === undefined && (
              <IconButton
                label="Remove this snapshot"
                icon={<Trash2 />}
                state={state}
                onPress={() => removeSnapshot(app, snapshot)}
              />
            )}
          </div>
          {readOnly !== undefined && <p className="snapshots__facts">{readOnly}</p>}
          <Since snapshot={snapshot} state={state} />
        </>
      )}
    </>
  );
}

interface SinceProps {
  readonly snapshot: SnapshotInfo;
  readonly state: 'ready' | 'disabled' | 'busy';
}

/** What happened since, in one sentence and paper by paper. */
function Since({ snapshot, state }: SinceProps) {
  const comparing = useComparison(snapshot);
  switch (comparing.kind) {
    case 'comparing':
      return (
        <p className="snapshots__since" role="status">
          Comparing with now…
        </p>
      );
    case 'failed':
      return (
        <p className="snapshots__failure" role="alert">
          {comparing.message}
        </p>
      );
    case 'compared': {
      const { comparison } = comparing;
      const words = comparisonInWords(comparison);
      return (
        <>
          <p className="snapshots__since" role="status">
            {words === undefined
              ? 'Nothing differs: the library is as it was then.'
              : `Since then: ${words}.`}
          </p>
          {comparison.differences.length > 0 && (
            <Differences snapshot={snapshot} comparison={comparison} state={state} />
          )}
        </>
      );
    }
  }
}

function Damaged() {
  return (
    <p className="snapshots__failure">
      <TriangleAlert />
      <span>
        This file is not as it was written, so it can’t be opened or restored from. It was kept as it is.
        Choose another snapshot.
      </span>
    </p>
  );
}
