import { create } from 'zustand';
import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';

/** Where the work at hand stands, in words, as the foot of the sheet shows it. */
export type Outcome =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'working';
      readonly text: string;
      readonly done?: { readonly value: number; readonly max: number };
    }
  | { readonly kind: 'done'; readonly text: string; readonly undo?: () => void }
  | { readonly kind: 'failed'; readonly text: string };

/** What is known of the snapshots, kept apart from the sheet so that work goes on when it is closed. */
interface SnapshotStore {
  /** Newest first; null until the host answered. */
  readonly list: readonly SnapshotInfo[] | null;
  readonly chosen: SnapshotId | null;
  /** Already gone for the user, but the host is only asked when there was time to think again. */
  readonly removing: SnapshotId | null;
  readonly outcome: Outcome;
}

export const useSnapshotStore = create<SnapshotStore>()(() => ({
  list: null,
  chosen: null,
  removing: null,
  outcome: { kind: 'idle' },
}));

/** Says where the work stands. */
export function tell(outcome: Outcome): void {
  useSnapshotStore.setState({ outcome });
}
