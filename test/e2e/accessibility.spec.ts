import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { SnapshotsSheet } from './pages/snapshots.ts';
import { PandectWindow } from './pages/window.ts';

/** Axe finds nothing serious on the page as it stands. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  // What fades in is judged when it stands still.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))),
  );
  // The component library's announcer points for some seconds at buttons that may be gone.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map(node => node.html).join(' ')}`),
  ).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing serious in any state', async ({ page }) => {
      test.setTimeout(120_000);
      const window = new PandectWindow(page);
      await expect(page.getByText('Your reading list is empty')).toBeVisible();
      await expectAccessible(page, 'empty');
      await window.importFiles([...inventedDumps(), { name: 'empty.txt', content: '' }]);
      await expectAccessible(page, 'import report');
      await window.closeSheet();
      await window.press('g', 'u', 'j', 'n');
      await page.keyboard.type('A *note* with `code` and [a link](https://example.org).');
      await expectAccessible(page, 'writing a note');
      await window.press('Escape', 'm', 's', 'r');
      await expectAccessible(page, 'unread, a toast');
      await window.press('g', 'l', 'x', 'j', 'x');
      await expectAccessible(page, 'two selected');
      await window.press('Escape', '/');
      await page.keyboard.type('lattice is:unread OR foo:bar');
      await expect(window.rows.first()).toBeVisible();
      await expectAccessible(page, 'searching');
      await window.press('ControlOrMeta+s');
      await expect(window.sheet).toBeVisible();
      await expectAccessible(page, 'saving a search');
      await window.press('Enter');
      await window.press('Escape', 'g', 'a');
      await window.press('g', 'l', 'j');
      for (const [key, state] of [
        ['t', 'tags'],
        ['l', 'collections'],
        ['e', 'export'],
        ['d', 'details'],
        ['p', 'adding a paper'],
        ['Shift+D', 'looking up'],
        ['?', 'keys'],
        ['ControlOrMeta+k', 'palette'],
      ] as const) {
        await window.press(key);
        await expect(window.sheet).toBeVisible();
        await expectAccessible(page, state);
        await window.press('Escape');
        await expect(window.sheet).toBeHidden();
      }
      await window.rows.first().click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'context menu');
      await window.press('Escape');
      await page.setViewportSize({ width: 420, height: 800 });
      await expectAccessible(page, 'narrow');
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}, of what keeps the library safe`, () => {
    test.use({ colorScheme });

    test('axe finds nothing serious in any state', async ({ app, page }) => {
      test.setTimeout(120_000);
      const window = new PandectWindow(page);
      const sheet = new SnapshotsSheet(window);
      await expect(page.getByText('Your reading list is empty')).toBeVisible();
      await sheet.open();
      await expectAccessible(page, 'no snapshots');
      await window.closeSheet();
      await window.importFiles(inventedDumps().slice(4, 5));
      await window.closeSheet();
      await window.expectSaved();
      await sheet.open();
      await sheet.makeSnapshot();
      await window.closeSheet();
      await window.press('g', 'l', 'Home', 's', 'j', 'a', 'j', 'Delete');
      await window.expectSaved();
      await sheet.open();
      await expect(sheet.papers).toHaveCount(3);
      await sheet.papers.first().click();
      await sheet.papers.last().hover();
      await expectAccessible(page, 'snapshots, one under the pointer');
      await window.sheet.getByRole('button', { name: /^Restore 1/u }).click();
      await expectAccessible(page, 'what is restored');
      await page.getByRole('menuitem', { name: 'Everything' }).click();
      await expect(window.sheet.getByRole('button', { name: 'Undo', exact: true })).toBeFocused();
      await expectAccessible(page, 'restored');
      await window.sheet.getByRole('button', { name: 'Open', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Back to now' })).toBeVisible();
      await expect(window.rows.first()).toBeVisible();
      await expectAccessible(page, 'a snapshot in the window');
      await page.getByRole('button', { name: 'Back to now' }).click();
      await window.press('ControlOrMeta+,');
      await expect(window.sheet.getByText(app.data, { exact: true })).toBeVisible();
      await expectAccessible(page, 'settings');
      await window.closeSheet();
      await window.saveLine.click();
      await expect(window.sheet).toBeVisible();
      await expectAccessible(page, 'what is saved');
      await window.press('Escape');
      await page.setViewportSize({ width: 420, height: 800 });
      await sheet.open();
      await expectAccessible(page, 'narrow snapshots');
      await sheet.snapshots.last().click();
      await expect(sheet.since).toBeVisible();
      await expectAccessible(page, 'narrow snapshot');
    });
  });
}

test('everything on the page can be reached with Tab, and the focus can be seen', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'u', 'j');
  const seen = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await window.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      // A list keeps the focus and points at the row that has it.
      const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '') ?? element;
      const visible = [active, active.parentElement].some(one => {
        const style = one && getComputedStyle(one);
        return style !== null && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
      });
      const name = element.getAttribute('aria-label') ?? element.textContent?.slice(0, 30) ?? '';
      return { name, visible, isBody: element === document.body };
    });
    if (focus.isBody) continue;
    seen.add(focus.name);
    expect(focus.visible, `the focus on “${focus.name}” is visible`).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(8);
});
