import { expect, pasteText, test } from '../support/app.ts';
import { searchDump } from '../support/inventedDumps.ts';
import { PandectWindow } from './pages/window.ts';

const TITLE = 'Quiet Ledger Networks for Chaotic Time Series';
const DUMP = {
  name: 'ledgers.txt',
  content: searchDump([
    { title: TITLE, abstract: 'We study chaotic time series with ledgers, and take care.' },
  ]),
};

test.describe('details of a paper', () => {
  test('are typed, saved in one step, shown with who told them, and undone', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles([DUMP]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'd');
    const field = (name: string) => window.sheet.getByRole('textbox', { name, exact: true });
    await expect(field('Title')).toHaveValue(TITLE);
    await expect(field('Title')).toHaveAccessibleDescription(/from the digest “ledgers”/u);
    await field('Authors').fill('Lake, Ada\nBen Ng\n{Fjord Lab}');
    await expect(field('Authors')).toHaveAccessibleDescription(/3 authors: Lake, Ada; Ng, Ben; Fjord Lab/u);
    await field('Issued').fill('Oct 9 2023');
    await expect(field('Issued')).toHaveAccessibleDescription(/Oct 9, 2023/u);
    await field('Venue').fill('Journal of Invented Tides');
    await field('DOI').fill('https://doi.org/10.1000/ABC');
    await field('arXiv id').fill('https://arxiv.org/abs/2310.01234v2');
    await field('arXiv class').fill('cs.LG');
    await window.press('ControlOrMeta+Enter');
    await expect(window.sheet).toBeHidden();
    await expect(window.paper).toContainText('Ada Lake, Ben Ng, Fjord Lab');
    await expect(window.rows.first()).toContainText('Lake, Ng et al.');
    await expect(window.rows.first()).toContainText('Oct 9, 2023');
    const arxiv = window.paper.getByRole('link', { name: 'arXiv 2310.01234 [cs.LG]' });
    await expect(arxiv).toHaveAttribute('href', 'https://arxiv.org/abs/2310.01234');
    await expect(window.paper.getByRole('link', { name: 'doi 10.1000/abc' })).toBeVisible();
    await window.paper.getByRole('button', { name: /^Venue Journal of Invented Tides/u }).click();
    await expect(window.paper).toContainText(/Venue typed by you on \d/u);
    await window.expectSaved();
    await page.reload();
    await expect(window.rows.first()).toContainText('Lake, Ng et al.');
    await window.press('z');
    await expect(window.rows.first()).not.toContainText('Lake');
    await expect(window.paper).not.toContainText('Journal of Invented Tides');
  });

  test('that can’t be understood are said at their fields, and what was typed is kept', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles([DUMP]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'd');
    const field = (name: string) => window.sheet.getByRole('textbox', { name, exact: true });
    await field('Issued').fill('9/10/2023');
    await field('Venue').fill('Journal of Invented Tides');
    await window.sheet.getByRole('button', { name: 'Save' }).click();
    await expect(field('Issued')).toBeFocused();
    await expect(field('Issued')).toHaveAccessibleDescription(/month or the day first/u);
    await window.press('Escape');
    await expect(page.getByText('What you typed is kept with the paper')).toBeVisible();
    await expect(window.paper).not.toContainText('Journal of Invented Tides');
    await page.reload();
    await window.press('g', 'l', 'Home', 'd');
    await expect(field('Issued')).toHaveValue('9/10/2023');
    await expect(field('Venue')).toHaveValue('Journal of Invented Tides');
    await field('Issued').fill('2023-10');
    await window.press('Enter');
    await expect(window.sheet).toBeHidden();
    await expect(window.paper).toContainText('Journal of Invented Tides');
    await window.press('d');
    await window.sheet.getByRole('button', { name: 'Close' }).click();
    await expect(window.sheet).toBeHidden();
  });

  test('go back to what the digest prints', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles([DUMP]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'd');
    await window.sheet.getByRole('textbox', { name: 'Title', exact: true }).fill('Loud Ledgers');
    await window.press('Enter');
    await window.press('ControlOrMeta+Enter');
    await expect(window.paperTitle).toHaveText('Loud Ledgers');
    await window.press('d');
    await window.sheet.getByRole('button', { name: 'Back to the digest’s' }).click();
    await window.sheet.getByRole('button', { name: 'Save' }).click();
    await expect(window.paperTitle).toHaveText(TITLE);
  });

  test('give the abstract of the digest back at once', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles([DUMP]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'd');
    const abstract = window.sheet.getByRole('textbox', { name: 'Abstract' });
    await abstract.fill('Typed by hand.');
    await window.press('ControlOrMeta+Enter');
    await expect(window.paper).toContainText('Typed by hand.');
    await window.press('d');
    await window.sheet.getByRole('button', { name: 'Back to the digest’s' }).click();
    await window.sheet.getByRole('button', { name: 'Save' }).click();
    await expect(window.paper).toContainText('We study chaotic time series with ledgers');
  });
});

test.describe('details from a file', () => {
  test('name the file', async ({ page }) => {
    const window = new PandectWindow(page);
    const entry =
      '@article{lake, title={Loud Ledgers}, author={Lake, Ada}, journal={Ledger Letters}, year=2020}';
    await window.importFiles([{ name: 'refs.bib', content: entry }]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'd');
    for (const name of ['Title', 'Authors', 'Issued', 'Venue']) {
      const field = window.sheet.getByRole('textbox', { name, exact: true });
      await expect(field).toHaveAccessibleDescription(/from refs\.bib/u);
    }
    await expect(window.sheet.getByRole('button', { name: /^Back to/u })).toHaveCount(0);
  });
});

test.describe('a paper added by hand', () => {
  test('needs a title, is shown, and is known from then on', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles([DUMP]);
    await window.closeSheet();
    await pasteText(page, 'https://arxiv.org/abs/2310.01234');
    await expect(window.sheet.getByText('Understood as arXiv 2310.01234')).toBeVisible();
    await expect(
      window.sheet.getByText(/Looking papers up is off: nothing leaves this computer/u),
    ).toBeVisible();
    await expect(window.sheet.getByRole('button', { name: 'Add by hand' })).toBeDisabled();
    // Enter leads to what is missing.
    await window.press('Enter');
    await expect(window.sheet.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await page.keyboard.type('Loud Ledgers');
    await window.press('Enter');
    await expect(window.paperTitle).toHaveText('Loud Ledgers');
    await window.expectCount('All papers', 2);
    await pasteText(page, 'arXiv:2310.01234v3');
    await expect(window.sheet.getByText('Already in your library')).toContainText('Loud Ledgers');
    await window.press('Enter');
    await expect(window.sheet).toBeHidden();
    await expect(window.paperTitle).toHaveText('Loud Ledgers');
    await window.press('z');
    await window.expectCount('All papers', 1);
    await window.press('p');
    await page.keyboard.type(TITLE.toUpperCase());
    await expect(window.sheet.getByText('Already in your library')).toContainText(TITLE);
  });
});
