import { BrowserWindow, app, dialog, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import { PAGE_URL } from './origin.ts';
import {
  MIN_HEIGHT_PX,
  MIN_WIDTH_PX,
  fittingBounds,
  readWindowState,
  windowStateFile,
  writeWindowState,
} from './windowState.ts';
import type { Bounds } from './windowState.ts';

const SAVE_DELAY_MS = 400;
/** How often a window is closed again whose page is still saving, and for how long at most. */
const CLOSE_AGAIN_MS = 50;
const PATIENCE_MS = 5_000;

/** The page's own background (`--surface-list` of its tokens), so that nothing flashes before it is drawn. */
const BACKGROUND = { light: '#fbfaf9', dark: '#1a1a1c' };

/** Where the window's files are. */
export interface WindowPaths {
  readonly preload: string;
  readonly dataFolder: string;
}

/** Opens the window where it was last time, loads the page, and shows it when there is something to see. */
export function openWindow(paths: WindowPaths): BrowserWindow {
  const file = windowStateFile(paths.dataFolder);
  const remembered = readWindowState(file);
  const window = new BrowserWindow({
    ...fittingBounds(remembered?.bounds, workAreas()),
    ...windowOptions(paths.preload),
  });
  window.once('ready-to-show', () => {
    if (remembered?.maximized) window.maximize();
    window.show();
  });
  rememberState(window, file);
  followTheme(window);
  closeWhenSaved(window);
  offerReload(window);
  void window.loadURL(PAGE_URL);
  return window;
}

/** Brings the window to the front, wherever it was. */
export function raiseWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    show: false,
    title: 'Pandect',
    backgroundColor: background(),
    // Spelled out although most are the defaults: they are what stands between a hostile title and the disk.
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
      spellcheck: process.platform === 'darwin',
      // The program's code is kept compiled from its first start on.
      v8CacheOptions: 'bypassHeatCheck',
    },
  };
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

function workAreas(): [Bounds, ...Bounds[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(display => display.id !== primary.id);
  return [primary.workArea, ...others.map(display => display.workArea)];
}

/** Writes the place of the window down a moment after it last changed, and when it closes. */
function rememberState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    writeWindowState(file, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', save);
}

/** The background shows while the window grows; it turns dark and light with the page. */
function followTheme(window: BrowserWindow): void {
  const follow = () => window.setBackgroundColor(background());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}

/**
 * A page that is still writing to the library refuses to be unloaded, as it would in a browser. The window is then closed
 * again, and the program ended if that was wanted, until the page lets go or the time is up.
 */
function closeWhenSaved(window: BrowserWindow): void {
  let wanted: 'nothing' | 'close' | 'quit' = 'nothing';
  let deadline = Infinity;
  const onQuit = () => (wanted = 'quit');
  app.on('before-quit', onQuit);
  window.once('closed', () => app.off('before-quit', onQuit));
  window.on('close', () => {
    if (wanted === 'nothing') wanted = 'close';
    deadline = Math.min(deadline, Date.now() + PATIENCE_MS);
  });
  window.webContents.on('will-prevent-unload', event => {
    // To prevent this event is to unload. A reload does not wait, nor does a page that never gets done.
    if (wanted === 'nothing' || Date.now() >= deadline) return event.preventDefault();
    const again = wanted;
    wanted = 'nothing';
    setTimeout(() => {
      if (again === 'quit') app.quit();
      else if (!window.isDestroyed()) window.close();
    }, CLOSE_AGAIN_MS);
  });
}

/** A page that crashed lost nothing that it called saved: that is in the journal. */
function offerReload(window: BrowserWindow): void {
  const contents = window.webContents;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const answer = dialog.showMessageBox(window, {
      type: 'error',
      message: 'The Pandect page stopped working.',
      detail: `Your library is safe: every change that was shown as saved is kept. Reload to go on. (${reason})`,
      buttons: ['Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    });
    void answer.then(({ response }) => (response === 0 ? contents.reload() : app.quit()));
  });
}
