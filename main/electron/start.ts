import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Menu, app, dialog, ipcMain, protocol, session } from 'electron';
import type { BrowserWindow } from 'electron';
import * as v from 'valibot';
import { HostError } from '../../shared/host/wire.ts';
import { createHost } from '../host.ts';
import { preparePaths } from '../paths.ts';
import type { Paths } from '../paths.ts';
import { ownArguments, readCommandLine } from './commandLine.ts';
import { guardContents, guardSession } from './guards.ts';
import { answerCalls, tellPage } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { registerScheme, servePage } from './protocol.ts';
import { createElectronShell } from './shell.ts';
import { openWindow, raiseWindow } from './window.ts';

/** What a second start tells the first, in its own words: Chromium rearranges the arguments it passes on. */
const handedOver = v.object({ paths: v.array(v.string()) });

const packaging = app.isPackaged ? 'packaged' : 'unpackaged';
const asked = readCommandLine(ownArguments(process.argv, packaging), process.cwd());

const paths = prepared();
if (!paths) {
  app.exit(1);
} else if (app.requestSingleInstanceLock({ paths: asked.paths })) {
  run(paths);
} else {
  app.quit();
}

/**
 * Makes the data folder and puts everything Chromium keeps, the library's database among it, inside. The lock of the
 * single instance lies there too, so that two data folders are two instances. Undefined, and said, if that fails.
 */
function prepared(): Paths | undefined {
  try {
    const places = preparePaths(asked.data);
    const userData = join(places.data, 'electron');
    mkdirSync(userData, { recursive: true, mode: 0o700 });
    app.setPath('userData', userData);
    return places;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    dialog.showErrorBox(
      'Pandect could not start',
      error instanceof HostError
        ? reason
        : `The folder for your library can't be used: ${reason}\n\nNothing was changed. Make the folder writable, or name another one with --data.`,
    );
    return undefined;
  }
}

function run(places: Paths): void {
  let window: BrowserWindow | undefined;
  const contents = () => window?.webContents;
  const host = createHost(
    createElectronShell(
      () => window,
      event => tellPage(contents(), event),
    ),
    places,
  );
  const show = () => {
    if (window) return raiseWindow(window);
    const preload = join(app.getAppPath(), 'dist', 'preload', 'preload.cjs');
    window = openWindow({ preload, dataFolder: places.data });
    window.once('closed', () => {
      window = undefined;
      host.allPagesGone();
    });
  };
  // Files wait in the host until a page asks for them, so it does not matter how far the start has come.
  const offer = (named: readonly string[]) => {
    if (named.length > 0) void host.offer(named);
  };

  // The call would take back --no-sandbox, without which Chromium does not run for root; our window asks for itself.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Else a worker's answer to a key waits until the key's own frame is shown: results would come a frame late.
  app.commandLine.appendSwitch('disable-features', 'DeferRendererTasksAfterInput');
  // What was just made may take 16 MB in the page and in the search, not 64 each, which they would keep while they rest.
  app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=8');
  registerScheme(protocol);
  offer(asked.paths);
  const ready = app.whenReady().then(() => {
    guardSession(session.defaultSession);
    servePage(protocol, join(app.getAppPath(), 'dist', 'page'));
    answerCalls(ipcMain, host.dispatch, contents);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          platform: process.platform,
          packaging,
          run: action => {
            if (window) tellPage(contents(), { name: 'action.run', data: { action } });
            else show();
          },
          edit: command => contents()?.[command](),
        }),
      ),
    );
    show();
  });
  const showWhenReady = () => void ready.then(show);
  app.on('second-instance', (_event, argv, workingFolder, message) => {
    const told = v.safeParse(handedOver, message);
    const named = told.success
      ? told.output.paths
      : readCommandLine(ownArguments(argv, packaging), workingFolder).paths;
    offer(named);
    showWhenReady();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offer([path]);
    showWhenReady();
  });
  app.on('activate', showWhenReady);
  app.on('web-contents-created', (_event, created) => {
    guardContents(created, url => void host.dispatch('links.open', { url }));
  });
  // The last snapshot is made and the lock let go of before the program ends; the host sees to it that this is soon.
  let hasEnded = false;
  app.on('will-quit', event => {
    if (hasEnded) return;
    event.preventDefault();
    void host.close().then(() => {
      hasEnded = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => {
    // On macOS programs stay in the dock.
    if (process.platform !== 'darwin') app.quit();
  });
}
