import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { parse } from '@retorquere/bibtex-parser';
import { expect, test as base } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { startWired } from '../support/electronInBrowser.ts';
import { PandectWindow } from './pages/window.ts';

interface Fixtures {
  readonly window: PandectWindow;
  /** Where the user keeps their files. */
  readonly folder: string;
}

const test = base.extend<Fixtures>({
  folder: async ({ browserName }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `pandect-${browserName}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  window: async ({ page }, use) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await use(window);
  },
});

/** Ties the shown view to a file by the export sheet. */
async function keepFresh(window: PandectWindow, path: string): Promise<void> {
  await window.press('Shift+e');
  await window.sheet.getByRole('checkbox', { name: 'Keep this file fresh' }).check();
  const field = window.sheet.getByRole('textbox', { name: 'File' });
  await expect(field).toBeFocused();
  await field.fill(path);
  await window.sheet.getByRole('button', { name: 'Save and keep fresh…' }).click();
}

/** How many entries the file holds once it holds that many. */
async function expectEntries(path: string, count: number): Promise<void> {
  await expect
    .poll(async () => parse(await readFile(path, 'utf8').catch(() => '')).entries.length, { timeout: 20_000 })
    .toBe(count);
}

test.describe('a file that is kept fresh', () => {
  test.beforeEach(() => {
    test.skip(
      test.info().project.name === 'electron',
      'Electron shows the system’s dialog, which no test can answer',
    );
  });

  test('is written at once, follows the papers, and through a reload', async ({ window, page, folder }) => {
    const path = join(folder, 'starred.bib');
    await window.press('g', 'l', 'Home', 's', 'g', 's');
    await window.expectCount('Starred', 1);
    await keepFresh(window, path);
    await expect(page.getByText('“starred.bib” is kept fresh with Starred from now on')).toBeVisible();
    await expectEntries(path, 1);
    await window.press('g', 'l', 'Home', 'j', 's', 'j', 's');
    await window.expectCount('Starred', 3);
    await expectEntries(path, 3);
    await window.press('z');
    await expectEntries(path, 2);
    await window.expectSaved();
    await page.reload();
    await window.expectCount('Starred', 2);
    await window.press('g', 'l', 'Home', 's');
    await expectEntries(path, 1);
    expect(await readdir(folder)).toEqual(['starred.bib']);
  });

  test('follows a view that has no papers yet', async ({ window, folder }) => {
    const path = join(folder, 'starred.bib');
    await window.press('g', 's');
    await expect(window.rows).toHaveCount(0);
    await keepFresh(window, path);
    await expect(window.sheet).toBeHidden();
    await window.press('g', 'l', 'Home', 's');
    await expectEntries(path, 1);
  });

  test('follows the notes that it is to hold', async ({ window, folder }) => {
    const path = join(folder, 'all.md');
    await window.press('g', 'l', 'Shift+e');
    await window.sheet.getByRole('radio', { name: 'Markdown list' }).check();
    await window.sheet.getByRole('checkbox', { name: 'Notes' }).check();
    await window.sheet.getByRole('checkbox', { name: 'Keep this file fresh' }).check();
    await window.sheet.getByRole('textbox', { name: 'File' }).fill(path);
    await window.press('Enter');
    await window.sheet.getByRole('button', { name: 'Save and keep fresh…' }).click();
    await expect(window.sheet).toBeHidden();
    await window.press('Home', 'n');
    await window.page.keyboard.type('Read this before Friday.');
    await expect
      .poll(async () => readFile(path, 'utf8').catch(() => ''), { timeout: 20_000 })
      .toContain('Read this before Friday.');
  });

  test('is left alone when somebody edits it, says so, and goes on when the user lets it', async ({
    window,
    page,
    folder,
  }) => {
    const path = join(folder, 'all.bib');
    await window.press('g', 'l');
    await keepFresh(window, path);
    await expectEntries(path, 32);
    await writeFile(path, '@misc{mine, title = {My own entry}}\n');
    await window.press('Home', 'Delete');
    const sign = page.getByRole('button', { name: '“all.bib” is not kept fresh' });
    await expect(sign).toBeVisible({ timeout: 20_000 });
    expect(await readFile(path, 'utf8')).toContain('My own entry');
    await sign.click();
    await expect(window.sheet.getByRole('heading', { name: 'Files kept fresh' })).toBeFocused();
    const item = window.sheet.getByRole('list', { name: 'Files kept fresh' }).getByRole('listitem');
    await expect(item).toContainText('Paused. “all.bib” was changed by someone or something else');
    await expect(item).toContainText(path);
    // What the library of controls announces for some seconds may name a control that is gone.
    const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await item.getByRole('button', { name: 'Write over it' }).click();
    await expect(item).not.toContainText('Paused');
    await expectEntries(path, 31);
    await window.closeSheet();
    await expect(sign).toBeHidden();
  });

  test('can be paused, moved, stopped, and taken back', async ({ window, folder }) => {
    const path = join(folder, 'all.bib');
    await window.press('g', 'l');
    await keepFresh(window, path);
    await expectEntries(path, 32);
    await window.press('ControlOrMeta+,');
    const item = window.sheet.getByRole('list', { name: 'Files kept fresh' }).getByRole('listitem');
    await expect(item).toContainText(/All papers · BibTeX · written today at \d\d:\d\d/u);
    await item.getByRole('button', { name: 'Pause' }).click();
    await expect(item).toContainText('You paused it');
    await item.getByRole('button', { name: 'Go on' }).click();
    await expect(item).not.toContainText('You paused it');
    await item.getByRole('button', { name: 'Choose another place…' }).click();
    const moved = join(folder, 'moved.bib');
    await window.sheet.getByRole('textbox', { name: /^New place/u }).fill(moved);
    await window.press('Enter');
    await expectEntries(moved, 32);
    await item.getByRole('button', { name: 'Stop' }).click();
    await expect(item).toBeHidden();
    await expect(
      window.sheet.getByText('“moved.bib” is no longer kept fresh. The file stays.'),
    ).toBeVisible();
    await window.sheet.getByRole('button', { name: 'Undo' }).click();
    await expect(item).toContainText('moved.bib');
    expect((await readdir(folder)).sort()).toEqual(['all.bib', 'moved.bib']);
  });

  test('asks before it takes the place of a file, and says what can’t be', async ({
    window,
    folder,
    app,
  }) => {
    const path = join(folder, 'thesis.bib');
    await writeFile(path, 'mine');
    await window.press('g', 'l');
    await keepFresh(window, join(app.data, 'inside.bib'));
    await expect(window.sheet).toContainText('a folder that Pandect keeps its own files in');
    await window.sheet.getByRole('textbox', { name: 'File' }).fill(path);
    await window.sheet.getByRole('button', { name: 'Save and keep fresh…' }).click();
    await expect(window.sheet).toContainText('There is a file “thesis.bib” there already');
    expect(await readFile(path, 'utf8')).toBe('mine');
    await window.sheet.getByRole('button', { name: 'Write over it' }).click();
    await expectEntries(path, 32);
  });

  test('is not offered for papers chosen one by one, nor for many files', async ({ window }) => {
    await window.press('g', 'l', 'Home', 'x', 'e');
    const box = window.sheet.getByRole('checkbox', { name: 'Keep this file fresh' });
    await expect(box).toBeDisabled();
    await expect(box).toHaveAccessibleDescription(/chosen one by one can’t be kept fresh/u);
    await window.sheet.getByLabel('Papers').selectOption({ label: 'All papers' });
    await expect(box).toBeEnabled();
    await window.sheet.getByRole('radio', { name: 'Markdown files' }).check();
    await expect(box).toBeDisabled();
  });

  test('comes from the page that writes, also when another one took over', async ({
    window,
    page,
    app,
    folder,
    context,
  }) => {
    const path = join(folder, 'all.bib');
    await window.press('g', 'l');
    await keepFresh(window, path);
    await expectEntries(path, 32);
    const second = await context.newPage();
    await second.goto(app.address);
    await second.getByRole('button', { name: 'Use it here' }).click();
    const other = new PandectWindow(second);
    await other.expectCount('All papers', 32);
    await expect(page.getByText('Your library went on in another window')).toBeVisible();
    const before = await stat(path);
    await other.press('g', 'l', 'Home', 'Delete');
    await other.expectCount('All papers', 31);
    await expectEntries(path, 31);
    expect((await stat(path)).mode).toBe(before.mode);
  });
});

test('in Electron the system’s own dialog says where the file is, and its file manager shows it', async ({
  context,
  folder,
}) => {
  test.skip(test.info().project.name === 'electron', 'the wiring is tested in a browser');
  const { page, electron } = await startWired(context, join(folder, 'data'));
  const path = join(folder, 'chosen.bib');
  electron.answers.save = path;
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'l', 'Shift+e');
  await window.sheet.getByRole('checkbox', { name: 'Keep this file fresh' }).check();
  await expect(window.sheet.getByRole('textbox', { name: 'File' })).toBeHidden();
  await window.sheet.getByRole('button', { name: 'Save and keep fresh…' }).click();
  await expect(page.getByText('“chosen.bib” is kept fresh with All papers')).toBeVisible();
  await expectEntries(path, 32);
  await window.press('ControlOrMeta+,');
  await window.sheet.getByRole('button', { name: 'Show the file' }).click();
  await expect.poll(() => electron.asked).toContainEqual({ what: 'showItemInFolder', path });
  await page.close();
});
