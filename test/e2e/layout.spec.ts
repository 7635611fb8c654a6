import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

test('panes are resized by key and remember their size', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  const separator = page.getByRole('separator').first();
  await separator.focus();
  const before = await separator.getAttribute('aria-valuenow');
  await window.press('ArrowRight', 'ArrowRight', 'ArrowRight');
  const after = await separator.getAttribute('aria-valuenow');
  expect(Number(after)).toBeGreaterThan(Number(before));
  await page.reload();
  await expect(page.getByRole('separator').first()).toHaveAttribute('aria-valuenow', after ?? '');
});

test('a narrow window is one column with a way back', async ({ page }) => {
  const window = new PandectWindow(page);
  await page.setViewportSize({ width: 420, height: 800 });
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await expect(window.list).toBeVisible();
  await expect(window.sidebar).toBeHidden();
  await window.rows.first().click();
  await expect(window.paperTitle).toBeVisible();
  await expect(window.list).toBeHidden();
  await page.getByRole('button', { name: /back/iu }).click();
  await expect(window.list).toBeVisible();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 720, height: 450 },
  { width: 420, height: 800 },
]) {
  test(`nothing runs out of the window at ${viewport.width} × ${viewport.height}`, async ({ page }) => {
    const window = new PandectWindow(page);
    await page.setViewportSize(viewport);
    await window.importFiles(inventedDumps().slice(3, 5));
    await window.closeSheet();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('a paper of which a digest says nothing more shows no empty facts', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'u', 'j');
  await expect(window.paper.getByRole('button', { name: /^Copy the citation key/u })).toBeVisible();
  const facts = await window.paper.locator('.paper__fact').allInnerTexts();
  expect(facts.length).toBeGreaterThan(0);
  expect(facts.filter(fact => fact.trim() === '')).toEqual([]);
});
