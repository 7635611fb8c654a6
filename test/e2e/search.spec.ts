import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { inventWeek } from '../support/inventedDumps.ts';
import { PandectWindow } from './pages/window.ts';

/** Titles of the first dump, from its text. */
function titles(): readonly string[] {
  const lines = inventWeek()[0]?.text.split('\n') ?? [];
  return lines
    .slice(2)
    .filter((_, at) => at % 2 === 0)
    .map(line => line.replace(/^Subscribe/u, ''));
}

test('a search that has to wait for the index says so, and is answered', async ({ app, page }) => {
  test.skip(app.host === 'electron', 'Only the loopback host’s files can be held up.');
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps());
  await window.closeSheet();
  await window.expectSaved();
  let letGo = (): void => undefined;
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  await page.route('**/assets/worker-*.js', async route => {
    await held;
    await route.continue();
  });
  await page.reload();
  await window.expectSaved();
  await window.press('g', 'l', '/');
  await page.keyboard.type('latt');
  const summary = page.locator('.list-header').getByRole('status');
  await expect(summary).toHaveText('Searching…');
  letGo();
  await expect(summary).toHaveText(/papers? in \d+ ms/u);
  await expect(window.rows.first()).toContainText(/lattice/iu);
});

test.describe('searching', () => {
  test.beforeEach(async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps());
    await window.closeSheet();
    await window.press('g', 'l', '/');
    await expect(window.search).toBeFocused();
  });

  test('a paper is found while its title is typed, with the words marked', async ({ page }) => {
    const window = new PandectWindow(page);
    const title = titles()[7] ?? '';
    await page.keyboard.type(title.slice(0, Math.min(40, title.length)));
    await expect(window.rows.first()).toContainText(title);
    await expect(window.rows.first().locator('mark').first()).toBeVisible();
  });

  test('a typo is forgiven', async ({ page }) => {
    const window = new PandectWindow(page);
    await page.keyboard.type('turbulnet');
    await expect(window.rows.first()).toContainText(/turbulent/iu);
  });

  test('filters narrow, and the window says how it understood them', async ({ page }) => {
    const window = new PandectWindow(page);
    await page.keyboard.type('lattice is:unread -speech foo:bar');
    const understood = page.getByRole('list', { name: 'How the search was understood' });
    await expect(understood.getByRole('listitem')).toHaveText([
      '“lattice”',
      'is unread',
      'not “speech”',
      '“foo:bar” is not known: searched as text',
    ]);
    await window.search.fill('title:lattice');
    await expect(understood).toHaveText('title has “lattice”');
    await window.search.fill('lattice speech');
    await expect(understood).toHaveCount(0);
    await window.search.fill('is:starred');
    await expect(window.rows).toHaveCount(0);
    await window.search.fill('in:(operator learning)');
    await expect(page.getByText(/104 papers/u).first()).toBeVisible();
    await window.search.fill('listed:>=3');
    await expect(window.rows.first()).toContainText(/3 digests|4 digests|5 digests/u);
    await window.search.fill('year:2023..2024');
    await expect(window.rows.first()).toContainText(/2023|2024/u);
  });

  test('a search is kept in the sidebar with a live count', async ({ page }) => {
    const window = new PandectWindow(page);
    await page.keyboard.type('in:(Jun 13)');
    await expect(page.getByText(/32 papers/u).first()).toBeVisible();
    await window.press('ControlOrMeta+s');
    await window.sheet.getByRole('textbox').first().fill('June');
    await window.press('Enter');
    await expect(window.place(/^June\s*32/u)).toBeVisible();
    await window.press('g', 'a');
    await window.place(/^June/u).click();
    await expect(page.getByText(/32 papers/u).first()).toBeVisible();
  });

  test('typing on does not wait for what was typed before', async ({ page }) => {
    const window = new PandectWindow(page);
    await page.keyboard.type('stochastic lantern decoding', { delay: 5 });
    await expect(window.search).toHaveValue('stochastic lantern decoding');
    await window.search.fill('"theorem search"');
    await expect(window.rows.first()).toContainText(/theorem search/iu);
    await window.press('Escape');
    await window.press('Escape');
    await expect(window.search).toHaveValue('');
  });

  test('the window says why a paper is found, and goes on saying it from result to result', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    const why = page.getByRole('region', { name: 'Why this result' });
    await page.keyboard.type('latt');
    await expect(window.rows.first()).toContainText(/lattice/iu);
    await window.press('Enter', 'j', 'y');
    await expect(why.getByRole('row').nth(1)).toContainText(
      /“latt” begins “lattice” in the (title|abstract)/u,
    );
    await expect(why.getByRole('row').nth(1).getByRole('cell').last()).toHaveText(/^\d+\.\d\d$/u);
    const title = (await window.paperTitle.textContent()) ?? '';
    await window.press('j');
    await expect(window.paperTitle).not.toHaveText(title);
    await expect(why.getByRole('status')).toContainText('“latt” begins');
    await window.press('Escape');
    await expect(why.getByRole('status')).toHaveCount(0);
    await expect(window.search).toHaveValue('latt');
    await why.getByRole('button', { name: 'Why this result' }).click();
    await expect(why.getByRole('status')).toContainText('“latt” begins');
    await window.press('y');
    await expect(why.getByRole('button')).toHaveAttribute('aria-expanded', 'false');
    await window.search.fill('');
    await expect(why).toHaveCount(0);
  });
});
