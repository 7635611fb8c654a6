import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { SANDBOX_FLAGS } from '../../main/launch/browser.mjs';
import { findElectron } from '../../main/launch/electron.mjs';
import { root } from '../../main/launch/ensure.mjs';
import { whyNoElectron } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

interface Program {
  /** Starts the built program on the data folder of the test. */
  start(paths?: readonly string[]): Promise<ElectronApplication>;
  /** A dump on the disk. */
  saved(index: number): Promise<string>;
}

const test = base.extend<{ program: Program }>({
  program: async ({ browserName }, use) => {
    const reason = whyNoElectron();
    test.skip(reason !== undefined, reason);
    const folder = await mkdtemp(join(tmpdir(), `pandect-${browserName}-electron-`));
    const running: ElectronApplication[] = [];
    await use({
      start: async (paths = []) => {
        const app = await _electron.launch({
          executablePath: findElectron() ?? '',
          args: [...SANDBOX_FLAGS, root, ...paths],
          env: { ...(process.env as Record<string, string>), PANDECT_DATA: join(folder, 'data') },
        });
        running.push(app);
        return app;
      },
      saved: async index => {
        const dump = inventedDumps()[index];
        if (!dump) throw new Error(`There is no dump ${index}.`);
        const file = join(folder, dump.name);
        await writeFile(file, dump.content);
        return file;
      },
    });
    for (const app of running) await app.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  },
});

test.describe('Electron itself', () => {
  test('imports the file of the command line, and still has it after a restart', async ({ program }) => {
    const first = await program.start([await program.saved(0)]);
    const window = new PandectWindow(await first.firstWindow());
    await window.expectReport();
    await window.closeSheet();
    await window.expectCount('All papers', 119);
    await window.expectSaved();
    await first.close();
    const again = await program.start();
    await new PandectWindow(await again.firstWindow()).expectCount('All papers', 119);
  });

  test('takes the files of a second start', async ({ program }) => {
    const first = await program.start();
    const window = new PandectWindow(await first.firstWindow());
    await expect(window.page.locator('#root')).not.toBeEmpty();
    // The second one hands over and ends, often before Playwright can attach to it.
    await program.start([await program.saved(3)]).catch(() => undefined);
    await window.expectReport();
    await expect(window.sheet).toContainText('28 papers');
    expect(first.windows()).toHaveLength(1);
  });

  test('shows a page that has nothing of Node, on its own origin', async ({ program }) => {
    const app = await program.start();
    const page = await app.firstWindow();
    await expect(page.locator('#root')).not.toBeEmpty();
    const found = await page.evaluate(() => ({
      origin: location.origin,
      secure: isSecureContext,
      globals: ['require', 'process', 'Buffer', 'module', 'global'].filter(name => name in globalThis),
      bridge: Object.keys(Reflect.get(globalThis, 'pandect') as object),
    }));
    expect(found).toEqual({
      origin: 'pandect://app',
      secure: true,
      globals: [],
      bridge: ['call', 'listen'],
    });
  });

  test('runs no inline script, loads nothing from elsewhere and goes nowhere', async ({ program }) => {
    const app = await program.start();
    const page = await app.firstWindow();
    await expect(page.locator('#root')).not.toBeEmpty();
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      const reached = await fetch('https://example.org/').then(
        () => true,
        () => false,
      );
      return { inline: 'ran' in window, reached };
    });
    expect(ran).toEqual({ inline: false, reached: false });
    await page.evaluate(() => window.location.assign('https://example.org/'));
    await page.evaluate(() => window.open('pandect://app/', '_blank', 'noopener') === null);
    expect(page.url()).toBe('pandect://app/');
    expect(app.windows()).toHaveLength(1);
  });

  test('is refused what no page needs, and reaches nothing but itself', async ({ program }) => {
    const app = await program.start();
    const page = await app.firstWindow();
    await expect(page.locator('#root')).not.toBeEmpty();
    const refused = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as const;
      const states = names.map(async name => (await navigator.permissions.query({ name })).state);
      return [Notification.permission, ...(await Promise.all(states))];
    });
    expect(refused).not.toContain('granted');
    const reached = await page.evaluate(async () => {
      const places = ['file:///etc/hostname', 'http://127.0.0.1:1/', 'pandect://else/', 'data:text/plain,x'];
      const tries = places.map(place => fetch(place).then(() => place));
      return (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    });
    expect(reached).toEqual([]);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'data:text/html,<script>parent.ran = true</script>';
      document.body.append(frame);
    });
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });

  test('has the native menu of the registry and shows its window', async ({ program }) => {
    const app = await program.start();
    const page = await app.firstWindow();
    await expect(page.locator('#root')).not.toBeEmpty();
    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(window => window.isVisible()));
    await expect.poll(isVisible).toEqual([true]);
    const hasStar = await app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('star')?.label,
    );
    expect(hasStar).toBe('Star or unstar');
  });
});
