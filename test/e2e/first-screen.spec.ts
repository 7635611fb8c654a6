import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { expect, test } from '../support/app.ts';
import { PandectWindow } from './pages/window.ts';

const PAPERS = 80;

test.beforeEach(async ({ app, page }) => {
  test.skip(app.host === 'electron', 'Only the loopback host’s calls can be held up.');
  const window = new PandectWindow(page);
  await window.importFiles([{ name: 'first.txt', content: searchDump(inventPapers(PAPERS)) }]);
  await window.closeSheet();
  await window.expectSaved();
  await page.waitForFunction(() => localStorage.getItem('pandect.firstScreen') !== null);
});

test('the window shows its first papers and counts before the library is opened', async ({ page }) => {
  const window = new PandectWindow(page);
  const before = await window.rows.first().innerText();
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toHaveText(before, { useInnerText: true });
  await expect(window.rows.first()).toHaveAttribute('aria-setsize', String(PAPERS));
  await window.expectCount('Unread', PAPERS);
  await expect(page.locator('html')).not.toHaveAttribute('data-saved-seq');
  opening.letGo();
  await window.expectSaved();
  await expect(window.rows.first()).toHaveText(before, { useInnerText: true });
});

test('keys pressed before the library is opened count as soon as it is', async ({ page }) => {
  const window = new PandectWindow(page);
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('j', 's', 'g', 's');
  await expect(window.list).toHaveAccessibleName('Papers in Unread');
  opening.letGo();
  await expect(window.list).toHaveAccessibleName('Papers in Starred');
  await expect(window.rows).toHaveCount(1);
  await window.expectCount('Starred', 1);
});

test('letters typed into the search before the library is opened stand in it', async ({ page }) => {
  const window = new PandectWindow(page);
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('/', 'a', 'b');
  opening.letGo();
  await expect(window.search).toHaveValue('ab');
});

test('the picture of the first screen goes with the first change', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.press('j', 's');
  await window.expectCount('Starred', 1);
  const opening = await holdOpening(page);
  await page.reload();
  await window.expectCount('Starred', 1);
  await expect(page.locator('html')).not.toHaveAttribute('data-saved-seq');
  opening.letGo();
  await window.expectSaved();
  await window.expectCount('Starred', 1);
});

/** Holds the call that opens the library until it is let go. */
async function holdOpening(page: PandectWindow['page']): Promise<{ letGo: () => void }> {
  let letGo = (): void => undefined;
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  await page.route('**/library.open', async route => {
    await held;
    await route.continue();
  });
  return { letGo };
}
