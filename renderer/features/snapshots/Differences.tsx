import { useMemo, useState } from 'react';
import { ChevronDown, Minus, Pencil, Plus } from 'lucide-react';
import type {
  LibraryComparison,
  PaperDifference,
  RestoredParts,
  SnapshotInfo,
} from '../../../shared/library/snapshot.ts';
import { counted } from '../../hooks/counted.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckAll, CheckList } from '../../ui/CheckList.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { restoreFrom } from './snapshotFlow.ts';
import { useSnapshotStore } from './snapshotStore.ts';
import { useUndo } from './useUndo.ts';
import { PARTS_IN_WORDS, differenceOf, differing } from './words.ts';

const PARTS = Object.keys(PARTS_IN_WORDS) as RestoredParts[];
const ICONS = { added: <Plus />, removed: <Minus />, changed: <Pencil /> };

export interface DifferencesProps {
  readonly snapshot: SnapshotInfo;
  readonly comparison: LibraryComparison;
  /** Whether anything can be restored now. */
  readonly state: 'ready' | 'disabled' | 'busy';
}

/** The papers that differ, and the way to bring back some of them. */
export function Differences({ snapshot, comparison, state }: DifferencesProps) {
  const app = useApp();
  const undo = useUndo();
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(
    () => comparison.differences.map(difference => ({ ...difference, id: difference.paper as string })),
    [comparison],
  );
  // A snapshot has nothing to give back of papers that came later; only restoring all of it takes them away.
  const later = useMemo(
    () => new Set(items.flatMap(({ id, kind }) => (kind === 'added' ? id : []))),
    [items],
  );
  const restorable = items.length - later.size;
  const chosen = items.filter(({ id }) => checked.has(id));
  const all = chosen.length === restorable ? 'all' : chosen.length > 0 ? 'some' : 'none';
  const left = differing(comparison) - items.length;
  const restoreChosen = async (parts: RestoredParts) => {
    await restoreFrom(app, { snapshot, papers: chosen.map(({ paper }) => paper), parts }, undo);
    // What failed may be tried again.
    if (useSnapshotStore.getState().outcome.kind === 'done') setChecked(new Set());
  };
  return (
    <section className="snapshots__differences" aria-label="Papers that differ">
      {restorable > 0 && (
        <div className="snapshots__bar">
          <CheckAll
            state={all}
            onChange={wish =>
              setChecked(
                wish === 'all' ? new Set(items.flatMap(({ id }) => (later.has(id) ? [] : id))) : new Set(),
              )
            }
          >
            {chosen.length === 0
              ? `Select all ${restorable.toLocaleString('en')}`
              : `${chosen.length.toLocaleString('en')} of ${restorable.toLocaleString('en')} selected`}
          </CheckAll>
          <Menu
            label="What is restored of them"
            placement="bottom end"
            entries={PARTS.map(parts => ({
              id: parts,
              label: PARTS_IN_WORDS[parts],
              onChoose: () => void restoreChosen(parts),
            }))}
          >
            <Button icon={<ChevronDown />} state={chosen.length === 0 ? 'disabled' : state}>
              {chosen.length === 0 ? 'Restore selected' : `Restore ${counted(chosen.length, 'paper')}`}
            </Button>
          </Menu>
        </div>
      )}
      <div className="snapshots__papers">
        <CheckList
          label="Papers that differ"
          items={items}
          textOf={({ title }) => title}
          checked={checked}
          locked={later}
          onChange={setChecked}
        >
          {difference => <DifferenceLine difference={difference} />}
        </CheckList>
      </div>
      {left > 0 && (
        <p className="snapshots__facts">
          {counted(left, 'more paper')} {left === 1 ? 'differs' : 'differ'} and {left === 1 ? 'is' : 'are'}{' '}
          not listed. Restoring the whole library brings everything back.
        </p>
      )}
    </section>
  );
}

function DifferenceLine({ difference }: { readonly difference: PaperDifference }) {
  return (
    <span className="snapshots__paper">
      <span className="snapshots__paper-title" dir="auto">
        {difference.title}
      </span>
      <span className={`snapshots__kind snapshots__kind--${difference.kind}`}>
        {ICONS[difference.kind]}
        {differenceOf(difference)}
      </span>
    </span>
  );
}
