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
  await page.waitForFunction(() => localStorage.getItem('pandect.picture') !== null);
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

test('the window opens where it was left: the same view, paper and scroll, before and after the library is read', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  await window.press('g', 'l', 'End');
  const left = await window.rows.last().innerText();
  await expect(window.rows.last()).toHaveAttribute('data-focused', '');
  const scrolled = await window.list.evaluate(list => list.scrollTop);
  expect(scrolled).toBeGreaterThan(0);
  const opening = await holdOpening(page);
  await page.reload();
  const expectAsLeft = async () => {
    await expect(window.list).toHaveAccessibleName('Papers in All papers');
    await expect(window.rows.last()).toHaveText(left, { useInnerText: true });
    await expect(window.rows.last()).toHaveAttribute('data-focused', '');
    expect(await window.list.evaluate(list => list.scrollTop)).toBe(scrolled);
  };
  await expectAsLeft();
  await expect(page.locator('html')).not.toHaveAttribute('data-saved-seq');
  opening.letGo();
  await window.expectSaved();
  await expectAsLeft();
  await expect(page.locator('.picture')).toHaveCount(0);
});

test('a search, or a view that is gone, is not opened again', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.press('/');
  await window.search.fill('a');
  await page.reload();
  await window.expectSaved();
  await expect(window.search).toHaveValue('');
  await page.evaluate(() => {
    const place = { view: { kind: 'tag', tag: 'gone' }, focused: 'gone', pane: 'list', scrolled: 0 };
    addEventListener('pagehide', () => localStorage.setItem('pandect.place', JSON.stringify(place)));
  });
  await page.reload();
  await expect(window.list).toHaveAccessibleName('Papers in Unread');
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
