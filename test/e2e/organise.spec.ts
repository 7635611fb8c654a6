import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { dailyDump, inventLibrary, inventPapers, searchDump } from '../support/inventedDumps.ts';
import { PandectWindow } from './pages/window.ts';

const TITLE = 'Quiet Ledger Networks for Chaotic Time Series Without Labels';
const ALIKE = 'Quiet Ledger Networks for Chaotic Time-Series without Labels!';
const ABSTRACT =
  'We study chaotic time series and ask when ledger networks can be trusted. They can, with care.';

test.describe('keeping order', () => {
  test('papers with nearly the same title are suggested, merged on request, and parted again by undo', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    const others = inventPapers(4, 21);
    await window.importFiles([
      { name: 'first.txt', content: searchDump([{ title: TITLE, abstract: ABSTRACT }, ...others]) },
    ]);
    await window.closeSheet();
    await window.importFiles([
      { name: 'second.txt', content: searchDump([{ title: ALIKE, abstract: ABSTRACT }, ...others]) },
    ]);
    const suggestions = window.sheet.getByRole('region', { name: 'Suggested merges' });
    await expect(suggestions).toContainText(ALIKE);
    await window.expectCount('All papers', 6);
    await suggestions.getByRole('button', { name: 'Merge' }).click();
    await window.closeSheet();
    await window.expectCount('All papers', 5);
    await window.press('z');
    await window.expectCount('All papers', 6);
  });

  test('papers with one identifier under different titles are called perhaps the same, on either', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    const bib = (title: string, ids: string) => ({
      name: `${title}.bib`,
      content: `@article{key, title = {${title}}, ${ids}}`,
    });
    const arxiv = 'eprint = {2310.01234}, archiveprefix = {arXiv}';
    await window.importFiles([
      bib('Brown Bogs', 'doi = {10.5555/bogs}'),
      bib('Silent Fens', arxiv),
      bib('Silent Fens Revisited', `doi = {10.5555/bogs}, ${arxiv}`),
    ]);
    await window.closeSheet();
    const suggested = window.paper.getByRole('region', { name: 'Perhaps the same paper' });
    await window.rows.filter({ hasText: 'Silent Fens' }).click();
    await expect(suggested).toContainText('Brown Bogs');
    await window.rows.filter({ hasText: 'Brown Bogs' }).click();
    await expect(suggested).toContainText('Silent Fens');
    await suggested.getByRole('button', { name: 'Merge' }).click();
    await window.expectCount('All papers', 1);
  });

  test('a year set by hand for a digest dates its papers, and can be undone', async ({ page }) => {
    const window = new PandectWindow(page);
    const dump = dailyDump(inventPapers(6, 31), 'Jun 13', ['  • 2 authors\n·\nMar 13']);
    await window.importFiles([{ name: 'undated.txt', content: dump }]);
    await window.sheet.getByRole('button', { name: 'Set the year…' }).click();
    await window.sheet.getByRole('textbox', { name: 'Year of this digest' }).fill('2024');
    await window.press('Enter');
    await window.closeSheet();
    await expect(window.rows.first()).toContainText('Mar 13, 2024');
    await expect(window.place(/^Jun 13, 2024/u)).toBeVisible();
    await window.press('z');
    await expect(window.rows.first()).not.toContainText('2024');
  });

  test('a digest is renamed, and its import undone, from its menu', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(3, 5));
    await window.closeSheet();
    await window.place(/^Jun 13/u).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await window.sheet.getByRole('textbox', { name: 'Name' }).fill('Thursday');
    await window.press('Enter');
    await expect(window.place(/^Thursday/u)).toBeVisible();
    await window.place(/^Thursday/u).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Undo this import' }).click();
    await window.expectCount('All papers', 28);
    await window.press('z', 'z');
    await expect(window.place(/^Jun 13/u)).toBeVisible();
  });

  test('a dump is read again from its digest’s menu, which finds nothing to change', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(3, 5));
    await window.closeSheet();
    await window.place(/^Jun 13/u).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Read the dump again' }).click();
    await expect(page.getByText(/reads as before\. Nothing was changed/u)).toBeVisible();
  });

  test('a collection is made in place, and a citation key edited', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'u', 'j', 'l');
    await page.keyboard.type('Seminar');
    await window.press('Enter', 'Escape');
    await expect(window.place(/^Seminar\s*1/u)).toBeVisible();
    await window.paper.getByRole('button', { name: 'Edit the citation key…' }).click();
    await window.sheet.getByRole('textbox', { name: 'Citation key' }).fill('seminar2026');
    await window.press('Enter');
    await expect(window.paper.getByText('seminar2026')).toBeVisible();
    await window.press('z', 'z', 'z');
    await expect(window.place(/^Seminar/u)).toHaveCount(0);
  });

  test('what is renamed in the sidebar keeps the focus, and the window is called by it', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'u', 'j', 'l');
    await page.keyboard.type('Seminar');
    await window.press('Enter', 'Escape', 't');
    await page.keyboard.type('lakes');
    await window.press('Enter', 'Escape');
    for (const [name, next] of [
      ['Seminar', 'Autumn seminar'],
      ['lakes', 'frozen lakes'],
    ] as const) {
      await window.place(name).focus();
      await window.press('F2', 'ControlOrMeta+a');
      await page.keyboard.type(next);
      await window.press('Enter');
      await expect(window.place(next)).toBeFocused();
      await window.press('F2', 'Escape');
      await expect(window.place(next)).toBeFocused();
    }
    await window.press('Enter');
    await expect(page).toHaveTitle('frozen lakes – Pandect');
    await window.place('Autumn seminar').click();
    await expect(page).toHaveTitle('Autumn seminar – Pandect');
    await window.press('z', 'z');
    await expect(page).toHaveTitle('Seminar – Pandect');
  });

  test('an import that is cancelled leaves whole digests only', async ({ page }) => {
    const window = new PandectWindow(page);
    const files = inventLibrary(6_000).map(({ name, text }) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    }));
    await page.getByLabel('Dumps to import', { exact: true }).setInputFiles(files);
    await window.sheet.getByRole('button', { name: 'Cancel' }).click();
    await window.expectReport();
    await expect(window.sheet).toContainText(/You cancelled/u);
    await window.closeSheet();
    const text = await window.place(/^All papers/u).innerText();
    const papers = Number(/[\d,]+/u.exec(text)?.[0].replaceAll(',', '') ?? 0);
    expect(papers % 500).toBe(0);
    expect(papers).toBeLessThan(6_000);
  });
});
