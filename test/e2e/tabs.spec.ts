import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

const OPEN_ELSEWHERE = 'Your library is open in another tab or window';

test.beforeEach(({ app }) => {
  test.skip(app.host === 'electron', 'Electron has one window');
});

test('one tab at a time works with the library, and it goes from one to the other as often as asked', async ({
  app,
  page,
  context,
}) => {
  const [monday, tuesday] = inventedDumps().slice(3, 5);
  const first = new PandectWindow(page);
  await first.importFiles([monday!]);
  await first.closeSheet();
  await first.expectSaved();
  const other = await context.newPage();
  await other.goto(app.address);
  await expect(other.getByText(OPEN_ELSEWHERE)).toBeVisible();
  // More often than a browser has connections to one address.
  for (const tab of [other, page, other, page, other, page, other]) {
    await tab.getByRole('button', { name: 'Use it here' }).dblclick();
    await expect(new PandectWindow(tab).rows.first()).toBeVisible();
    await expect(tab.getByRole('button', { name: 'Use it here' })).toBeHidden();
  }
  await expect(page.getByText('Your library went on in another window')).toBeVisible();
  await new PandectWindow(other).importFiles([tuesday!]);
});

test('a tab that is still opening lets another have the library', async ({ app, page, context }) => {
  const [monday] = inventedDumps().slice(3, 4);
  const first = new PandectWindow(page);
  await first.importFiles([monday!]);
  await first.closeSheet();
  await first.expectSaved();
  let letGo = (): void => undefined;
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  await page.route('**/page-*.js', async route => {
    await held;
    await route.continue();
  });
  const opened = page.waitForResponse('**/library.open');
  await page.reload({ waitUntil: 'commit' });
  await opened;
  const other = await context.newPage();
  await other.goto(app.address);
  await other.getByRole('button', { name: 'Use it here' }).click();
  await expect(new PandectWindow(other).rows.first()).toBeVisible();
  letGo();
  await expect(page.getByText('Your library went on in another window')).toBeVisible();
});

test('a second tab can look at the library, and change nothing in it', async ({ app, page, context }) => {
  const [monday] = inventedDumps().slice(3, 4);
  const first = new PandectWindow(page);
  await first.importFiles([monday!]);
  await first.closeSheet();
  await first.expectSaved();
  const other = await context.newPage();
  await other.goto(app.address);
  await expect(other.getByText(OPEN_ELSEWHERE)).toBeVisible();
  await other.getByRole('button', { name: 'Look only' }).click();
  const second = new PandectWindow(other);
  await expect(second.rows.first()).toBeVisible();
  await expect(other.getByText('Nothing can be changed here.')).toBeVisible();
  const unread = await second.rows.count();
  await second.rows.first().click();
  await other.keyboard.press('r');
  await expect(second.rows).toHaveCount(unread);
  await page.bringToFront();
  await first.rows.first().click();
  await page.keyboard.press('s');
  await first.expectSaved();
});

test('a tab that is loaded again goes on with what was saved, and is told nothing', async ({ page }) => {
  const [monday] = inventedDumps().slice(3, 4);
  const window = new PandectWindow(page);
  await window.importFiles([monday!]);
  await window.closeSheet();
  await window.expectSaved();
  const papers = await window.rows.count();
  const seq = await page.locator('html').getAttribute('data-saved-seq');
  for (let time = 0; time < 3; time += 1) {
    await page.reload();
    await expect(window.rows).toHaveCount(papers);
    await expect(page.locator('html')).toHaveAttribute('data-saved-seq', seq!);
    await expect(page.getByText(/Nothing is lost|not closed properly/u)).toBeHidden();
  }
});
