import { rename } from 'node:fs/promises';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

/** The disk has seconds to be noticed, and seconds to be noticed again. */
const NOTICED = { timeout: 15_000 };

test('a change that is on the disk is called saved, and the line says more when asked', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'l', 'Home', 's');
  await window.expectSaved();
  await window.saveLine.click();
  await expect(page.getByRole('dialog', { name: 'Everything is on the disk' })).toBeVisible();
  await window.press('Escape');
  await expect(window.saveLine).toBeFocused();
});

test('a data folder that is gone is told at once, work goes on, and all is written when it is back', async ({
  app,
  page,
}) => {
  test.skip(process.platform === 'win32', 'Windows does not let a folder be renamed that is in use');
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('g', 'l', 'Home');
  await window.expectSaved();
  const elsewhere = `${app.data}-elsewhere`;
  await rename(app.data, elsewhere);
  try {
    await window.press('s');
    const strip = page.getByRole('alert').filter({ hasText: /^Not saved yet: 1 change\./u });
    await expect(strip).toBeVisible(NOTICED);
    await expect(window.saveLine).toHaveText('Not saved yet: 1 change');
    await window.press('j', 's', 'z');
    await expect(window.saveLine).toHaveText('Not saved yet: 3 changes');
    await page.getByRole('button', { name: 'Close the message' }).first().click();
    await expect(page.getByRole('alert').filter({ hasText: /^Not saved yet/u })).toBeHidden();
    for (let change = 0; change < 3; change += 1) await window.press('j', 's');
    await expect(page.getByRole('alert').filter({ hasText: /^Not saved yet: \d changes/u })).toBeVisible();
    await window.saveLine.click();
    await expect(page.getByRole('dialog', { name: /changes not saved yet$/u })).toBeVisible();
    await window.press('Escape');
    await window.press('g', 'h');
    await window.sheet.getByRole('button', { name: 'Make a snapshot now' }).click();
    await expect(window.sheet.getByText(/changes could not be saved yet/u)).toBeVisible();
    await window.closeSheet();
  } finally {
    await rename(elsewhere, app.data);
  }
  await expect(page.locator('html')).toHaveAttribute('data-save-state', 'saved', NOTICED);
  await expect(window.saveLine).toHaveText('All changes saved');
  await expect(page.getByRole('alert').filter({ hasText: /^Not saved yet/u })).toBeHidden();
  await page.reload();
  await expect(window.place(/^Starred/u)).toContainText('4');
});
