import { useEffect, type RefObject } from 'react';
import { SAMPLE_DIGEST } from '../../../shared/sample/sampleDigest.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { listenForRequests } from '../../hooks/requests.ts';
import { gatherOffer, gatherText } from './gather.ts';
import { beginImport, type ImportApp } from './importFlow.ts';
import { messageOf } from './messages.ts';
import { PASTED_NAME, takeText } from './usePaste.ts';

type Input = RefObject<HTMLInputElement | null>;

/** Answers the actions that import: by the host's dialogs where it has them, else by the page's own inputs. */
export function useImportRequests(app: ImportApp, files: Input, folder: Input): void {
  useEffect(
    () =>
      listenForRequests(request => {
        switch (request.kind) {
          case 'chooseFiles':
            return void choose(app, 'files', files);
          case 'chooseFolder':
            return void choose(app, 'folder', folder);
          case 'pasteDump':
            return void pasteFromClipboard(app);
          case 'importSample':
            return beginImport(app, gatherText(SAMPLE_DIGEST, 'Sample digest'));
          // Answered by other features.
          case 'writeNote':
          case 'makeSnapshot':
          case 'saveBackup':
          case 'takeBackup':
            return;
        }
      }),
    [app, files, folder],
  );
}

async function choose(app: ImportApp, what: 'files' | 'folder', input: Input): Promise<void> {
  try {
    beginImport(app, gatherOffer(await app.host.call('dumps.choose', { what })));
  } catch (error) {
    if (error instanceof HostError && error.code === 'unsupported') input.current?.click();
    else beginImport(app, { sources: [], refused: [{ name: 'Choosing files', message: messageOf(error) }] });
  }
}

async function pasteFromClipboard(app: ImportApp): Promise<void> {
  try {
    takeText(app, await navigator.clipboard.readText());
  } catch {
    const message =
      'Pandect may not look at the clipboard by itself. Nothing was imported. Paste with Ctrl+V (on a Mac, Cmd+V) instead.';
    beginImport(app, { sources: [], refused: [{ name: PASTED_NAME, message }] });
  }
}
