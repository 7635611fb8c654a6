import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { MediaAccessPermissionRequest, PermissionRequest, WebPreferences } from 'electron';
import { CONTENT_SECURITY_POLICY } from '../../main/lib/contentSecurity.ts';
import { endPrograms, start, startUnready, temporaryFolder } from '../support/startElectron.ts';
import type { StandIn, StandInContents } from '../support/electronStandIn.ts';

afterEach(endPrograms);

describe('the window', () => {
  it.each<[keyof WebPreferences, unknown]>([
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['plugins', false],
    ['navigateOnDragDrop', false],
    ['devTools', false],
    ['spellcheck', false],
    ['enableBlinkFeatures', undefined],
    ['additionalArguments', undefined],
  ])('has %s: %s', async (option, expected) => {
    const { window } = await start();
    expect(window().options.webPreferences?.[option]).toBe(expected);
  });

  it('loads the preload script of the build', async () => {
    const { window } = await start({ appPath: '/app.asar' });
    expect(window().options.webPreferences?.preload).toBe(join('/app.asar/dist/preload/preload.cjs'));
  });

  it('has developer tools where the program is developed', async () => {
    const { window } = await start({ isPackaged: false });
    expect(window().options.webPreferences?.devTools).toBe(true);
  });

  it('sandboxes every process, unless Chromium was started without, as root must', async () => {
    expect((await startUnready()).electron.done.sandboxed).toBe(true);
    expect((await startUnready({ switches: ['no-sandbox'] })).electron.done.sandboxed).toBe(false);
  });
});

describe('leaving the page', () => {
  const elsewhere = [
    'https://example.org/',
    'file:///etc/passwd',
    'pandect://app/other.html',
    'pandect://else/',
    'data:text/html,x',
  ];

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('is prevented at %s', async event => {
    const { window } = await start();
    for (const url of elsewhere) {
      expect(prevented(window().webContents, event, { url, isMainFrame: true })).toBe(true);
    }
    expect(prevented(window().webContents, event, { url: 'pandect://app/', isMainFrame: false })).toBe(true);
  });

  it('does not stand in the way of a reload', async () => {
    const { window } = await start();
    const again = { url: 'pandect://app/#x', isMainFrame: true };
    expect(prevented(window().webContents, 'will-navigate', again)).toBe(false);
  });

  it('denies new windows; https addresses open in the browser instead', async () => {
    const { electron, window } = await start();
    const open = (url: string) => window().webContents.openHandler?.({ url });
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'pandect://app/']) {
      expect(open(url)).toEqual({ action: 'deny' });
    }
    await electron.becomeReady();
    expect(electron.asked).toEqual([{ what: 'openExternal', url: 'https://example.org/' }]);
    expect(electron.windows).toHaveLength(1);
  });

  it('attaches no webview', async () => {
    const { window } = await start();
    expect(prevented(window().webContents, 'will-attach-webview', {})).toBe(true);
  });
});

describe('the session', () => {
  const permissions = [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'pointerLock',
    'openExternal',
  ] as const;

  it.each(permissions)('refuses the permission %s', async permission => {
    const { electron } = await start();
    expect(requested(electron, permission, 'pandect://app/')).toBe(false);
    expect(checked(electron, permission, 'pandect://app/')).toBe(false);
  });

  it.each(['persistent-storage', 'clipboard-read'] as const)(
    'grants %s, to our page alone',
    async permission => {
      const { electron } = await start();
      expect(requested(electron, permission, 'pandect://app/')).toBe(true);
      expect(checked(electron, permission, 'pandect://app/')).toBe(true);
      expect(requested(electron, permission, 'https://example.org/')).toBe(false);
      expect(checked(electron, permission, 'https://example.org/')).toBe(false);
    },
  );

  it('gives no device and no picture of the screen', async () => {
    const { electron } = await start();
    expect(electron.session.deviceHandler?.({ deviceType: 'hid' } as never)).toBe(false);
    const answers: unknown[] = [];
    electron.session.displayHandler?.({} as never, streams => answers.push(streams));
    expect(answers).toEqual([null]);
  });

  it('downloads nothing, dictionaries among it', async () => {
    const { electron } = await start();
    let stopped = 0;
    electron.session.emit('will-download', { preventDefault: () => stopped++ });
    expect(stopped).toBe(1);
    expect(electron.session.spellChecks).toBe(false);
  });

  it.each([
    ['pandect://app/assets/index.js', 'goes through'],
    ['blob:pandect://app/1234', 'goes through'],
    ['data:image/png;base64,', 'goes through'],
    ['devtools://devtools/bundled/inspector.html', 'goes through'],
    ['https://example.org/', 'is cancelled'],
    ['http://127.0.0.1/', 'is cancelled'],
    ['ws://example.org/', 'is cancelled'],
    ['file:///etc/passwd', 'is cancelled'],
    ['not an address', 'is cancelled'],
  ])('a request for %s %s', async (url, outcome) => {
    const { electron } = await start();
    const replies: unknown[] = [];
    electron.session.beforeRequest?.({ url }, reply => replies.push(reply));
    expect(replies).toEqual([{ cancel: outcome === 'is cancelled' }]);
  });
});

describe('the scheme of the page', () => {
  it('is a secure origin that runs compiled code from a cache, and may not step around the policy', async () => {
    const { electron } = await startUnready();
    expect(electron.schemes).toEqual([
      {
        scheme: 'pandect',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it('serves the page with its policy', async () => {
    const { fetchPage } = await served();
    const response = await fetchPage('pandect://app/');
    expect(await response.text()).toBe('<title>Pandect</title>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    });
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
  });

  it.each([
    ['assets/index.js', 'text/javascript; charset=utf-8'],
    ['assets/inter.woff2', 'font/woff2'],
    ['assets/logo.svg', 'image/svg+xml'],
    ['assets/a%20name.css', 'text/css; charset=utf-8'],
  ])('serves %s as %s', async (path, type) => {
    const { fetchPage } = await served();
    const response = await fetchPage(`pandect://app/${path}?v=1`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });

  it.each([
    'pandect://app/missing.js',
    'pandect://app/assets/',
    'pandect://app/../secret.txt',
    'pandect://app/%2e%2e/secret.txt',
    'pandect://app/..%2fsecret.txt',
    'pandect://app/assets/..%2f..%2fsecret.txt',
    'pandect://app/..%5csecret.txt',
    'pandect://app/%2fetc%2fhostname.txt',
    'pandect://app/secret.txt%00.js',
    'pandect://app/%E0%A4%A',
    'pandect://app/notes.exe',
    'pandect://else/index.html',
    'pandect://me@app/',
  ])('has nothing at %s', async url => {
    const { fetchPage } = await served();
    const response = await fetchPage(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });

  it('answers HEAD without a body and refuses to take anything', async () => {
    const { fetchPage } = await served();
    expect(await (await fetchPage('pandect://app/', 'HEAD')).text()).toBe('');
    expect((await fetchPage('pandect://app/', 'POST')).status).toBe(405);
  });
});

describe('the colours of the window before the page is drawn', () => {
  const tokens = readFileSync(join(import.meta.dirname, '../../renderer/styles/tokens.css'), 'utf8');
  const [light, dark] = [...tokens.matchAll(/--surface-list: (#\w+)/gu)].map(match => match[1]);

  it.each([
    ['light', light, false],
    ['dark', dark, true],
  ])('are those of the page in %s', async (_name, colour, isDark) => {
    const { window } = await start({ isDark });
    expect(window().options.backgroundColor).toBe(colour);
  });

  it('follow the system', async () => {
    const { electron, window } = await start();
    electron.theme.shouldUseDarkColors = true;
    electron.theme.emit('updated');
    expect(window().background).toBe(dark);
    const closed = window();
    closed.close();
    expect(electron.theme.listenerCount('updated')).toBe(0);
  });
});

/** A built page with a secret beside it. */
async function served() {
  const appPath = temporaryFolder();
  const page = join(appPath, 'dist', 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<title>Pandect</title>');
  for (const name of ['index.js', 'inter.woff2', 'logo.svg', 'a name.css']) {
    writeFileSync(join(page, 'assets', name), '');
  }
  writeFileSync(join(page, 'notes.exe'), 'MZ');
  writeFileSync(join(appPath, 'dist', 'secret.txt'), 'secret');
  const { electron } = await start({ appPath });
  const handler = electron.protocols.get('pandect');
  // A Request of Node refuses addresses with a user name; Electron's passes on what the page asked for.
  const fetchPage = async (url: string, method = 'GET') => {
    if (!handler) throw new Error('The scheme is not handled.');
    return handler({ url, method } as Request);
  };
  return { fetchPage };
}

function prevented(contents: StandInContents, event: string, details: object): boolean {
  let stopped = false;
  contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
  return stopped;
}

type Permission = Parameters<NonNullable<StandIn['session']['requestHandler']>>[1];

function requested({ session, windows }: StandIn, permission: Permission, requestingUrl: string): boolean {
  const details = { isMainFrame: true, requestingUrl } as PermissionRequest & MediaAccessPermissionRequest;
  let granted: boolean | undefined;
  session.requestHandler?.(
    windows[0]?.webContents as never,
    permission,
    answer => (granted = answer),
    details,
  );
  if (granted === undefined) throw new Error('The request was not answered.');
  return granted;
}

function checked({ session }: StandIn, permission: Permission, origin: string): boolean {
  const details = { isMainFrame: true, requestingUrl: origin };
  return session.checkHandler?.(null, permission as never, origin, details as never) ?? true;
}
