import { useEffect, type RefObject } from 'react';
import { errorText } from '../../actions/command.ts';
import { listenForRequests } from '../../hooks/requests.ts';
import { useApp } from '../../hooks/useApp.ts';
import type { AppServices } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { showToast } from '../../session/toast.ts';
import { makeSnapshot, saveWholeLibrary, takeBackup } from './snapshotFlow.ts';

type Input = RefObject<HTMLInputElement | null>;

/** Answers the actions that make snapshots and backups, from wherever they are asked. */
export function useSnapshotRequests(input: Input): void {
  const app = useApp();
  useEffect(
    () =>
      listenForRequests(request => {
        switch (request.kind) {
          case 'makeSnapshot':
            return void makeSnapshot(app);
          case 'saveBackup':
            // Here it is seen how far it has come.
            useSession.setState({ overlay: { kind: 'snapshots' } });
            return void saveWholeLibrary(app);
          case 'takeBackup':
            return void chooseBackup(app, input);
          case 'chooseFiles':
          case 'chooseFolder':
          case 'pasteDump':
          case 'importSample':
          case 'writeNote':
            return;
        }
      }),
    [app, input],
  );
}

/** Electron has its own dialog; in a browser the page has one. */
async function chooseBackup(app: AppServices, input: Input): Promise<void> {
  try {
    const info = await app.host.call('app.info', {});
    if (info.host === 'electron') await takeBackup(app);
    else input.current?.click();
  } catch (error) {
    showToast(errorText(error), { tone: 'error' });
  }
}
