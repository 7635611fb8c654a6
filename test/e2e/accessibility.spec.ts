import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

/** Axe finds nothing serious on the page as it stands. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  // What fades in is judged when it stands still.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
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
