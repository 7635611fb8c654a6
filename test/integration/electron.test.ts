import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/host/bridge.ts';
import type { App, IpcMainInvokeEvent, MenuItemConstructorOptions, WebContents } from 'electron';
import { StandInContents } from '../support/electronStandIn.ts';
import type { StandIn } from '../support/electronStandIn.ts';
import { endPrograms, start, startUnready, temporaryFolder } from '../support/startElectron.ts';

afterEach(() => {
  vi.useRealTimers();
  endPrograms();
});

describe('starting in Electron', () => {
  it('keeps everything of Chromium inside the data folder, before the lock is taken', async () => {
    const { electron, data } = await startUnready();
    expect(electron.paths.get('userData')).toBe(join(data, 'electron'));
    expect(existsSync(join(data, 'electron'))).toBe(true);
  });

  it('lets answers of a worker through before the frame of the key that asked', async () => {
    const { electron } = await startUnready();
    expect(electron.switches.get('disable-features')).toBe('DeferRendererTasksAfterInput');
  });

  it('keeps what the page has just made from growing to the most that V8 allows', async () => {
    const { electron } = await startUnready();
    expect(electron.switches.get('js-flags')).toBe('--max-semi-space-size=8');
  });

  it('takes --data before PANDECT_DATA and skips the switches of the other host', async () => {
    const chosen = temporaryFolder();
    const { electron } = await startUnready({ args: ['--port', '9', '--data', chosen, '--host=electron'] });
    expect(electron.paths.get('userData')).toBe(join(chosen, 'electron'));
    expect(electron.lockMessage).toEqual({ paths: [] });
  });

  it('opens one window on the page, and shows it only when it is drawn', async () => {
    const { electron, window } = await start();
    expect(electron.windows).toHaveLength(1);
    expect(window().loaded).toEqual(['pandect://app/']);
    expect(window().isShown).toBe(false);
    window().emit('ready-to-show');
    expect(window().isShown).toBe(true);
  });

  it('says why and ends when the data folder cannot be made', async () => {
    const file = join(temporaryFolder(), 'a file');
    writeFileSync(file, '');
    const { electron } = await startUnready({ data: join(file, 'library') });
    expect(electron.done.exitCode).toBe(1);
    expect(electron.asked).toMatchObject([{ what: 'errorBox', title: 'Pandect could not start' }]);
    await electron.becomeReady();
    expect(electron.windows).toEqual([]);
  });

  it('answers calls of its page from the services', async () => {
    const { call, data } = await start();
    expect(await call('app.info', {})).toEqual({
      ok: true,
      value: { host: 'electron', platform: 'linux', version: '1.2.3', dataFolder: data },
    });
  });
});

describe('the single instance', () => {
  it('hands its files over and ends when another one runs', async () => {
    const { electron } = await start({ isFirstInstance: false, args: ['/dumps/monday.txt', 'here.txt'] });
    expect(electron.lockMessage).toEqual({ paths: ['/dumps/monday.txt', join(process.cwd(), 'here.txt')] });
    expect(electron.done.quits).toBe(1);
    expect(electron.windows).toEqual([]);
    expect(electron.handlers.size).toBe(0);
  });

  it('offers the files of the command line to the page', async () => {
    const dump = dumpFile();
    const { call } = await start({ args: [dump] });
    await expect
      .poll(() => call('dumps.offered', {}))
      .toMatchObject({ value: { files: [{ name: 'dump.txt' }] } });
    expect(await call('dumps.offered', {})).toMatchObject({ value: { files: [] } });
  });

  it('offers the files of a second start and comes forward', async () => {
    const dump = dumpFile();
    const { electron, window, call } = await start();
    window().minimize();
    electron.app.emit('second-instance', {}, [], '/', { paths: [dump] });
    await untilTold(window().webContents, 'dumps.offered');
    expect(await call('dumps.offered', {})).toMatchObject({ value: { files: [{ name: 'dump.txt' }] } });
    expect(window().isMinimized()).toBe(false);
    expect(window().focused).toBe(1);
  });

  it('reads the arguments of a second start of another version, from its working folder', async () => {
    const folder = temporaryFolder();
    const dump = dumpFile(folder);
    const { electron, window, call } = await start();
    const args = ['/opt/Pandect/pandect', '--ozone-platform=x11', 'dump.txt'];
    electron.app.emit('second-instance', {}, args, folder, { files: 12 });
    await untilTold(window().webContents, 'dumps.offered');
    expect(await call('dumps.offered', {})).toMatchObject({ value: { files: [{ name: 'dump.txt' }] } });
    expect(dump).toContain(folder);
  });

  it('takes files that macOS opens before it is ready', async () => {
    const dump = dumpFile();
    const { electron, call } = await startUnready({ platform: 'darwin' });
    let prevented = 0;
    electron.app.emit('open-file', { preventDefault: () => prevented++ }, dump);
    expect(prevented).toBe(1);
    await electron.becomeReady();
    expect(electron.windows).toHaveLength(1);
    await expect
      .poll(() => call('dumps.offered', {}))
      .toMatchObject({ value: { files: [{ name: 'dump.txt' }] } });
  });
});

describe('ending', () => {
  it('quits with its last window on Linux and Windows', async () => {
    const { electron, window } = await start();
    window().close();
    expect(electron.done.quits).toBe(1);
  });

  it('stays in the dock on macOS and opens again from there', async () => {
    const { electron, window } = await start({ platform: 'darwin' });
    window().close();
    expect(electron.done.quits).toBe(0);
    electron.app.emit('activate');
    await electron.becomeReady();
    expect(electron.windows).toHaveLength(1);
  });

  it('quits while files are offered and a window is closing without telling a page that is gone', async () => {
    const { electron, window } = await start({ platform: 'darwin' });
    const { webContents } = window();
    window().close();
    const told = webContents.sent.length;
    electron.app.emit('open-file', { preventDefault: () => undefined }, dumpFile());
    await electron.becomeReady();
    expect(webContents.sent).toHaveLength(told);
    expect(electron.windows).toHaveLength(1);
  });

  it('waits for a page that is saving', async () => {
    const { electron, window } = await start();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { webContents } = window();
    webContents.isSaving = true;
    window().close();
    vi.advanceTimersByTime(1_000);
    expect(electron.windows).toHaveLength(1);
    webContents.isSaving = false;
    vi.advanceTimersByTime(100);
    vi.useRealTimers();
    expect(electron.windows).toHaveLength(0);
  });

  it('quits, and does not only close, once the page has saved', async () => {
    const { electron, window } = await start({ platform: 'darwin' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    window().webContents.isSaving = true;
    (electron.app as unknown as App).quit();
    window().webContents.isSaving = false;
    vi.advanceTimersByTime(100);
    vi.useRealTimers();
    expect(electron.done.quits).toBe(2);
    expect(electron.windows).toHaveLength(0);
    expect(electron.app.listenerCount('before-quit')).toBe(0);
  });

  it('does not wait for ever, and not for a reload', async () => {
    const { electron, window } = await start();
    const { webContents } = window();
    webContents.isSaving = true;
    expect(webContents.mayUnload()).toBe(true);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    window().close();
    expect(electron.windows).toHaveLength(1);
    vi.advanceTimersByTime(6_000);
    vi.useRealTimers();
    expect(electron.windows).toHaveLength(0);
  });

  it('offers to reload a page that crashed', async () => {
    const { electron, window } = await start();
    const { webContents } = window();
    webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await electron.becomeReady();
    expect(electron.asked).toMatchObject([{ what: 'messageBox', options: { buttons: ['Reload', 'Quit'] } }]);
    expect(webContents.reloads).toBe(1);
  });
});

describe('the place of the window', () => {
  const laptop = { x: 0, y: 0, width: 1440, height: 860 };

  it('is remembered when it closes, and taken again at the next start', async () => {
    const first = await start({ workAreas: [laptop] });
    first.window().setBounds({ x: 40, y: 30, width: 900, height: 700 });
    first.window().maximize();
    first.window().close();
    const { window } = await start({ data: first.data, workAreas: [laptop] });
    expect(window().options).toMatchObject({ x: 40, y: 30, width: 900, height: 700 });
    window().emit('ready-to-show');
    expect(window().isMaximized()).toBe(true);
  });

  it('is written once after a drag, without waiting for the end', async () => {
    const { window, data } = await start({ workAreas: [laptop] });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let x = 0; x < 50; x++) window().setBounds({ x });
    expect(existsSync(join(data, 'window.json'))).toBe(false);
    expect(vi.getTimerCount()).toBe(1);
    vi.runAllTimers();
    vi.useRealTimers();
    expect(JSON.parse(readFileSync(join(data, 'window.json'), 'utf8'))).toMatchObject({ bounds: { x: 49 } });
  });

  it('is on a display that is there', async () => {
    const first = await start({ workAreas: [laptop, { x: 1440, y: 0, width: 1920, height: 1080 }] });
    first.window().setBounds({ x: 2000, y: 100, width: 1000, height: 800 });
    first.window().close();
    const { window } = await start({ data: first.data, workAreas: [laptop] });
    expect(window().options).toMatchObject({ x: 80, y: 20, width: 1280, height: 820 });
  });

  it('has a least size', async () => {
    const { window } = await start();
    expect(window().options).toMatchObject({ minWidth: 380, minHeight: 500 });
  });
});

describe('the menu', () => {
  const click = (electron: StandIn, label: string, id: string, triggeredByAccelerator: boolean) => {
    const menu = electron.menu.find(item => item.label === label)?.submenu as MenuItemConstructorOptions[];
    menu.find(item => item.id === id)?.click?.({} as never, undefined, { triggeredByAccelerator });
  };

  it('asks the page for an action', async () => {
    const { electron, window } = await start();
    click(electron, '&Paper', 'star', false);
    expect(window().webContents.sent).toEqual([
      { channel: EVENT_CHANNEL, args: [{ name: 'action.run', data: { action: 'star' } }] },
    ]);
  });

  it('undoes typing when the page left the key to it', async () => {
    const { electron, window } = await start();
    click(electron, '&Edit', 'undo', true);
    expect(window().webContents.edited).toEqual(['undo']);
    expect(window().webContents.sent).toEqual([]);
  });

  it('opens the window again on macOS when there is none', async () => {
    const { electron, window } = await start({ platform: 'darwin' });
    window().close();
    click(electron, 'File', 'import', false);
    expect(electron.windows).toHaveLength(1);
  });
});

describe('calls over IPC', () => {
  const info = ['app.info', {}] as const;

  it('refuses a frame inside the page', async () => {
    const { electron } = await start();
    const frame = { url: 'pandect://app/' } as IpcMainInvokeEvent['senderFrame'];
    expect(await electron.invoke(CALL_CHANNEL, info, { senderFrame: frame })).toMatchObject(refused);
  });

  it('refuses a frame that is gone', async () => {
    const { electron } = await start();
    expect(await electron.invoke(CALL_CHANNEL, info, { senderFrame: null })).toMatchObject(refused);
  });

  it('refuses other contents', async () => {
    const { electron } = await start();
    const other = new StandInContents();
    const event = { sender: other as unknown as WebContents, senderFrame: other.mainFrame };
    Object.assign(other.mainFrame, { url: 'pandect://app/' });
    expect(await electron.invoke(CALL_CHANNEL, info, event)).toMatchObject(refused);
  });

  it.each([
    'https://app/',
    'pandect://other/',
    'pandect://user@app/',
    'pandect://app:80/',
    'about:blank',
    'file:///app/',
    '',
  ])('refuses our own window once it shows “%s”', async url => {
    const { electron, window } = await start();
    Object.assign(window().webContents.mainFrame, { url });
    expect(await electron.invoke(CALL_CHANNEL, info)).toMatchObject(refused);
  });

  it('checks the name and the arguments of what it lets in', async () => {
    const { electron } = await start();
    const code = async (...args: unknown[]) => electron.invoke(CALL_CHANNEL, args);
    expect(await code('constructor', {})).toMatchObject({ error: { code: 'unknownCall' } });
    expect(await code(undefined)).toMatchObject({ error: { code: 'unknownCall' } });
    expect(await code('links.open', { url: 7 })).toMatchObject({ error: { code: 'badArguments' } });
  });

  it('has one channel', async () => {
    const { electron } = await start();
    expect([...electron.handlers.keys()]).toEqual([CALL_CHANNEL]);
  });
});

describe('what the page asks of the system', () => {
  it('opens https links in the browser and nothing else', async () => {
    const { electron, call } = await start();
    expect(await call('links.open', { url: 'https://example.org/a' })).toEqual({ ok: true, value: null });
    for (const url of [
      'http://example.org',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://host/share',
    ]) {
      expect(await call('links.open', { url })).toMatchObject({ error: { code: 'badArguments' } });
    }
    expect(electron.asked).toEqual([{ what: 'openExternal', url: 'https://example.org/a' }]);
  });

  it('puts text on the clipboard', async () => {
    const { electron, call } = await start();
    await call('clipboard.write', { text: '@misc{a}' });
    expect(electron.done.clipboard).toBe('@misc{a}');
  });

  it('throws away databases that the browser can’t open any more, and nothing else', async () => {
    const { electron, call } = await start();
    await call('browser.clear', {});
    expect(electron.session.cleared).toEqual([{ storages: ['indexdb'] }]);
  });

  it('chooses files with the system’s dialog', async () => {
    const { electron, call } = await start();
    electron.answers.open = [dumpFile()];
    expect(await call('dumps.choose', { what: 'files' })).toMatchObject({
      value: { files: [{ name: 'dump.txt' }] },
    });
    const [asked] = electron.asked;
    expect(asked?.what === 'openDialog' && asked.options.properties).toEqual(['openFile', 'multiSelections']);
  });

  it('saves where the system’s dialog says, suggesting a name and no folder', async () => {
    const { electron, call } = await start();
    const target = join(temporaryFolder(), 'chosen.bib');
    electron.answers.save = target;
    const begun = await call('exports.begin', {
      as: 'file',
      suggestedName: '../../up/my papers.bib',
      extension: 'bib',
    });
    expect(begun).toMatchObject({ ok: true, value: { begun: expect.any(String) } });
    const { value } = begun as { value: { begun: string } };
    await call('exports.write', { ...value, text: '@misc{a}' });
    expect(await call('exports.finish', value)).toEqual({ ok: true, value: { name: 'chosen.bib' } });
    expect(readFileSync(target, 'utf8')).toBe('@misc{a}');
    const [asked] = electron.asked;
    expect(asked?.what === 'saveDialog' && asked.options.defaultPath).toMatch(/^[^/\\]*my papers\.bib$/u);
  });

  it('saves nothing when the dialog is cancelled', async () => {
    const { call } = await start();
    const asked = { as: 'file', suggestedName: 'a.bib', extension: 'bib' } as const;
    expect(await call('exports.begin', asked)).toEqual({ ok: true, value: null });
  });
});

const refused = { ok: false, error: { code: 'unsupported' } };

function dumpFile(folder = temporaryFolder()): string {
  const file = join(folder, 'dump.txt');
  writeFileSync(file, 'An Invented Title\n\nAn invented abstract that says little.\n');
  return file;
}

/** Resolves once the page was told of the event. */
async function untilTold(contents: StandInContents, name: string): Promise<void> {
  const isIt = (channel: string, event: unknown) =>
    channel === EVENT_CHANNEL && (event as { name?: string }).name === name;
  if (contents.sent.some(({ channel, args }) => isIt(channel, args[0]))) return;
  await new Promise<void>(resolve => {
    contents.on('stand-in:sent', (channel: string, event: unknown) => {
      if (isIt(channel, event)) resolve();
    });
  });
}
