import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

test.describe('triage', () => {
  test('a day’s work is done by keyboard alone', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps());
    // The report's main button has the focus: Enter shows what is new.
    await window.press('Enter');
    await expect(window.sheet).toBeHidden();
    await window.press('g', 'u');
    await window.expectCount('Unread', 290);

    await window.press('j', 'j');
    const third = await window.paperTitle.innerText();
    await window.press('m');
    await window.expectCount('Read', 1);
    await expect(window.paperTitle).not.toHaveText(third);

    await window.press('s', 'a', 'r');
    await window.expectCount('Starred', 1);
    await window.expectCount('Archived', 1);
    await window.expectCount('Reading', 1);

    await window.press('x', 'j', 'j', 'j', '*');
    await window.press('m');
    await window.expectCount('Read', 5);

    await window.press('t');
    await page.keyboard.type('group meeting');
    await window.press('Enter', 'Escape');
    await expect(window.place(/^group meeting/u)).toBeVisible();

    await window.press('n');
    await page.keyboard.type('Ask about the **lower bound**.');
    await window.press('Escape');
    await expect(window.paper.getByText('lower bound', { exact: true })).toBeVisible();

    await window.press('g', 's');
    await expect(window.rows).toHaveCount(1);
    await window.press('g', 'l', 'e');
    await expect(window.sheet).toContainText('as BibTeX');
    await window.press('Escape');
    await expect(window.sheet).toBeHidden();
    await window.press('?');
    await expect(window.sheet).toContainText('Mark as read and go on');
    await window.press('Escape');

    // Everything again, backwards.
    for (let step = 0; step < 12; step += 1) await window.press('z');
    await expect(page.getByText('Your reading list is empty')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Import dumps…' })).toBeFocused();
    await window.press('z');
    await expect(page.getByText('There is nothing to undo')).toBeVisible();
    for (let step = 0; step < 12; step += 1) await window.press('Shift+z');
    await window.expectCount('Read', 5);
    await window.expectCount('Starred', 1);
  });

  test('acting on a row goes on to the next one and keeps the focus in the list', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(0, 1));
    await window.closeSheet();
    await window.press('g', 'u', 'j');
    for (let count = 1; count <= 5; count += 1) {
      const before = await window.paperTitle.innerText();
      await window.press('m');
      await window.expectCount('Read', count);
      await expect(window.paperTitle).not.toHaveText(before);
      expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    }
  });

  test('the focused row is in sight wherever keys, wheel and window put it', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(0, 1));
    await window.closeSheet();
    await window.press('g', 'l', 'Home');
    const papers = Number(await window.rows.first().getAttribute('aria-setsize'));
    expect(papers).toBeGreaterThan(40);
    const steps = (key: string) => Array.from({ length: 14 }, () => key);
    await window.press(...steps('j'));
    await expectFocusAt(window, 15);
    await window.press(...steps('k'));
    await expectFocusAt(window, 1);
    await window.press('End');
    await expectFocusAt(window, papers);
    await window.press('Home');
    await expectFocusAt(window, 1);
    await window.list.hover();
    await page.mouse.wheel(0, 2_500);
    await expect(window.rows.nth(4)).toHaveAttribute('aria-posinset', /^2\d$/u);
    await window.press('j');
    await expectFocusAt(window, 2);
    await page.setViewportSize({ width: 1440, height: 420 });
    await window.press(...steps('j'));
    await expectFocusAt(window, 16);
    await page.setViewportSize({ width: 1440, height: 1_600 });
    await expect.poll(() => window.rows.count()).toBeGreaterThanOrEqual(14);
  });

  test('a paper known from an earlier digest is marked as known, not as new', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(0, 1));
    await window.closeSheet();
    await window.importFiles(inventedDumps().slice(3, 4));
    await window.closeSheet();
    await window.place(/^Apr 23/u).click();
    await expect(window.rows.first()).not.toContainText(/known|already/u);
    await window.rows.first().click();
    await window.press('End');
    await expect(window.rows.last()).toContainText('known since stable dynamics');
    await expect(window.rows.filter({ hasText: 'known since' })).toHaveCount(7);
  });

  test('the whole view is one step', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps());
    await window.closeSheet();
    await window.press('g', 'u', 'ControlOrMeta+a', 'a');
    await window.expectCount('Archived', 290);
    await window.press('z');
    await window.expectCount('Archived', 0);
    await window.expectCount('Unread', 290);
  });

  test('what was done can be undone after the window was opened again', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'u', 'j', 's');
    await window.expectCount('Starred', 1);
    await window.expectSaved();
    await page.reload();
    await window.expectCount('Starred', 1);
    await window.press('z');
    await window.expectCount('Starred', 0);
  });

  test('the context menu of a row opens at the pointer and offers what the keys do', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    const row = (await window.rows.first().boundingBox())!;
    const pointer = { x: 150, y: 30 };
    await window.rows.first().click({ button: 'right', position: pointer });
    const menu = (await page.getByRole('menu').boundingBox())!;
    expect(Math.abs(menu.x - row.x - pointer.x)).toBeLessThan(10);
    expect(Math.abs(menu.y - row.y - pointer.y)).toBeLessThan(10);
    await page.getByRole('menuitem', { name: /^Archive/u }).click();
    await window.expectCount('Archived', 1);
  });
});

/** The focused row is the one at a place, counted from 1, and whole in the list. */
async function expectFocusAt(window: PandectWindow, place: number): Promise<void> {
  const sight = () =>
    window.list.evaluate(list => {
      const row = list.querySelector('[data-focused]');
      const [at, box] = [row?.getBoundingClientRect(), list.getBoundingClientRect()];
      const isWhole = at !== undefined && at.top >= box.top - 1 && at.bottom <= box.bottom + 1;
      return { place: Number(row?.getAttribute('aria-posinset')), isWhole };
    });
  await expect.poll(sight).toEqual({ place, isWhole: true });
}
