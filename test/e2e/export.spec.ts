import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { parse } from '@retorquere/bibtex-parser';
import Papa from 'papaparse';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { dailyDump } from '../support/inventedDumps.ts';
import { startWired } from '../support/electronInBrowser.ts';
import { PandectWindow } from './pages/window.ts';

/** Presses Save and gives what is downloaded: its name and its bytes. */
async function saved(window: PandectWindow): Promise<{ name: string; bytes: Buffer; text: string }> {
  const download = window.page.waitForEvent('download');
  await window.sheet.getByRole('button', { name: /^Save/u }).click();
  const file = await download;
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** What a row carries when it is dragged out of the window. */
function draggedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    const row = document.querySelector('[role=option]');
    row?.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true, cancelable: true }));
    return dataTransfer.getData('text/plain');
  });
}

/** Axe finds nothing serious in what is shown, standing still. */
async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([]);
}

test.describe('exporting', () => {
  // In Electron the system's own dialog asks where to save; what is written is the same.
  test.beforeEach(() => {
    test.skip(
      test.info().project.name === 'electron',
      'the system’s save dialog can’t be driven in Electron',
    );
  });

  test('the view is saved as a file that a foreign parser reads whole', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps());
    await window.closeSheet();
    await window.press('g', 'l', 'Shift+e');
    await expect(window.sheet).toContainText('290 of 290 papers lack authors');
    await expect(window.sheet.getByRole('region', { name: 'Preview of the file' })).toContainText('@misc{');
    const download = page.waitForEvent('download');
    await window.sheet.getByRole('button', { name: /Save/u }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^pandect.*\.bib$/u);
    const text = await readFile(await file.path(), 'utf8');
    const read = parse(text);
    expect(read.errors).toEqual([]);
    expect(read.entries).toHaveLength(290);
    expect(new Set(read.entries.map(entry => entry.key.toLowerCase())).size).toBe(290);
  });

  test('nothing in a title can break the file', async ({ page }) => {
    const window = new PandectWindow(page);
    const titles = [
      'A Study of 100% {Unbalanced Braces and $ Signs',
      'Ending } @misc{evil, title = {Early}',
      'Backslash \\input{passwords} # & _ ~ ^ in a Title',
      'Ö, Ł, κ and “Quotes” for Everyone',
    ];
    const text = dailyDump(
      titles.map(title => ({
        title,
        abstract: `${title} is an invented paper with an abstract that is long enough to be one. It says little, but says it in several sentences.`,
      })),
      'May 6',
      'plain',
    );
    await window.importFiles([{ name: 'hostile.txt', content: text }]);
    await window.closeSheet();
    await window.press('g', 'l', 'Shift+e');
    const download = page.waitForEvent('download');
    await window.sheet.getByRole('button', { name: /Save/u }).click();
    const read = parse(await readFile(await (await download).path(), 'utf8'));
    expect(read.errors).toEqual([]);
    expect(read.entries.map(entry => entry.fields.title).sort()).toHaveLength(titles.length);
  });

  test('the selection is copied as BibTeX', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'u', 'j', 'x', 'j', 'x', 'c');
    await expect(page.getByText(/Copied/u).first()).toBeVisible();
    const read = parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(read.entries).toHaveLength(2);
  });

  test('every format can be reached with the keyboard, shows what it will say, and is copied and saved', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'l', 'Shift+e');
    const preview = window.sheet.getByRole('region', { name: 'Preview of the file' });
    await window.sheet.getByRole('radio', { name: 'BibTeX' }).focus();
    const steps = [
      ['biblatex', '.bib', '@misc{'],
      ['CSL-JSON', '.json', '"citation-key"'],
      ['RIS', '.ris', 'TY  - GEN'],
      ['CSV', '.csv', 'citation key,title'],
      ['Markdown list', '.md', '- **'],
      ['Markdown files', '.zip', 'citekey: "'],
    ] as const;
    for (const [name, extension, sample] of steps) {
      await window.press('ArrowRight');
      await expect(window.sheet.getByRole('heading', { level: 2 })).toHaveText(`Export 32 papers as ${name}`);
      await expect(preview).toContainText(sample);
      await window.sheet.getByRole('button', { name: 'Copy' }).click();
      await expect(window.sheet.getByRole('status')).toHaveText(/^Copied 32 (entries|pages)\.$/u);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(sample);
      const file = await saved(window);
      expect(file.name).toBe(`pandect-all-papers${extension}`);
      if (name === 'Markdown files')
        expect(file.bytes.toString('latin1').split('PK\x01\x02')).toHaveLength(1 + 32);
      else expect(file.text).toContain(sample);
      await expect(window.sheet.getByRole('status')).toContainText('is in your downloads');
      await window.sheet.getByRole('radio', { name }).focus();
    }
  });

  test('the choice of format and options is kept, and is what is dragged out', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'u', 'j', 'e');
    await window.sheet.getByRole('radio', { name: 'CSV' }).check();
    await window.sheet.getByRole('checkbox', { name: 'Abstracts' }).uncheck();
    await window.sheet.getByRole('combobox', { name: 'Separator' }).selectOption('Semicolon');
    await window.closeSheet();
    await page.reload();
    await expect(window.rows.first()).toBeVisible();
    await window.press('g', 'u', 'j', 'e');
    await expect(window.sheet.getByRole('checkbox', { name: 'Abstracts' })).not.toBeChecked();
    const { data, errors } = Papa.parse<Record<string, string>>((await saved(window)).text, {
      header: true,
      delimiter: ';',
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(1);
    expect(Object.keys(data[0] ?? {})).not.toContain('abstract');
    await window.closeSheet();
    expect(await draggedText(page)).toContain('citation key;title;');
  });

  test('comes from any place of the library', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps());
    await window.closeSheet();
    await window.press('g', 'l', 'j', 't');
    await page.keyboard.type('thesis');
    await window.press('Enter', 'Escape', '/');
    await page.keyboard.type('tag:thesis');
    await window.press('ControlOrMeta+s');
    await window.sheet.getByRole('textbox').first().fill('For the thesis');
    await window.press('Enter');
    await expect(window.sheet).toBeHidden();
    await window.search.focus();
    await window.press('ControlOrMeta+a', 'Backspace', 'Escape', 'g', 'l', 'j', 'e');
    const heading = window.sheet.getByRole('heading', { level: 2 });
    const source = window.sheet.getByRole('combobox', { name: 'Papers' });
    await expect(heading).toHaveText('Export 1 paper as BibTeX');
    for (const [place, count] of [
      ['All papers', '290 papers'],
      ['thesis', '1 paper'],
      ['For the thesis', '1 paper'],
      ['operator learning', '104 papers'],
      ['Starred', '0 papers'],
    ] as const) {
      await source.selectOption(place);
      await expect(heading).toHaveText(`Export ${count} as BibTeX`);
    }
    await expect(window.sheet.getByRole('button', { name: /^Save/u })).toBeDisabled();
  });
});

test.describe('citation keys by a pattern', () => {
  let config: string;
  const usual = process.env['PANDECT_CONFIG'];

  test.beforeEach(async () => {
    // What is chosen here is no business of other tests.
    config = await mkdtemp(join(tmpdir(), 'pandect-config-'));
    process.env['PANDECT_CONFIG'] = config;
  });
  test.afterEach(async () => {
    process.env['PANDECT_CONFIG'] = usual;
    await rm(config, { recursive: true, force: true });
  });

  async function openKeys(window: PandectWindow): Promise<void> {
    await window.press('ControlOrMeta+k');
    await window.page.keyboard.type('citation keys by');
    await window.press('Enter');
    await expect(window.sheet).toBeVisible();
  }

  test('are previewed, changed on request, taken back in one step, and kept as aliases', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'l', 'Home');
    const key = window.paper.getByRole('button', { name: /^Copy the citation key/u });
    const before = (await key.textContent()) ?? '';
    await openKeys(window);
    const pattern = window.sheet.getByRole('textbox', { name: 'Pattern' });
    await pattern.fill('[titel]');
    await expect(window.sheet).toContainText('“[titel]” is not known');
    await pattern.fill('pd-[Title:2]');
    await expect(window.sheet).toContainText('32 keys would change');
    await expect(window.sheet.getByRole('listitem').filter({ hasText: 'becomes' }).first()).toContainText(
      'pd-',
    );
    await window.sheet.getByRole('button', { name: 'Change 32 keys' }).click();
    await expect(page.getByText('Gave 32 papers new citation keys')).toBeVisible();
    await expect(key).toContainText('pd-');
    await window.press('e');
    await window.sheet.getByRole('radio', { name: 'biblatex' }).check();
    await expect(window.sheet.getByRole('region', { name: 'Preview of the file' })).toContainText(
      `ids = {${before}}`,
    );
    await window.closeSheet();
    await window.press('z');
    await expect(key).toHaveText(before);
    await window.press('Shift+z');
    await expect(key).toContainText('pd-');
  });

  const keptPattern = async (): Promise<unknown> => {
    const kept = JSON.parse(await readFile(join(config, 'settings.json'), 'utf8')) as object;
    return 'keyPattern' in kept ? kept.keyPattern : undefined;
  };

  test('after a pattern that only the page kept go on after it', async ({ page }) => {
    await page.evaluate(() => localStorage.setItem('pandect.keyPattern', 'old:[title:1]'));
    await page.reload();
    await expect.poll(() => keptPattern()).toBe('old:[title:1]');
    const window = new PandectWindow(page);
    // The host has it before there is a window that hears keys.
    await window.expectCount('All papers', 0);
    await openKeys(window);
    await expect(window.sheet.getByRole('textbox', { name: 'Pattern' })).toHaveValue('old:[title:1]');
    expect(await page.evaluate(() => localStorage.getItem('pandect.keyPattern'))).toBeNull();
  });

  test('are given to papers that come later', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await openKeys(window);
    await window.sheet.getByRole('textbox', { name: 'Pattern' }).fill('new:[title:1]');
    await window.sheet.getByRole('button', { name: 'Use for new papers' }).click();
    await expect(window.sheet).toBeHidden();
    expect(await keptPattern()).toBe('new:[title:1]');
    await window.importFiles(inventedDumps().slice(3, 4));
    await window.closeSheet();
    await window.press('g', 'l', 'Shift+e');
    await window.sheet.getByRole('radio', { name: 'RIS' }).check();
    const keys = [
      ...(await window.sheet.getByRole('region', { name: 'Preview of the file' }).innerText()).matchAll(
        /ID {2}- (\S+)/gu,
      ),
    ];
    expect(keys.filter(([, key]) => key?.startsWith('new:')).length).toBeGreaterThan(0);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing serious in any format, nor in the keys', async ({ page }) => {
      const window = new PandectWindow(page);
      await window.importFiles(inventedDumps().slice(4, 5));
      await window.closeSheet();
      await window.press('g', 'l', 'j', 'x', 'j', 'x', 'Shift+e');
      for (const format of ['biblatex', 'CSV', 'Markdown files']) {
        await window.sheet.getByRole('radio', { name: format }).check();
        await expectAccessible(page);
      }
      await window.closeSheet();
      await window.press('ControlOrMeta+k');
      await page.keyboard.type('citation keys by');
      await window.press('Enter');
      await window.sheet.getByRole('textbox', { name: 'Pattern' }).fill('[Title:2]');
      await expect(window.sheet).toContainText('32 keys would change');
      await expectAccessible(page);
    });
  });
}

test.describe('exporting in Electron’s wiring', () => {
  test.beforeEach(() => {
    test.skip(test.info().project.name === 'electron', 'the wiring is tested in a browser');
  });

  test('makes a new folder of pages where the system’s dialog says', async ({ context }) => {
    const folder = await mkdtemp(join(tmpdir(), 'pandect-pages-'));
    const { page, electron } = await startWired(context, join(folder, 'data'));
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    electron.answers.open = [folder];
    await window.press('g', 'l', 'Shift+e');
    await window.sheet.getByRole('radio', { name: 'Markdown files' }).check();
    for (const name of ['pandect-all-papers', 'pandect-all-papers 2']) {
      await window.sheet.getByRole('button', { name: /^Save/u }).click();
      await expect(window.sheet.getByRole('status')).toHaveText(`Saved in the folder ${name}.`);
      expect(await readdir(join(folder, name))).toHaveLength(32);
    }
    await page.close();
    await rm(folder, { recursive: true, force: true });
  });
});
