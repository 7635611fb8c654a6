import { EventEmitter } from 'node:events';
import type * as ElectronModule from 'electron';
import type {
  BrowserWindowConstructorOptions,
  ClientRequestConstructorOptions,
  CustomScheme,
  IpcMainInvokeEvent,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  OpenDialogOptions,
  Rectangle,
  SaveDialogOptions,
  Session,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import { createStandInNet } from './electronNet.ts';

type Electron = typeof ElectronModule;

/** What Electron and the system around the program look like in a test. */
export interface Surroundings {
  readonly isPackaged?: boolean;
  /** Folder of the program, which holds `dist`. */
  readonly appPath?: string;
  readonly isFirstInstance?: boolean;
  readonly isDark?: boolean;
  /** The primary display comes first. */
  readonly workAreas?: readonly Rectangle[];
  readonly switches?: readonly string[];
}

/** Something the program asked of the system. */
export type Asked =
  | { readonly what: 'openDialog'; readonly options: OpenDialogOptions }
  | { readonly what: 'saveDialog'; readonly options: SaveDialogOptions }
  | { readonly what: 'messageBox'; readonly options: MessageBoxOptions }
  | { readonly what: 'errorBox'; readonly title: string; readonly content: string }
  | { readonly what: 'openExternal'; readonly url: string }
  | { readonly what: 'showItemInFolder'; readonly path: string };

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

/** The page inside a window: remembers what it was told and how it was shut in. */
export class StandInContents extends EventEmitter {
  readonly mainFrame = { url: '' } as WebFrameMain;
  readonly sent: { readonly channel: string; readonly args: readonly unknown[] }[] = [];
  /** Text commands that reached the page. */
  readonly edited: string[] = [];
  reloads = 0;
  /** What the page's `beforeunload` says: true while it is saving. */
  isSaving = false;
  openHandler: ((details: { url: string }) => WindowOpenHandlerResponse) | undefined;
  private destroyed = false;

  send: WebContents['send'] = (channel, ...args) => {
    this.sent.push({ channel, args: structuredClone(args) });
    this.emit('stand-in:sent', channel, ...args);
  };
  setWindowOpenHandler: WebContents['setWindowOpenHandler'] = handler => {
    this.openHandler = handler as StandInContents['openHandler'];
  };
  isDestroyed: WebContents['isDestroyed'] = () => this.destroyed;
  reload: WebContents['reload'] = () => void this.reloads++;
  undo: WebContents['undo'] = () => void this.edited.push('undo');
  redo: WebContents['redo'] = () => void this.edited.push('redo');
  selectAll: WebContents['selectAll'] = () => void this.edited.push('selectAll');

  /** Asks the page, and the program if the page says no. */
  mayUnload(): boolean {
    let overruled = false;
    if (this.isSaving) this.emit('will-prevent-unload', { preventDefault: () => (overruled = true) });
    return overruled || !this.isSaving;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

/** A window without pixels. Its place and state behave as a window manager's would. */
export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly loaded: string[] = [];
  background: string | undefined;
  isShown = false;
  focused = 0;
  private maximized = false;
  private minimized = false;
  private destroyed = false;
  private bounds: Rectangle;

  constructor(
    private readonly electron: StandIn,
    readonly options: BrowserWindowConstructorOptions,
  ) {
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.background = options.backgroundColor;
    this.isShown = options.show !== false;
    electron.windows.push(this);
    electron.app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL = async (url: string): Promise<void> => {
    this.loaded.push(url);
    (this.webContents.mainFrame as { url: string }).url = url;
  };
  show = (): void => void (this.isShown = true);
  focus = (): void => void this.focused++;
  isMinimized = (): boolean => this.minimized;
  minimize = (): void => void (this.minimized = true);
  restore = (): void => void (this.minimized = false);
  isMaximized = (): boolean => this.maximized;
  maximize = (): void => {
    this.maximized = true;
    this.emit('maximize');
  };
  getNormalBounds = (): Rectangle => ({ ...this.bounds });
  setBounds = (bounds: Partial<Rectangle>): void => {
    this.bounds = { ...this.bounds, ...bounds };
    this.emit('move');
    this.emit('resize');
  };
  setBackgroundColor = (color: string): void => void (this.background = color);
  isDestroyed = (): boolean => this.destroyed;
  close = (): void => {
    this.emit('close');
    if (!this.webContents.mayUnload()) return;
    this.destroyed = true;
    this.webContents.destroy();
    this.electron.windows.splice(this.electron.windows.indexOf(this), 1);
    this.emit('closed');
    if (this.electron.windows.length === 0) this.electron.app.emit('window-all-closed');
  };
}

/** The program's whole system: what it did, and the means to do something to it. */
export interface StandIn {
  /** What `import … from 'electron'` gives. */
  readonly module: object;
  readonly app: EventEmitter;
  readonly windows: StandInWindow[];
  readonly paths: Map<string, string>;
  /** What was appended to Chromium’s command line. */
  readonly switches: Map<string, string>;
  readonly schemes: CustomScheme[];
  readonly protocols: Map<string, (request: Request) => Response | Promise<Response>>;
  readonly handlers: Map<string, Handler>;
  readonly session: StandInSession;
  /** What went over the network. */
  readonly requests: readonly ClientRequestConstructorOptions[];
  readonly asked: Asked[];
  /** Answers of the dialogs; cancelled and pressed "0" unless set. */
  readonly answers: { open: readonly string[]; save: string; button: number };
  readonly done: {
    sandboxed: boolean;
    quits: number;
    /** Nothing stood in the way of the last quit. */
    hasEnded: boolean;
    exitCode: number | undefined;
    clipboard: string;
  };
  readonly theme: EventEmitter & { shouldUseDarkColors: boolean };
  /** Told to the first instance by this one. */
  lockMessage: unknown;
  menu: readonly MenuItemConstructorOptions[];
  /** What Electron does when it has started up; resolves when the program has had its turn. */
  becomeReady(): Promise<void>;
  /** A call over IPC, as the window's own page makes it unless `event` says otherwise. */
  invoke(channel: string, args: readonly unknown[], event?: Partial<IpcMainInvokeEvent>): Promise<unknown>;
}

/** Remembers how the session was shut in. */
export class StandInSession extends EventEmitter {
  requestHandler: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  checkHandler: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  deviceHandler: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  displayHandler: Parameters<Session['setDisplayMediaRequestHandler']>[0] = null;
  spellChecks = true;
  beforeRequest:
    ((details: { url: string }, answer: (reply: { cancel?: boolean }) => void) => void) | undefined;

  /** What was thrown away of what the browser keeps. */
  readonly cleared: unknown[] = [];

  clearStorageData: Session['clearStorageData'] = async options => void this.cleared.push(options);
  setPermissionRequestHandler: Session['setPermissionRequestHandler'] = handler => {
    this.requestHandler = handler;
  };
  setPermissionCheckHandler: Session['setPermissionCheckHandler'] = handler => {
    this.checkHandler = handler;
  };
  setDevicePermissionHandler: Session['setDevicePermissionHandler'] = handler => {
    this.deviceHandler = handler;
  };
  setDisplayMediaRequestHandler: Session['setDisplayMediaRequestHandler'] = handler => {
    this.displayHandler = handler;
  };
  setSpellCheckerEnabled: Session['setSpellCheckerEnabled'] = enabled => {
    this.spellChecks = enabled;
  };
  webRequest = {
    onBeforeRequest: (listener: NonNullable<StandInSession['beforeRequest']>) => {
      this.beforeRequest = listener;
    },
  };
}

/**
 * A stand-in for the `electron` module where no binary is: as much of it as the program uses, typed by Electron's own
 * declarations, and as strict (a scheme after the start, or a second handler for a channel, throws).
 */
export function createStandIn(around: Surroundings = {}): StandIn {
  let resolveReady = () => {};
  const ready = new Promise<void>(resolve => (resolveReady = resolve));
  const { requests, net } = createStandInNet();
  const state = { isReady: false, ready, net };
  const standIn: StandIn = {
    module: {},
    app: new EventEmitter(),
    windows: [],
    paths: new Map(),
    switches: new Map(),
    schemes: [],
    protocols: new Map(),
    handlers: new Map(),
    session: new StandInSession(),
    requests,
    asked: [],
    answers: { open: [], save: '', button: 0 },
    done: { sandboxed: false, quits: 0, hasEnded: false, exitCode: undefined, clipboard: '' },
    theme: Object.assign(new EventEmitter(), { shouldUseDarkColors: around.isDark ?? false }),
    lockMessage: undefined,
    menu: [],
    async becomeReady() {
      state.isReady = true;
      resolveReady();
      // Promises the program chained to it settle before a later turn of the event loop.
      await new Promise(resolve => setImmediate(resolve));
    },
    async invoke(channel, args, event) {
      const handler = standIn.handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const contents = standIn.windows[0]?.webContents;
      const sender = { sender: contents, senderFrame: contents?.mainFrame ?? null, ...event };
      return structuredClone(await handler(sender as IpcMainInvokeEvent, ...structuredClone(args)));
    },
  };
  return Object.assign(standIn, { module: createModule(standIn, around, state) });
}

function createModule(
  standIn: StandIn,
  around: Surroundings,
  state: { isReady: boolean; ready: Promise<void>; net: object },
) {
  const app = Object.assign(standIn.app, {
    isPackaged: around.isPackaged ?? true,
    commandLine: {
      hasSwitch: (name: string) => (around.switches ?? []).includes(name),
      appendSwitch: (name: string, value?: string) => {
        if (state.isReady) throw new Error('too late: Chromium has read its switches');
        standIn.switches.set(name, value ?? '');
      },
    },
    getAppPath: () => around.appPath ?? '/nowhere',
    getVersion: () => '1.2.3',
    setPath: (name: string, path: string) => {
      if (state.isReady) throw new Error('too late: Chromium has opened its profile');
      standIn.paths.set(name, path);
    },
    requestSingleInstanceLock: (message?: Record<string, unknown>) => {
      standIn.lockMessage = structuredClone(message);
      return around.isFirstInstance ?? true;
    },
    enableSandbox: () => {
      if (state.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
      standIn.done.sandboxed = true;
    },
    isReady: () => state.isReady,
    whenReady: () => state.ready,
    quit: () => {
      standIn.done.quits++;
      standIn.app.emit('before-quit');
      for (const window of [...standIn.windows]) window.close();
      if (standIn.windows.length > 0) return;
      let prevented = false;
      standIn.app.emit('will-quit', { preventDefault: () => (prevented = true) });
      standIn.done.hasEnded ||= !prevented;
    },
    exit: (code?: number) => void (standIn.done.exitCode = code ?? 0),
  }) satisfies Partial<Record<keyof Electron['app'], unknown>>;
  return {
    app,
    BrowserWindow: class extends StandInWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        if (!state.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
        super(standIn, options);
      }
    },
    nativeTheme: standIn.theme,
    ipcMain: {
      handle: (channel: string, handler: Handler) => {
        if (standIn.handlers.has(channel)) throw new Error(`Attempted to register a second handler`);
        standIn.handlers.set(channel, handler);
      },
    } satisfies Partial<Electron['ipcMain']>,
    protocol: {
      registerSchemesAsPrivileged: (schemes: CustomScheme[]) => {
        if (state.isReady) throw new Error('must be called before app is ready');
        standIn.schemes.push(...schemes);
      },
      handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
        if (!state.isReady) throw new Error('session can only be received when app is ready');
        standIn.protocols.set(scheme, handler);
      },
    } satisfies Partial<Record<keyof Electron['protocol'], unknown>>,
    session: {
      defaultSession: standIn.session,
      fromPartition: (name: string, options?: object) => ({ name, options }),
    },
    net: state.net,
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (menu: MenuItemConstructorOptions[]) => void (standIn.menu = menu),
    } satisfies Partial<Record<keyof Electron['Menu'], unknown>>,
    ...systemParts(standIn, around),
  } satisfies Partial<Record<keyof Electron, unknown>>;
}

function systemParts({ asked, answers, done }: StandIn, around: Surroundings) {
  const areas = around.workAreas ?? [{ x: 0, y: 0, width: 1920, height: 1040 }];
  const displays = areas.map((workArea, id) => ({ id, workArea }));
  return {
    screen: {
      getPrimaryDisplay: () => displays[0],
      getAllDisplays: () => displays,
    } satisfies Partial<Record<keyof Electron['screen'], unknown>>,
    dialog: {
      showOpenDialog: async (...args: [unknown, OpenDialogOptions] | [OpenDialogOptions]) => {
        asked.push({ what: 'openDialog', options: args[args.length - 1] as OpenDialogOptions });
        return { canceled: answers.open.length === 0, filePaths: [...answers.open] };
      },
      showSaveDialog: async (...args: [unknown, SaveDialogOptions] | [SaveDialogOptions]) => {
        asked.push({ what: 'saveDialog', options: args[args.length - 1] as SaveDialogOptions });
        return { canceled: answers.save === '', filePath: answers.save };
      },
      showMessageBox: async (_window: unknown, options: MessageBoxOptions) => {
        asked.push({ what: 'messageBox', options });
        return { response: answers.button, checkboxChecked: false };
      },
      showErrorBox: (title: string, content: string) => void asked.push({ what: 'errorBox', title, content }),
    } satisfies Partial<Record<keyof Electron['dialog'], unknown>>,
    clipboard: { writeText: (text: string) => void (done.clipboard = text) } satisfies Partial<
      Record<keyof Electron['clipboard'], unknown>
    >,
    shell: {
      openExternal: async (url: string) => void asked.push({ what: 'openExternal', url }),
      showItemInFolder: (path: string) => void asked.push({ what: 'showItemInFolder', path }),
    } satisfies Partial<Electron['shell']>,
  };
}
