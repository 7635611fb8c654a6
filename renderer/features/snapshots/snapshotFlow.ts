import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import type { AppServices } from '../../hooks/useApp.ts';
import { timeOf } from '../../hooks/when.ts';
import { useSession } from '../../session/session.ts';
import { showToast } from '../../session/toast.ts';
import { counted } from '../../hooks/counted.ts';
import { readBackup, saveBackup } from './backups.ts';
import { restore, waitUntilSaved, type RestoreWish } from './restore.ts';
import { tell, useSnapshotStore, type Outcome } from './snapshotStore.ts';

/** How long a removed snapshot can be brought back. */
const SECOND_THOUGHTS_MS = 10_000;

type App = Pick<AppServices, 'host' | 'library'>;

/** Does one thing at a time, and says in the sheet what became of it; in a toast when the sheet is closed. */
async function work(text: string, act: () => Promise<Outcome>): Promise<void> {
  if (useSnapshotStore.getState().outcome.kind === 'working') return;
  tell({ kind: 'working', text });
  try {
    finish(await act());
  } catch (error) {
    finish({ kind: 'failed', text: errorText(error) });
  }
}

function finish(outcome: Outcome): void {
  tell(outcome);
  if (useSession.getState().overlay.kind === 'snapshots') return;
  if (outcome.kind === 'done') showToast(outcome.text);
  if (outcome.kind === 'failed') showToast(outcome.text, { tone: 'error' });
}

/** Fetches the list anew, and chooses one if none is. */
export async function loadSnapshots({ host }: App): Promise<void> {
  try {
    const list = await host.call('snapshots.list', {});
    const { chosen } = useSnapshotStore.getState();
    const kept = list.find(({ id }) => id === chosen)?.id;
    useSnapshotStore.setState({ list, chosen: kept ?? list[0]?.id ?? null });
  } catch (error) {
    useSnapshotStore.setState({ list: [] });
    tell({ kind: 'failed', text: errorText(error) });
  }
}

/** Shows one in the sheet. */
export function choose(snapshot: SnapshotId): void {
  useSnapshotStore.setState({ chosen: snapshot });
}

/** Has a snapshot made of the library as it is. */
export function makeSnapshot(app: App): Promise<void> {
  return work('Making a snapshot…', async () => {
    await waitUntilSaved(app.library);
    const made = await app.host.call('snapshots.make', { reason: 'request' });
    if (made === null) {
      await loadSnapshots(app);
      return { kind: 'done', text: 'Nothing changed since the newest snapshot, so it stands for now.' };
    }
    useSnapshotStore.setState({ chosen: made.id });
    await loadSnapshots(app);
    return { kind: 'done', text: `Made a snapshot at ${timeOf(made.at)}.` };
  });
}

/** Saves the whole library as one file. */
export function saveWholeLibrary(app: App): Promise<void> {
  const text = 'Writing the whole library into one file…';
  return work(text, async () => {
    await waitUntilSaved(app.library);
    const said = await saveBackup(app.host, (value, max) =>
      tell({ kind: 'working', text, done: { value, max } }),
    );
    return said === undefined ? { kind: 'idle' } : { kind: 'done', text: said };
  });
}

/** Brings a backup in: a file chosen in the page, or by Electron's dialog. It is put among the snapshots. */
export function takeBackup(app: App, file?: File): Promise<void> {
  useSession.setState({ overlay: { kind: 'snapshots' } });
  return work(file ? `Checking “${file.name}”…` : 'Checking the backup…', async () => {
    const given = file ? { name: file.name, bytes: await readBackup(file) } : {};
    const taken = await app.host.call('backups.take', given);
    if (taken === null) return { kind: 'idle' };
    useSnapshotStore.setState({ chosen: taken.id });
    await loadSnapshots(app);
    return {
      kind: 'done',
      text: 'The backup is under “Set aside”. Your library is as it was: open the backup, or restore from it.',
    };
  });
}

/** Restores the whole library, or papers, and offers to take it back. */
export function restoreFrom(app: App, wish: RestoreWish, undo: () => Promise<void>): Promise<void> {
  return work('Restoring…', async () => {
    const receipt = await restore(app, wish);
    if (receipt === undefined)
      return { kind: 'done', text: 'Nothing of that differs, so nothing was restored.' };
    void loadSnapshots(app);
    if (wish.papers === null) {
      closeOverlay();
      showToast(receipt.label, { offers: 'undo' });
      return { kind: 'idle' };
    }
    const text = `Restored ${counted(wish.papers.length, 'paper')} as at ${timeOf(wish.snapshot.at)}.`;
    const takeBack = () => void undo().then(() => tell({ kind: 'done', text: 'The restore is undone.' }));
    return { kind: 'done', text, undo: takeBack };
  });
}

/** Shows a snapshot in the window, once the window has nothing left to save. */
export function openReadOnly(app: AppServices, snapshot: SnapshotInfo): Promise<void> {
  return work('Opening the snapshot…', async () => {
    await waitUntilSaved(app.library);
    closeOverlay();
    app.openSnapshot(snapshot);
    return { kind: 'idle' };
  });
}

let removal: { readonly timer: ReturnType<typeof setTimeout>; readonly carryOut: () => void } | undefined;

/** Takes a snapshot out of the list; the file goes some seconds later, unless the user thinks again. */
export function removeSnapshot(app: App, { id, at }: SnapshotInfo): void {
  removal?.carryOut();
  const carryOut = () => {
    clearTimeout(removal?.timer);
    removal = undefined;
    void app.host
      .call('snapshots.remove', { snapshot: id })
      .catch((error: unknown) => finish({ kind: 'failed', text: errorText(error) }))
      .then(() => {
        const { outcome, removing } = useSnapshotStore.getState();
        if (removing === id) useSnapshotStore.setState({ removing: null });
        if (outcome.kind === 'done' && outcome.undo === think) tell({ kind: 'idle' });
        return loadSnapshots(app);
      });
  };
  const think = () => {
    clearTimeout(removal?.timer);
    removal = undefined;
    useSnapshotStore.setState({ removing: null, chosen: id });
    tell({ kind: 'done', text: 'The snapshot stays.' });
  };
  removal = { timer: setTimeout(carryOut, SECOND_THOUGHTS_MS), carryOut };
  const { list } = useSnapshotStore.getState();
  const next = list?.find(other => other.id !== id)?.id ?? null;
  useSnapshotStore.setState({ removing: id, chosen: next });
  tell({ kind: 'done', text: `Removed the snapshot of ${timeOf(at)}.`, undo: think });
}
