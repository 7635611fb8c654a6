import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { SnapshotsSheet } from './pages/snapshots.ts';
import { PandectWindow } from './pages/window.ts';

const DAILY = inventedDumps().slice(4, 5);

/** A library of 32 papers, the first of them starred and noted, and a snapshot of that. */
async function withSnapshot(page: Page): Promise<{ window: PandectWindow; sheet: SnapshotsSheet }> {
  const window = new PandectWindow(page);
  const sheet = new SnapshotsSheet(window);
  await window.importFiles(DAILY);
  await window.closeSheet();
  await window.press('g', 'l', 'Home', 's', 'n');
  await page.keyboard.type('Written before the snapshot.');
  await window.press('Escape');
  await window.expectSaved();
  await sheet.open();
  await sheet.makeSnapshot();
  await window.closeSheet();
  return { window, sheet };
}

/** Takes the star and the note from the first paper, removes the second, archives the third, writes a note on it. */
async function changeMuch({ window, page }: { window: PandectWindow; page: Page }): Promise<void> {
  await window.press('g', 'l', 'Home', 's', 'n');
  await window.press('ControlOrMeta+a', 'Delete', 'Escape');
  await window.press('j', 'Delete', 'a');
  await window.expectSaved();
  await expect(window.list).toBeFocused();
  await expect(page.getByText('Written before the snapshot.')).toBeHidden();
}

test('papers come back from a snapshot one by one, and the restore can be undone', async ({ page }) => {
  const { window, sheet } = await withSnapshot(page);
  await changeMuch({ window, page });
  await window.expectCount('All papers', 31);
  await sheet.open();
  await expect(sheet.since).toHaveText(/^Since then: 1 paper removed, 2 changed; 1 note removed\.$/u);
  await expect(sheet.papers).toHaveCount(3);
  await sheet.papers.filter({ hasText: 'Removed since' }).click();
  await sheet.restoreChosen('Everything');
  await expect(window.sheet.getByText(/^Restored 1 paper/u)).toBeVisible();
  await expect(sheet.papers).toHaveCount(2);
  await sheet.papers.filter({ hasText: 'note' }).click();
  await sheet.restoreChosen('Only their notes');
  await expect(sheet.since).toHaveText(/^Since then: 2 papers changed\.$/u);
  await window.sheet.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(sheet.since).toHaveText(/^Since then: 2 papers changed; 1 note removed\.$/u);
  await window.closeSheet();
  await window.expectCount('All papers', 32);
});

test('the whole library comes back, and goes again with undo', async ({ page }) => {
  const { window, sheet } = await withSnapshot(page);
  await changeMuch({ window, page });
  await window.importFiles(inventedDumps().slice(3, 4));
  await window.closeSheet();
  await window.expectSaved();
  await sheet.open();
  await sheet.choose(/Made by you/u);
  await expect(sheet.since).toHaveText(
    /^Since then: \d+ papers added, 1 removed, \d changed; 1 note removed; 1 digest added\.$/u,
  );
  await window.sheet.getByRole('button', { name: 'Restore the whole library' }).click();
  await expect(window.sheet).toBeHidden();
  await window.expectCount('All papers', 32);
  await window.press('g', 'l', 'Home');
  await expect(page.getByText('Written before the snapshot.')).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: /^Undo/u }).click();
  await expect(page.getByText('Written before the snapshot.')).toBeHidden();
  await window.press('Shift+z');
  await window.expectCount('All papers', 32);
  await window.expectSaved();
  await page.reload();
  await window.expectCount('All papers', 32);
  await sheet.open();
  await expect(window.sheet.getByRole('option', { name: /Before a restore/u })).toBeVisible();
});

test('a snapshot opens read-only in the window, and from there back to now', async ({ page }) => {
  const { window, sheet } = await withSnapshot(page);
  await changeMuch({ window, page });
  await sheet.open();
  await sheet.choose(/Made by you/u);
  await window.sheet.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText(/^Snapshot of .+: 32 papers\. Nothing can be changed here\.$/u)).toBeVisible();
  await window.expectCount('All papers', 32);
  await window.press('g', 'l', 'Home');
  await expect(page.getByText('Written before the snapshot.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit the note' })).toBeHidden();
  await expect(page.getByRole('toolbar').getByRole('button', { name: /^Read/u })).toBeDisabled();
  for (const key of ['a', 's', 'n', 't', 'Delete', 'z', 'i']) {
    await window.press(key);
    await expect(page.getByText(/^This is a snapshot: nothing in it can be changed/u)).toBeVisible();
    await expect(window.sheet).toBeHidden();
  }
  await window.expectCount('All papers', 32);
  await window.press('/');
  await page.keyboard.type('is:starred');
  await expect(window.rows).toHaveCount(1);
  await window.press('Escape', 'Escape');
  await page.getByRole('button', { name: 'Back to now' }).click();
  await window.expectCount('All papers', 31);
  await expect(page.getByRole('button', { name: 'Back to now' })).toBeHidden();
});

test('a snapshot that is removed can be had back for a while', async ({ page }) => {
  const { window, sheet } = await withSnapshot(page);
  await changeMuch({ window, page });
  await sheet.open();
  await sheet.makeSnapshot();
  const before = await sheet.snapshots.count();
  await sheet.choose(/Made by you/u, 'last');
  await window.sheet.getByRole('button', { name: 'Remove this snapshot' }).click();
  await expect(sheet.snapshots).toHaveCount(before - 1);
  await window.sheet.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(sheet.snapshots).toHaveCount(before);
  // The newest is what a start would go on from.
  await sheet.choose(/Made by you/u);
  await expect(window.sheet.getByRole('button', { name: 'Remove this snapshot' })).toBeHidden();
});

test.describe('a backup', () => {
  test('goes out as one file and comes in again', async ({ app, page }) => {
    test.skip(app.host === 'electron', 'Electron shows the system’s dialogs, which no test can answer');
    const { window, sheet } = await withSnapshot(page);
    await sheet.open();
    const downloading = page.waitForEvent('download');
    await window.sheet.getByRole('button', { name: /^Save as one file/u }).click();
    const download = await downloading;
    await expect(window.sheet.getByText(/is in your downloads\.$/u)).toBeVisible();
    const bytes = await bytesOf(download);
    await window.closeSheet();
    await changeMuch({ window, page });
    await sheet.bringIn({ name: download.suggestedFilename(), bytes });
    await expect(window.sheet.getByText(/^The backup is under “Set aside”/u)).toBeVisible();
    await expect(
      window.sheet
        .getByText('A backup you brought in')
        .or(window.sheet.getByText(download.suggestedFilename()))
        .first(),
    ).toBeVisible();
    await window.sheet.getByRole('button', { name: 'Restore the whole library' }).click();
    await window.expectCount('All papers', 32);
    await window.press('g', 'l', 'Home');
    await expect(page.getByText('Written before the snapshot.')).toBeVisible();
  });

  for (const [what, name, bytes, words] of [
    ['a text', 'notes.txt', Buffer.from('These are my notes.'), /^“notes\.txt” is not a backup of Pandect/u],
    ['nothing', 'nothing.gz', Buffer.alloc(0), /^“nothing\.gz” is not a backup of Pandect/u],
    [
      'other lines',
      'other.jsonl.gz',
      gzipSync('{"pandect":"shopping"}\n{"t":"papers"}\n'),
      /Your library|your library/u,
    ],
    [
      'half a file',
      'half.jsonl.gz',
      gzipSync('x'.repeat(10_000)).subarray(0, 20),
      /Your library|your library/u,
    ],
    [
      'zeros that would fill the memory',
      'zeros.gz',
      gzipSync(Buffer.alloc(50_000_000)),
      /Your library|your library/u,
    ],
  ] as const) {
    test(`that is ${what} is refused in words`, async ({ app, page }) => {
      test.skip(app.host === 'electron', 'Electron shows the system’s dialogs, which no test can answer');
      const { window, sheet } = await withSnapshot(page);
      await sheet.bringIn({ name, bytes });
      await expect(window.sheet.getByText(words)).toBeVisible();
      await expect(sheet.snapshots.filter({ hasText: name })).toHaveCount(0);
      await window.closeSheet();
      await window.expectCount('All papers', 32);
    });
  }
});

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}
