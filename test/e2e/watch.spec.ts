import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { startWired } from '../support/electronInBrowser.ts';
import { PandectWindow } from './pages/window.ts';

/** A file has to be still for some seconds, and the machine may be busy. */
const SOON = { timeout: 30_000 };

const test = base.extend<{ folder: string }>({
  folder: async ({ browserName }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `pandect-watched-${browserName}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

/** Has the folder watched, by the settings. */
async function watch(window: PandectWindow, folder: string): Promise<void> {
  await expect(window.page.locator('#root')).not.toBeEmpty();
  await window.press('ControlOrMeta+,');
  await window.sheet.getByRole('button', { name: 'Watch a folder…' }).click();
  const field = window.sheet.getByRole('textbox', { name: 'Folder to watch' });
  await expect(field).toBeFocused();
  await field.fill(folder);
  await window.press('Enter');
  await expect(window.sheet.getByRole('list', { name: 'Watched folders' })).toContainText(folder);
  await expect(window.sheet.getByRole('button', { name: 'Watch a folder…' })).toBeFocused();
}

test.describe('a watched folder', () => {
  test.beforeEach(() => {
    test.skip(
      test.info().project.name === 'electron',
      'Electron shows the system’s dialog, which no test can answer',
    );
  });

  test('brings its new dumps in quietly, all as one step, and never again', async ({ page, folder }) => {
    const window = new PandectWindow(page);
    const [, , , fourth, fifth] = inventedDumps();
    await window.importFiles(inventedDumps().slice(2, 3));
    await window.closeSheet();
    await watch(window, folder);
    await window.closeSheet();
    await window.press('g', 'l', '/');
    await expect(window.search).toBeFocused();
    await Promise.all([fourth!, fifth!].map(({ name, content }) => writeFile(join(folder, name), content)));
    const note = page.getByText(new RegExp(`Imported 2 dumps from “${basename(folder)}”: \\d+ new`, 'u'));
    await expect(note).toBeVisible(SOON);
    await expect(window.sheet).toBeHidden();
    await expect(window.search).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectCount('All papers', 119);
    await window.expectSaved();
    await page.reload();
    await writeFile(join(folder, 'again.txt'), inventedDumps()[0]!.content);
    await expect(page.getByText(/Imported 1 dump from/u)).toBeVisible(SOON);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveTitle(/^New in /u);
    await expect(window.rows.first()).toBeVisible();
  });

  test('is left as it was, says what brought nothing, and is picked up again when it is back', async ({
    page,
    folder,
  }) => {
    const window = new PandectWindow(page);
    test.slow();
    const drive = join(folder, 'drive');
    await mkdir(drive);
    const [, , , fourth, fifth] = inventedDumps();
    await writeFile(join(drive, fourth!.name), fourth!.content);
    await watch(window, drive);
    const item = window.sheet.getByRole('list', { name: 'Watched folders' }).getByRole('listitem').first();
    await expect(item).toContainText('Nothing new came yet');
    await writeFile(join(drive, 'letter.txt'), 'Dear Ada,\n\nthe garden is in bloom.\n');
    await item.getByText('1 file brought nothing').click(SOON);
    await expect(item).toContainText('“letter.txt” holds no papers');
    // What the library of controls announces for some seconds may name a control that is gone.
    const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await item.getByRole('button', { name: 'Import the file that was there before' }).click();
    await expect(item).toContainText(/1 dump imported, the last today at/u, SOON);
    await rename(drive, join(folder, 'away'));
    await expect(item).toContainText('This folder is not there', SOON);
    await writeFile(join(folder, 'away', fifth!.name), fifth!.content);
    await rename(join(folder, 'away'), drive);
    // It is looked for every half minute.
    await expect(item).toContainText('2 dumps imported', { timeout: 50_000 });
    await item.getByRole('button', { name: 'Stop watching' }).click();
    await expect(window.sheet.getByText('“drive” is no longer watched.')).toBeVisible();
    await window.sheet.getByRole('button', { name: 'Undo' }).click();
    await expect(item).toContainText('2 dumps imported');
    await window.closeSheet();
    // Both list one of them.
    await window.expectCount('All papers', 59);
  });

  test('that can’t be watched is refused in words', async ({ page, app }) => {
    const window = new PandectWindow(page);
    await expect(page.locator('#root')).not.toBeEmpty();
    await window.press('ControlOrMeta+,');
    await window.sheet.getByRole('button', { name: 'Watch a folder…' }).click();
    await window.sheet.getByRole('textbox', { name: 'Folder to watch' }).fill(app.data);
    await window.press('Enter');
    await expect(window.sheet).toContainText('a folder that Pandect keeps its own files in');
  });
});

test('in Electron the system’s own dialog chooses the folder', async ({ context, folder }) => {
  test.skip(test.info().project.name === 'electron', 'the wiring is tested in a browser');
  const digests = join(folder, 'Digests');
  await mkdir(digests);
  const { page, electron } = await startWired(context, join(folder, 'data'));
  electron.answers.open = [digests];
  const window = new PandectWindow(page);
  await expect(page.locator('#root')).not.toBeEmpty();
  await window.press('ControlOrMeta+,');
  await window.sheet.getByRole('button', { name: 'Watch a folder…' }).click();
  await expect(window.sheet.getByRole('list', { name: 'Watched folders' })).toContainText(digests);
  await window.closeSheet();
  const [, , , fourth] = inventedDumps();
  await writeFile(join(digests, fourth!.name), fourth!.content);
  await expect(page.getByText('Imported 1 dump from “Digests”: 28 new')).toBeVisible(SOON);
  await window.expectCount('All papers', 28);
  await page.close();
});
