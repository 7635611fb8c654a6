import { readFile } from 'node:fs/promises';
import { parse } from '@retorquere/bibtex-parser';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { dailyDump } from '../support/inventedDumps.ts';
import { PandectWindow } from './pages/window.ts';

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
});
