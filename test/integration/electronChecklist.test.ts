import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IpcMainInvokeEvent, WebPreferences } from 'electron';
import { getConfig } from 'app-builder-lib/out/util/config/config.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../main/lib/contentSecurity.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/host/bridge.ts';
import type { Bridge } from '../../shared/host/bridge.ts';
import type { StandInContents } from '../support/electronStandIn.ts';
import { endPrograms, start, startUnready } from '../support/startElectron.ts';

const root = join(import.meta.dirname, '../..');
afterEach(endPrograms);

/**
 * The security checklist of Electron's documentation (electronjs.org/docs/latest/tutorial/security), point by point under
 * its own numbers and names. What only the binary itself can show stands in test/e2e/electron.spec.ts, what only a packed
 * program can in package.test.ts.
 */
const CHECKLIST: readonly (readonly [number: number, name: string, check: () => Promise<void>])[] = [
  [1, 'Only load secure content', onlyLoadsItself],
  [2, 'Do not enable Node.js integration for remote content', hasNoNode],
  [3, 'Enable context isolation', () => expectPreferences({ contextIsolation: true })],
  [4, 'Enable process sandboxing', isSandboxed],
  [5, 'Handle session permission requests from remote content', refusesPermissions],
  [6, 'Do not disable webSecurity', () => expectPreferences({ webSecurity: true })],
  [7, 'Define a Content Security Policy', servesPolicy],
  [
    8,
    'Do not enable allowRunningInsecureContent',
    () => expectPreferences({ allowRunningInsecureContent: false }),
  ],
  [9, 'Do not enable experimental features', () => expectPreferences({ experimentalFeatures: false })],
  [10, 'Do not use enableBlinkFeatures', usesNoBlinkFeatures],
  [11, 'Do not use allowpopups for WebViews', knowsNoWebviews],
  [12, 'Verify WebView options before creation', attachesNoWebview],
  [13, 'Disable or limit navigation', goesNowhere],
  [14, 'Disable or limit creation of new windows', opensNoWindows],
  [15, 'Do not use shell.openExternal with untrusted content', opensCheckedLinks],
  [16, 'Use a current version of Electron', isCurrent],
  [17, 'Validate the sender of all IPC messages', hearsItsOwnPageAlone],
  [18, 'Avoid usage of the file:// protocol and prefer usage of custom protocols', usesItsOwnScheme],
  [19, 'Check which fuses you can change', blowsItsFuses],
  [20, 'Do not expose Electron APIs to untrusted web content', exposesTwoFunctions],
];

describe('Electron’s security checklist', () => {
  test('has twenty points', () => {
    expect(CHECKLIST.map(([number]) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  test.each(CHECKLIST)('%i. %s', async (_number, _name, check) => check());
});

async function expectPreferences(expected: WebPreferences): Promise<void> {
  const { window } = await start();
  expect(window().options.webPreferences).toMatchObject(expected);
}

async function onlyLoadsItself(): Promise<void> {
  const { electron, window } = await start();
  expect(window().loaded).toEqual(['pandect://app/']);
  const asked = [
    'http://example.org/',
    'https://example.org/',
    'ws://x/',
    'wss://x/',
    'ftp://x/',
    'file:///etc/passwd',
  ];
  for (const url of asked) {
    const replies: unknown[] = [];
    electron.session.beforeRequest?.({ url }, reply => replies.push(reply));
    expect(replies, url).toEqual([{ cancel: true }]);
  }
  // The page names nothing that would have to be fetched from elsewhere.
  const page = readFileSync(join(root, 'renderer/index.html'), 'utf8');
  expect(page).not.toMatch(/(?:src|href)="(?:[a-z]+:|\/\/)/iu);
}

async function hasNoNode(): Promise<void> {
  await expectPreferences({
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
  });
}

async function isSandboxed(): Promise<void> {
  await expectPreferences({ sandbox: true });
  expect((await startUnready()).electron.done.sandboxed).toBe(true);
}

async function refusesPermissions(): Promise<void> {
  const { electron } = await start();
  const { session } = electron;
  // Every permission that Electron's declarations know, and one that they don't.
  const declared = readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8');
  const list = /setPermissionRequestHandler\(handler: .*?permission: ([^,]+),/u.exec(declared)?.[1] ?? '';
  const permissions = [...list.matchAll(/'([\w-]+)'/gu)].map(match => match[1] ?? '');
  expect(permissions.length).toBeGreaterThan(15);
  const granted = (url: string) =>
    [...permissions, 'from-the-future'].filter(permission => {
      const details = { isMainFrame: true, requestingUrl: url };
      let answer: boolean | undefined;
      session.requestHandler?.(
        null as never,
        permission as never,
        given => (answer = given),
        details as never,
      );
      const checked = session.checkHandler?.(null, permission as never, url, details as never);
      expect(checked, permission).toBe(answer);
      return answer !== false;
    });
  expect(granted('https://example.org/')).toEqual([]);
  expect(granted('pandect://app/').sort()).toEqual(
    ['clipboard-read', 'persistent-storage'].filter(name => permissions.includes(name)),
  );
  expect(session.deviceHandler?.({ deviceType: 'usb' } as never)).toBe(false);
}

async function servesPolicy(): Promise<void> {
  const { electron } = await start({ appPath: root });
  const answer = await electron.protocols.get('pandect')?.({
    url: 'pandect://app/nothing',
    method: 'GET',
  } as Request);
  expect(answer?.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  const directives = Object.fromEntries(
    CONTENT_SECURITY_POLICY.split('; ').map(line => [line.split(' ', 1)[0], line.replace(/^\S+ /u, '')]),
  );
  expect(directives).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
  // Neither inline nor evaluated script, nor any place but the program itself.
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|blob:|wasm/u);
}

async function usesNoBlinkFeatures(): Promise<void> {
  const { electron, window } = await start();
  expect(window().options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
  expect(
    [...electron.switches.keys()].filter(name => /enable|unsafe|remote|inspect|disable-web/u.test(name)),
  ).toEqual([]);
}

async function knowsNoWebviews(): Promise<void> {
  await expectPreferences({ webviewTag: false });
  for (const file of sourceFiles('renderer')) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/<webview|allowpopups|createElement\(['"]webview/iu);
  }
}

async function attachesNoWebview(): Promise<void> {
  const { window } = await start();
  expect(prevented(window().webContents, 'will-attach-webview', {})).toBe(true);
}

async function goesNowhere(): Promise<void> {
  const { window } = await start();
  const elsewhere = [
    'https://example.org/',
    'file:///',
    'pandect://app/x',
    'pandect://x/',
    'javascript:1',
    'about:blank',
  ];
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const url of elsewhere) {
      expect(prevented(window().webContents, event, { url, isMainFrame: true }), `${event} ${url}`).toBe(
        true,
      );
    }
  }
  expect(window().options.webPreferences?.navigateOnDragDrop).toBe(false);
}

async function opensNoWindows(): Promise<void> {
  const { electron, window } = await start();
  for (const url of ['https://example.org/', 'pandect://app/', 'about:blank', 'javascript:1']) {
    expect(window().webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
  }
  expect(electron.windows).toHaveLength(1);
}

async function opensCheckedLinks(): Promise<void> {
  const { electron, call } = await start();
  const refused = [
    ...['http://example.org/', 'file:///etc/passwd', 'smb://evil/share', 'javascript:1', 'data:text/html,x'],
    ...[
      'ms-msdt:/id',
      'vscode://x',
      'mailto:a@example.org',
      '\\\\evil\\share',
      '/usr/bin/true',
      'pandect://app/',
    ],
    ...['https://user@evil.example/', 'https://:password@evil.example/', 'https://', '--help', ''],
  ];
  for (const url of refused) expect((await call('links.open', { url })).ok, url).toBe(false);
  expect(electron.asked).toEqual([]);
  // What reaches the system is the parsed address, so that it can't be read in another way there.
  await call('links.open', { url: 'HTTPS://Example.org/a b"c\\d' });
  expect(electron.asked).toEqual([{ what: 'openExternal', url: 'https://example.org/a%20b%22c/d' }]);
}

async function isCurrent(): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const wanted = manifest.devDependencies['electron'] ?? '';
  const locked = lock.packages['node_modules/electron']?.version ?? '';
  // Fixes come with every minor and patch release; SECURITY.md says how a release is kept on a supported major one.
  expect(wanted).toMatch(/^\^\d+\.\d+\.\d+$/u);
  expect(locked.split('.')[0]).toBe(wanted.slice(1).split('.')[0]);
  expect(Number(locked.split('.')[0])).toBeGreaterThanOrEqual(45);
}

async function hearsItsOwnPageAlone(): Promise<void> {
  const { electron, window } = await start();
  expect([...electron.handlers.keys()]).toEqual([CALL_CHANNEL]);
  const { webContents } = window();
  const foreign: readonly Partial<IpcMainInvokeEvent>[] = [
    { sender: {} as never },
    { senderFrame: null },
    { senderFrame: { url: 'pandect://app/' } as never },
    {
      sender: webContents as never,
      senderFrame: { ...webContents.mainFrame, url: 'https://example.org/' } as never,
    },
  ];
  for (const event of foreign) {
    const reply = await electron.invoke(CALL_CHANNEL, ['app.info', {}], event);
    expect(reply).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  }
  const { mainFrame } = webContents;
  (mainFrame as { url: string }).url = 'https://example.org/';
  expect(await electron.invoke(CALL_CHANNEL, ['app.info', {}])).toMatchObject({ ok: false });
  (mainFrame as { url: string }).url = 'pandect://app/';
  expect(await electron.invoke(CALL_CHANNEL, ['app.info', {}])).toMatchObject({ ok: true });
}

async function usesItsOwnScheme(): Promise<void> {
  const { electron, window } = await start();
  expect(window().loaded.every(url => url.startsWith('pandect:'))).toBe(true);
  expect([...electron.protocols.keys()]).toEqual(['pandect']);
  const [scheme] = electron.schemes;
  expect(electron.schemes).toHaveLength(1);
  expect(scheme?.privileges).not.toHaveProperty('bypassCSP');
  expect(scheme?.privileges).not.toHaveProperty('allowServiceWorkers');
  for (const file of sourceFiles('main/electron')) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(
      /loadFile|interceptFileProtocol|registerFileProtocol/u,
    );
  }
}

async function blowsItsFuses(): Promise<void> {
  const { electronFuses, asar, publish } = await getConfig(root, 'electron-builder.yml', null);
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    loadBrowserProcessSpecificV8Snapshot: false,
  });
  expect({ asar, publish }).toEqual({ asar: true, publish: null });
  expect((await start()).window().options.webPreferences?.devTools).toBe(false);
}

async function exposesTwoFunctions(): Promise<void> {
  const exposed = new Map<string, Bridge>();
  const listeners = new Map<string, (...args: unknown[]) => void>();
  const invoked: unknown[][] = [];
  vi.resetModules();
  vi.doMock('electron', () => ({
    contextBridge: { exposeInMainWorld: (name: string, api: Bridge) => exposed.set(name, api) },
    ipcRenderer: {
      invoke: async (...args: unknown[]) => invoked.push(args),
      on: (channel: string, listener: () => void) => listeners.set(channel, listener),
      off: () => undefined,
    },
  }));
  await import('../../main/electron/preload.ts');
  expect([...exposed.keys()]).toEqual(['pandect']);
  const bridge = exposed.get('pandect');
  expect(Object.keys(bridge ?? {})).toEqual(['call', 'listen']);
  await bridge?.call('app.info', {});
  expect(invoked).toEqual([[CALL_CHANNEL, 'app.info', {}]]);
  const heard: unknown[][] = [];
  bridge?.listen((...args) => heard.push(args));
  listeners.get(EVENT_CHANNEL)?.({ sender: 'the way to Electron' }, { name: 'window.raise', data: {} });
  expect(heard).toEqual([[{ name: 'window.raise', data: {} }]]);
}

function prevented(contents: StandInContents, event: string, details: object): boolean {
  let stopped = false;
  contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
  return stopped;
}

function sourceFiles(folder: string): readonly string[] {
  const place = join(root, folder);
  if (!existsSync(place)) throw new Error(`There is no ${folder}.`);
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/u.test(name))
    .map(name => join(place, name));
}
