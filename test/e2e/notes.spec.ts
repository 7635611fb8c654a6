import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

test('a note saves itself, is shown rendered, found by search and there after a reload', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'u', 'j', 'n');
  await page.keyboard.type('Compare with the **ziggurat** sampler.');
  await window.expectSaved();
  await window.press('Escape');
  await expect(window.paper.locator('strong', { hasText: 'ziggurat' })).toBeVisible();
  await window.expectSaved();
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('/');
  await expect(window.search).toBeFocused();
  await page.keyboard.type('note:ziggurat');
  await expect(window.rows).toHaveCount(1);
  await window.rows.first().click();
  await expect(window.paper.locator('strong', { hasText: 'ziggurat' })).toBeVisible();
});

test('keys that follow each other at once are about the same paper', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(0, 1));
  await window.closeSheet();
  await window.press('g', 'u', 'j');
  await expect(window.paperTitle).toBeVisible();
  const pressAtOnce = (...keys: string[]) =>
    page.evaluate(all => {
      const { activeElement, body } = document;
      for (const key of all)
        (activeElement ?? body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, keys);
  const focusedTitle = () => window.focusedRow.locator('.paper-row__title').innerText();
  await pressAtOnce('j', 'n');
  await expect(page.getByLabel('Note, in Markdown')).toBeFocused();
  await expect(window.paperTitle).toHaveText(await focusedTitle());
  await window.press('Escape');
  await expect(window.list).toBeFocused();
  await pressAtOnce('j', 'Enter');
  await expect(window.paperTitle).toHaveText(await focusedTitle());
  await expect(window.paper).toBeFocused();
});

test('one writing of a note is one step of undo', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'u', 'j', 'n');
  await page.keyboard.type('First.', { delay: 120 });
  await page.keyboard.type(' Second.', { delay: 120 });
  await window.press('Escape');
  await expect(window.paper.getByText('First. Second.')).toBeVisible();
  await window.press('z');
  await expect(window.paper.getByText('First')).toHaveCount(0);
  await expect(window.paper.getByText('Saved just now')).toHaveCount(0);
  await window.press('Shift+z');
  await expect(window.paper.getByText('First. Second.')).toBeVisible();
});

test('a note that is undone before it is on the disk is not told to be saved', async ({ app, page }) => {
  test.skip(app.host === 'electron', 'Only the loopback host’s calls can be held up.');
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.expectSaved();
  let letGo = (): void => undefined;
  const held = new Promise<void>(resolve => (letGo = resolve));
  await page.route('**/library.append', async route => {
    await held;
    await route.continue();
  });
  await window.press('g', 'u', 'j', 'n');
  await expect(page.getByRole('textbox', { name: 'Note, in Markdown' })).toBeFocused();
  await page.keyboard.type('Half a thought');
  await window.press('Escape');
  const state = window.paper.getByRole('status');
  await expect(state).toHaveText('Saving…');
  await window.press('z');
  await expect(window.paper.getByText('Half a thought')).toHaveCount(0);
  letGo();
  await window.expectSaved();
  await expect(state).toHaveText('');
});

test('a window that is closed in the midst of a note keeps it, and waits until it is saved', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.expectSaved();
  const mayClose = () =>
    page.evaluate(() => globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await mayClose()).toBe(true);
  await window.press('g', 'u', 'j', 'n');
  await expect(page.getByRole('textbox', { name: 'Note, in Markdown' })).toBeFocused();
  // Typed and closed in one go: no autosave comes between.
  const mayCloseAfterTyping = await page.evaluate(() => {
    document.execCommand('insertText', false, 'Half a thou');
    return globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  });
  expect(mayCloseAfterTyping).toBe(false);
  await window.expectSaved();
  expect(await mayClose()).toBe(true);
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('/');
  await page.keyboard.type('note:thou');
  await expect(window.rows).toHaveCount(1);
});
