import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { MenuItemConstructorOptions } from 'electron';
import { dropFiles } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { startWired } from '../support/electronInBrowser.ts';
import type { StandIn } from '../support/electronStandIn.ts';
import { PandectWindow } from './pages/window.ts';

const test = base.extend<{ folder: string }>({
  folder: async ({ browserName }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `pandect-${browserName}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

/** The built page, preload script and host as in Electron; only the module `electron` is a stand-in. */
test.describe('the program in Electron’s wiring', () => {
  test('imports the file of the command line', async ({ context, folder }) => {
    const { page } = await startWired(context, folder, [await saved(folder, 0)]);
    const window = new PandectWindow(page);
    await window.expectReport();
    await window.closeSheet();
    await window.expectCount('All papers', 119);
  });

  test('imports what a second start brings, and what is dropped', async ({ context, folder }) => {
    const { page, electron } = await startWired(context, folder);
    const window = new PandectWindow(page);
    await expect(page.locator('#root')).not.toBeEmpty();
    await dropFiles(page, inventedDumps().slice(3, 4));
    await window.expectReport();
    await window.closeSheet();
    electron.app.emit('second-instance', {}, [], '/', { paths: [await saved(folder, 4)] });
    await window.expectReport();
    await expect(window.sheet).toContainText('32 papers');
  });

  test('chooses and saves with the system’s dialogs', async ({ context, folder }) => {
    const { page, electron } = await startWired(context, folder);
    const window = new PandectWindow(page);
    electron.answers.open = [await saved(folder, 3)];
    await expect(page.locator('#root')).not.toBeEmpty();
    click(electron, '&File', 'import');
    await window.expectReport();
    await window.closeSheet();
    const target = join(folder, 'papers.bib');
    electron.answers.save = target;
    await window.rows.first().click();
    await window.press('e');
    await window.sheet.getByRole('button', { name: /^Save/u }).click();
    await expect.poll(() => existsSync(target)).toBe(true);
    expect(await readFile(target, 'utf8')).toMatch(/^@\w+\{/mu);
  });

  test('runs an action of the native menu', async ({ context, folder }) => {
    const { page, electron } = await startWired(context, folder, [await saved(folder, 3)]);
    const window = new PandectWindow(page);
    await window.expectReport();
    await window.closeSheet();
    await window.rows.first().click();
    click(electron, '&Paper', 'star');
    await window.expectCount('Starred', 1);
    click(electron, '&Edit', 'undo');
    await window.expectCount('Starred', 0);
  });

  test('copies through the system’s clipboard', async ({ context, folder }) => {
    const { page, electron } = await startWired(context, folder, [await saved(folder, 3)]);
    const window = new PandectWindow(page);
    await window.expectReport();
    await window.closeSheet();
    await window.rows.first().click();
    await window.press('c');
    await expect.poll(() => electron.done.clipboard).toMatch(/^@\w+\{/mu);
  });

  test('runs under the policy the scheme sends, with nothing of Node in the page', async ({
    context,
    folder,
  }) => {
    const refused: string[] = [];
    context.on('console', message => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    const { page, served } = await startWired(context, folder, [await saved(folder, 3)]);
    await new PandectWindow(page).expectReport();
    expect(refused).toEqual([]);
    expect([...served.values()].map(response => response.status)).not.toContain(404);
    for (const response of served.values()) {
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const reach = await page.evaluate(() => ({
      globals: ['require', 'process', 'Buffer', 'module', 'global'].filter(name => name in globalThis),
      bridge: Object.keys(Reflect.get(globalThis, 'pandect') as object),
    }));
    expect(reach).toEqual({ globals: [], bridge: ['call', 'listen'] });
    const inline = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      return 'ran' in window;
    });
    expect(inline).toBe(false);
  });
});

/** One of the invented dumps as a file on the disk. */
async function saved(folder: string, index: number): Promise<string> {
  const dump = inventedDumps()[index];
  if (!dump) throw new Error(`There is no dump ${index}.`);
  const file = join(folder, dump.name);
  await writeFile(file, dump.content);
  return file;
}

function click(electron: StandIn, menu: string, id: string): void {
  const items = electron.menu.find(({ label }) => label === menu)?.submenu as MenuItemConstructorOptions[];
  items.find(item => item.id === id)?.click?.({} as never, undefined, { triggeredByAccelerator: false });
}
