import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

test('the settings say where the library is and set how dense the list is', async ({ app, page }) => {
  const window = new PandectWindow(page);
  await window.importFiles(inventedDumps().slice(4, 5));
  await window.closeSheet();
  await window.press('ControlOrMeta+,');
  await expect(window.sheet.getByText(app.data, { exact: true })).toBeVisible();
  await expect(window.sheet.getByText(/\d (kB|bytes)\. Chosen /u)).toBeVisible();
  await window.sheet.getByRole('radio', { name: /^Compact/u }).check();
  await window.closeSheet();
  const { height } = (await window.rows.first().boundingBox())!;
  expect(height).toBeLessThan(40);
  await window.press('ControlOrMeta+,');
  await window.sheet.getByRole('button', { name: 'List of keys' }).click();
  await expect(window.sheet.getByRole('heading', { name: 'Keys' })).toBeVisible();
});

test('the library moves to another folder, whole, and goes on there', async ({ app, page }) => {
  test.skip(app.host === 'electron', 'Electron shows the system’s dialog, which no test can answer');
  const window = new PandectWindow(page);
  const place = await mkdtemp(join(tmpdir(), 'pandect-moved-'));
  try {
    const full = join(place, 'full');
    await mkdir(full);
    await writeFile(join(full, 'letter.txt'), 'Dear Ada');
    await window.importFiles(inventedDumps().slice(4, 5));
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 's');
    await window.press('ControlOrMeta+,');
    await window.sheet.getByRole('button', { name: 'Move…' }).click();
    const field = window.sheet.getByRole('textbox', { name: 'New folder' });
    await expect(field).toBeFocused();
    await field.fill(full);
    await window.press('Enter');
    await expect(window.sheet.getByText(full, { exact: false })).toBeVisible();
    expect(await readdir(full)).toEqual(['letter.txt']);
    const moved = join(place, 'papers');
    await field.fill(moved);
    await window.press('Enter');
    await expect(page.getByText(`Your library is now in ${moved}`)).toBeVisible();
    await window.expectCount('All papers', 32);
    await window.expectCount('Starred', 1);
    expect(await readdir(moved)).toContain('library.json');
    await window.press('g', 'l', 'j', 's');
    await window.expectSaved();
    await page.reload();
    await window.expectCount('Starred', 2);
    await window.press('ControlOrMeta+,');
    await expect(window.sheet.getByText(moved, { exact: true })).toBeVisible();
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
