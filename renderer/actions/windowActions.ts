import type { Digest } from '../../shared/domain/digest.ts';
import type { LibraryChange, Receipt } from '../data/types.ts';
import { requestFlow } from '../hooks/requests.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { useSession } from '../session/session.ts';
import type { Overlay } from '../session/session.ts';
import { showToast } from '../session/toast.ts';
import { errorText, runCommand, tellNowAndThen, watchSaving } from './command.ts';
import { goTo } from './listActions.ts';
import { rereadDigest } from './rereadDigest.ts';

function show(overlay: Overlay): void {
  useSession.setState({ overlay });
}

/** Takes a step back or forward, says which, and brings the focus to the paper it was about. */
async function takeStep(app: AppServices, direction: 'undo' | 'redo'): Promise<void> {
  let touched: LibraryChange | undefined;
  const stop = app.library.subscribe(change => (touched = change ?? touched));
  try {
    const word = direction === 'undo' ? 'taken back' : 'done again';
    const receipt: Receipt | undefined = await app.library[direction](
      tellNowAndThen((done, of) => `${Math.round((100 * done) / of)} % of it is ${word} …`),
    );
    if (!receipt) {
      showToast(direction === 'undo' ? 'There is nothing to undo' : 'There is nothing to redo');
      return;
    }
    watchSaving(receipt);
    showToast(receipt.label);
    if (touched) focusTouched(app, touched);
  } catch (error) {
    showToast(errorText(error), { tone: 'error' });
  } finally {
    stop();
  }
}

function focusTouched(app: AppServices, change: LibraryChange): void {
  const ids = new Set(
    change.patches.flatMap(patch => {
      if (patch.table !== 'papers') return [];
      return patch.kind === 'put' ? patch.rows.map(row => row.id as string) : patch.ids;
    }),
  );
  const first = [...app.visible.get().ids].find(id => ids.has(id));
  if (first !== undefined) useSession.setState({ focused: first });
}

function ofDigest(app: AppServices, act: (digest: Digest) => void): void {
  const { view } = useSession.getState();
  const digest = view.kind === 'digest' ? app.library.state.digests.get(view.digest) : undefined;
  if (digest) act(digest);
}

/** Takes back the import of one digest; what other digests or the user hold stays. */
export function removeDigest(app: AppServices, digest: Digest): void {
  const receipt = runCommand(app.library, { name: 'removeDigests', digests: [digest.id] });
  const { view } = useSession.getState();
  if (receipt?.changed && view.kind === 'digest' && view.digest === digest.id) goTo({ kind: 'all' });
}

/** Files, history, and what stands above the panes. */
export const windowActions = {
  import: () => requestFlow({ kind: 'chooseFiles' }),
  importFolder: () => requestFlow({ kind: 'chooseFolder' }),
  pasteDump: () => requestFlow({ kind: 'pasteDump' }),
  importSample: () => requestFlow({ kind: 'importSample' }),
  undo: app => void takeStep(app, 'undo'),
  redo: app => void takeStep(app, 'redo'),
  sort: () => {
    useSession.setState({ pane: 'list' });
    show({ kind: 'sort' });
  },
  density: () => {
    const { density } = useSession.getState();
    useSession.setState({ density: density === 'compact' ? 'comfortable' : 'compact' });
  },
  renameDigest: app => ofDigest(app, digest => show({ kind: 'renameDigest', digest: digest.id })),
  digestYear: app => ofDigest(app, digest => show({ kind: 'digestYear', digest: digest.id })),
  rereadDigest: app => ofDigest(app, digest => void rereadDigest(app, digest)),
  removeDigest: app => ofDigest(app, digest => removeDigest(app, digest)),
  snapshots: () => show({ kind: 'snapshots' }),
  makeSnapshot: () => requestFlow({ kind: 'makeSnapshot' }),
  saveBackup: () => requestFlow({ kind: 'saveBackup' }),
  takeBackup: () => requestFlow({ kind: 'takeBackup' }),
  backToNow: app => app.backToNow(),
  settings: () => show({ kind: 'settings' }),
  addPaper: () => show({ kind: 'addPaper' }),
  importReport: () => show({ kind: 'import' }),
  palette: () => {
    const { overlay } = useSession.getState();
    show(overlay.kind === 'palette' ? { kind: 'none' } : { kind: 'palette' });
  },
  keys: () => show({ kind: 'keys' }),
} satisfies Record<string, (app: AppServices) => void>;
