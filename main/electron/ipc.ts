import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { HostEvent } from '../../shared/host/api.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/host/bridge.ts';
import type { Reply } from '../../shared/host/wire.ts';
import type { Dispatch } from '../dispatch.ts';
import { isOurs } from './origin.ts';

/** Answers the page's calls. Only the main frame of our own window, showing our own page, is listened to. */
export function answerCalls(
  ipcMain: IpcMain,
  dispatch: Dispatch,
  ourContents: () => WebContents | undefined,
): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, args: unknown): Promise<Reply<unknown>> => {
    if (!isOurPage(event, ourContents())) {
      return {
        ok: false,
        error: {
          code: 'unsupported',
          message:
            'A call from outside the Pandect page was refused. Nothing was changed. Use the Pandect window.',
        },
      };
    }
    return dispatch(name, args);
  });
}

/** Tells our page; does nothing when there is none. */
export function tellPage(contents: WebContents | undefined, event: HostEvent): void {
  if (contents && !contents.isDestroyed()) contents.send(EVENT_CHANNEL, event);
}

function isOurPage(event: IpcMainInvokeEvent, contents: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  return (
    contents !== undefined &&
    event.sender === contents &&
    frame !== null &&
    frame === contents.mainFrame &&
    isOurs(frame.url)
  );
}
