import { useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';
import { timeOf } from '../../hooks/when.ts';
import { PickList, type PickItem } from '../../ui/PickList.tsx';
import {
  countsChanged,
  countsInWords,
  groupSnapshots,
  momentOf,
  reasonInWords,
  snapshotBefore,
} from './words.ts';

export interface SnapshotListProps {
  readonly list: readonly SnapshotInfo[];
  /** The one that is shown beside the list; undefined where it takes the list's place. */
  readonly chosen: SnapshotId | undefined;
  readonly onChoose: (snapshot: SnapshotId) => void;
}

/** The snapshots by day, each with why it was made and what was in it. */
export function SnapshotList({ list, chosen, onChoose }: SnapshotListProps) {
  const [now] = useState(Date.now);
  const groups = groupSnapshots(list, now).map(({ title, snapshots }) => ({
    id: title,
    title,
    items: snapshots.map(snapshot => lineOf(snapshot, list, now)),
  }));
  return (
    <div className="snapshots__list">
      <PickList
        label="Snapshots"
        groups={groups}
        chosen={chosen}
        by={chosen === undefined ? 'pressing' : 'moving'}
        focus="auto"
        onChoose={id => onChoose(id as SnapshotId)}
      />
    </div>
  );
}

function lineOf(snapshot: SnapshotInfo, list: readonly SnapshotInfo[], now: number): PickItem {
  const { id, at, kind, reason, counts, damaged, name } = snapshot;
  const when = kind === 'aside' ? momentOf(at, now) : timeOf(at);
  const what = name ?? reasonInWords(reason);
  const changed = countsChanged(counts, snapshotBefore(list, snapshot)?.counts);
  return {
    id,
    text: `${when} ${what}`,
    content: (
      <>
        <span className="snapshots__line">
          <span className="snapshots__when">{when}</span>
          {kind === 'snapshot' && (
            <span className="snapshots__why" dir="auto">
              {what}
            </span>
          )}
        </span>
        {kind === 'aside' && (
          <span className="snapshots__why" dir="auto">
            {what}
          </span>
        )}
        {damaged ? (
          <span className="snapshots__damaged">
            <TriangleAlert /> Damaged, can’t be opened
          </span>
        ) : (
          <span className="snapshots__counts">{countsInWords(counts)}</span>
        )}
        {changed !== undefined && damaged === undefined && (
          <span className="snapshots__counts">{changed}</span>
        )}
      </>
    ),
  };
}
