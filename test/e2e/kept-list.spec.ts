import type { Page } from '@playwright/test';
import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { expect, test } from '../support/app.ts';
import { PandectWindow } from './pages/window.ts';

const PAPERS = 80;

test.beforeEach(async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles([{ name: 'first.txt', content: searchDump(inventPapers(PAPERS)) }]);
  await window.closeSheet();
  await window.expectSaved();
  await expect.poll(() => isListKept(page), { timeout: 20_000 }).toBe(true);
});

test('a window that opens by the list that was kept shows, changes and takes back like any other', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  const before = await window.rows.first().innerText();
  await page.reload();
  await window.expectSaved();
  await expect(window.rows.first()).toHaveText(before, { useInnerText: true });
  await window.press('j', 's', 'j', 's');
  await window.expectCount('Starred', 2);
  await window.press('Control+z');
  await window.expectCount('Starred', 1);
  await window.expectSaved();
  await page.reload();
  await window.expectCount('Starred', 1);
  await window.press('g', 's');
  await expect(window.rows).toHaveCount(1);
});

test('the rows of such a window come from the list', async ({ page }) => {
  const window = new PandectWindow(page);
  const before = await window.rows.first().innerText();
  await emptyPages(page);
  await page.evaluate(() => localStorage.removeItem('pandect.picture'));
  await page.reload();
  await window.expectSaved();
  await expect(window.rows.first()).toHaveText(before, { useInnerText: true });
  await window.expectCount('Unread', PAPERS);
});

/** True once the database says that a list was kept of it. */
function isListKept(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const row = await new Promise(resolve => {
      const opening = indexedDB.open(`pandect-${localStorage.getItem('pandect.library')}`);
      opening.onsuccess = () => {
        const request = opening.result.transaction('meta').objectStore('meta').get('list');
        request.onsuccess = () => {
          opening.result.close();
          resolve(request.result);
        };
      };
    });
    return row !== undefined;
  });
}

/** Takes the papers out of the browser's database. */
function emptyPages(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const opening = indexedDB.open(`pandect-${localStorage.getItem('pandect.library')}`);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('paperPages', 'readwrite');
          transaction.objectStore('paperPages').clear();
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
}
